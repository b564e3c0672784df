"""An endless crowd of complaints at one site, all worded differently, for the bench of size."""

import random
import struct
from collections.abc import Iterator
from hashlib import blake2b
from itertools import count

from msgspec.structs import replace

from bench import material
from models.events import (
    ComplaintReceived,
    Data,
    Event,
    Place,
    ProgressTold,
    ReceiptConfirmed,
    SiteOpened,
    TimePassed,
)
from models.policy.load import adoption, load
from workers.intake.accept import Door
from workers.simulate.items import received
from workers.simulate.month import START

SITE = "estate-1"
BUILDINGS, FLOORS, ROOMS = 20, 20, 40
PER_SECOND = 16  # complaints in a second of site time
STEPS: tuple[tuple[int, Data], ...] = (  # seconds after the complaint
    (120, ReceiptConfirmed(by="service-1")),
    (500, ProgressTold(by="engineering-1")),
)
MINUTE = 60
REAL = 1_500  # complaints through the door, whose words are mixed
FRESH = 3  # words of a complaint that no other has


def story() -> Iterator[Event]:
    """Yield the events of the site: complaints, two steps of each, and the minutes."""
    opened = SiteOpened(zh="大盘", en="Large Estate", kind="estate", places=places())
    yield event(1, START, SITE, opened)
    yield event(2, START, SITE, adoption(load()))
    rng, real = random.Random(material.SEED), pool()  # noqa: S311 - a story, no secret
    pos, done = count(3), [0] * len(STEPS)
    for number in count():
        at = START + number // PER_SECOND
        if number % (PER_SECOND * MINUTE) == 0:
            yield event(next(pos), at, SITE, TimePassed(at))
        for step, (delay, data) in enumerate(STEPS):
            while START + done[step] // PER_SECOND + delay < at:
                yield event(next(pos), at, key(done[step]), data)
                done[step] += 1
        yield event(next(pos), at, key(number), complaint(rng, real))


def event(pos: int, at: int, subject: str, data: Data) -> Event:
    """Return the event of the log."""
    return Event(SITE, pos, f"{SITE}/app", subject, at, at, at, subject, data)


def key(number: int) -> str:
    """Return a complaint's key as long as the door makes them."""
    return f"{SITE}/app/{blake2b(number.to_bytes(8, 'big'), digest_size=16).hexdigest()}"


def places() -> list[Place]:
    """Return the buildings and floors."""
    buildings = [f"{number}" for number in range(1, BUILDINGS + 1)]
    floors = [(b, f) for b in buildings for f in range(1, FLOORS + 1)]
    return [
        *(Place(b, "building", f"{b}栋", f"Block {b}", int(b)) for b in buildings),
        *(Place(f"{b}/{f}", "floor", f"{f}层", f"floor {f}", f) for b, f in floors),
    ]


def pool() -> list[ComplaintReceived]:
    """Return complaints as the real door gives them, without signals of danger."""
    [plan] = material.plans(1)
    door = {plan.id: Door.to(plan.id, plan.opened(START), adoption(load()).policy, b"bench")}
    told = (received(c) for c in material.complaints([plan], REAL))
    found = (material.drafted(item, door)[0].data for item in told)
    return [
        replace(data, signals=[], kind="complaint")
        for data in found
        if isinstance(data, ComplaintReceived)
    ]


def complaint(rng: random.Random, real: list[ComplaintReceived]) -> ComplaintReceived:
    """Return a complaint with half the words of one, half of another, and some of its own."""
    one, other = rng.choice(real), rng.choice(real)
    words = dict([*words_of(one)[::2], *words_of(other)[1::2]])
    words |= {rng.getrandbits(32): 200 for _ in range(FRESH)}
    room = f"{rng.randint(1, BUILDINGS)}/{rng.randint(1, FLOORS)}/{rng.randint(1, ROOMS)}"
    return replace(
        one,
        place=room,
        who=rng.getrandbits(63),
        terms=struct.pack(f"<{len(words)}I", *words),
        weights=bytes(words.values()),
    )


def words_of(data: ComplaintReceived) -> list[tuple[int, int]]:
    """Return (term, weight) of each word."""
    terms = struct.unpack(f"<{len(data.terms) // 4}I", data.terms)
    return list(zip(terms, data.weights, strict=True))
