"""Small made-up days of complaints, the same for the same seed, for tests of the fold."""

import random
import struct
from collections.abc import Iterator

from models.events import (
    AlertAcknowledged,
    Assigned,
    Closed,
    ClusterWorked,
    ComplaintClassified,
    ComplaintEscalated,
    ComplaintReceived,
    Data,
    Draft,
    FollowedUp,
    Paused,
    ProgressTold,
    Promised,
    ReceiptConfirmed,
    Reopened,
    Resolved,
    Resumed,
    SiteOpened,
    TimePassed,
)
from models.policy.load import adoption, load

SITE = "mall-1"
START = 1_790_000_000
OPENED = SiteOpened(zh="东区商场", en="East Mall")
RULES = adoption(load())
CHANNELS = ("phone", "app", "wechat")
CATEGORIES = ("engineering.lift", "engineering.water_leak", "cleaning.waste", "parking.fee")


def complaint(rng: random.Random, topic: int) -> ComplaintReceived:
    """Return a complaint about one of a few troubles, worded a little differently each time."""
    words = [topic * 100 + rng.randrange(8) for _ in range(6)]
    words += [rng.randrange(100_000, 200_000) for _ in range(3)]
    return ComplaintReceived(
        channel=rng.choice(CHANNELS),
        category=CATEGORIES[topic % len(CATEGORIES)],
        place=f"{'ABC'[topic % 3]}/F{topic % 5}/{topic % 7}",
        who=rng.choice((0, rng.randrange(1, 400))),
        terms=struct.pack(f"<{len(words)}I", *words),
        weights=bytes([100] * len(words)),
        signals=["life.trapped"] if rng.random() < 0.01 else [],
    )


def drafts(seed: int, complaints: int, site: str = SITE) -> Iterator[Draft]:
    """Yield a day: complaints in bursts, staff at work, time passing, alerts acknowledged."""
    rng = random.Random(seed)  # noqa: S311 - the same day for the same seed
    at, number, keys = START, 0, []

    def draft(subject: str, data: Data) -> Draft:
        nonlocal number
        number += 1
        return Draft(site, "test", f"{site}/{seed}/{number}", at, subject, data, at)

    for i in range(complaints):
        at += rng.choice((0, 1, 5, 40))
        keys.append(f"test/{seed}/{i}")
        yield draft(keys[-1], complaint(rng, rng.choice((1, 1, 1, rng.randrange(40)))))
        yield from (draft(rng.choice(keys[-60:]), fact) for fact in staff(rng))
        if rng.random() < 0.2:
            at += rng.choice((1, 60, 900))
            yield draft(site, TimePassed(at))
        if rng.random() < 0.02:
            yield draft(rng.choice(keys), ClusterWorked("diagnosis", by="duty"))
            yield draft("surge:12:test", AlertAcknowledged("duty"))


def staff(rng: random.Random) -> list[Data]:
    """Return what staff happen to do at one moment."""
    facts: list[tuple[float, Data]] = [
        (0.4, ReceiptConfirmed(by="front")),
        (0.2, Assigned(team="engineering", person="tech")),
        (0.25, Resolved(by="tech")),
        (0.1, FollowedUp(happy=rng.random() < 0.7)),
        (0.05, Reopened()),
        (0.05, Closed("unfounded")),
        (0.05, Paused("parts")),
        (0.05, Resumed()),
        (0.1, Promised(until=START + rng.randrange(9_000))),
        (0.05, ProgressTold(by="tech")),
        (0.02, ComplaintEscalated("management", "money")),
        (0.05, ComplaintClassified(category="security.patrol", urgency="urgent")),
    ]
    return [fact for chance, fact in facts if rng.random() < chance]
