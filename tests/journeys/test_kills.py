"""Random kills under load: nothing is lost, doubled or left untold."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from redis.exceptions import RedisError
from sqlalchemy import func, select

from alerts.outbox import OUTBOX
from models.events import Draft
from models.stores import settings
from models.stores.log import ENTRY
from tests.days import drafts
from tests.plant import Plant
from tests.waiting import wait_until
from tests.webhook import Webhook
from workers.rebuild import verify

SITES = ("mall", "tower", "estate")
CHUNK = 40


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    """Run a real HTTP receiver."""
    with Webhook() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def plant(tmp_path: Path, webhook: Webhook) -> Iterator[Plant]:
    """Run the whole plant."""
    plant = Plant(tmp_path, SITES, webhook.url())
    yield plant
    plant.end()


def feed(seed: int) -> Iterator[list[Draft]]:
    """Yield chunks of what happens at all sites, live: it happens now."""
    days = [drafts(seed, 10_000, site) for site in SITES]
    while True:
        now = settings.now()
        yield [
            msgspec.structs.replace(draft, time=now, at=None)
            for day in days
            for draft in islice(day, CHUNK)
            if type(draft.data).__name__ != "TimePassed"
        ]


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(5, id="five"),
        pytest.param(30, id="thirty", marks=pytest.mark.soak),
    ],
)
def test_random_kills(plant: Plant, webhook: Webhook, kills: int) -> None:
    """After seeded kills of workers, clock, deliver and Valkey with its data, all is in order."""
    rng = random.Random(kills)  # noqa: S311 - the same kills again
    fed, hurts = 0, Counter[str]()
    for chunk in islice(feed(seed=kills), kills):
        plant.log.append(chunk, settings.now())
        fed += len(chunk)
        ring(plant)
        hurts[plant.hurt(rng)] += 1
        moved_on(plant)
        plant.heal()
    wait_until(plant.current, timeout=90)
    wait_until(lambda: not plant.waiting(), timeout=90)
    plant.kill("clock")
    wait_until(plant.current, timeout=90)
    assert [verify(plant.log, plant.live, site) for site in SITES] == [[], [], []], hurts
    assert stored(plant) == fed
    told = Counter(message["key"] for message in webhook.got)
    assert set(sent(plant)) <= set(told)
    assert sum(told.values()) - len(told) <= hurts["deliver"] + hurts["valkey"]
    assert told


def ring(plant: Plant) -> None:
    """Wake the workers, as the intake does after its commit."""
    for site in SITES:
        plant.live.ring(site)


def moved_on(plant: Plant) -> None:
    """Let the rest go on for a moment: until the clock ticked, or a worker folded something."""
    before = plant.log.heads()
    try:
        wait_until(lambda: plant.log.heads() != before or plant.current(), timeout=3)
    except (AssertionError, RedisError):
        return


def stored(plant: Plant) -> int:
    """How many of our events the log holds."""
    query = select(func.count()).where(ENTRY.c.source == "test")
    with plant.log.engine.begin() as connection:
        return int(connection.execute(query).scalar() or 0)


def sent(plant: Plant) -> list[str]:
    """Return the keys of what the outbox says was sent."""
    query = select(OUTBOX.c.key).where(OUTBOX.c.state == "sent")
    with plant.log.engine.begin() as connection:
        return list(connection.execute(query).scalars())
