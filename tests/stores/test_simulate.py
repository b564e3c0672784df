"""The simulated portfolio in the real stores: its past, its present, and a restart."""

from pathlib import Path
from threading import Event as Flag

import pytest
from redis import Redis

from models.events import ComplaintReceived, TimePassed
from models.stores import database, settings
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from workers.consume import Consumer
from workers.files.stage import Stage
from workers.simulate.duty import PATIENCE, answers
from workers.simulate.past import PAST
from workers.simulate.plans import portfolio
from workers.simulate.run import Simulation

PLAN = portfolio(1)[2]

BLUE = 4
LONGEST_PATIENCE = PATIENCE[BLUE][1] * 60  # seconds


@pytest.fixture
def stage(sqlite_url: str, valkey: "Redis[bytes]", tmp_path: Path) -> Stage:
    chosen = Settings(home=tmp_path, database_url=sqlite_url)
    return Stage(Log(database.connect(sqlite_url)), Live(valkey), chosen)


def simulation(stage: Stage) -> Simulation:
    return Simulation(stage, seed=1, speed=1.0, stop=Flag())


def test_past_has_its_own_time(stage: Stage) -> None:
    """A new site's last hours stand in the log at the times when they happened."""
    simulation(stage).open(PLAN)
    now = settings.now()
    story = stage.log.read(PLAN.id, 2, 10_000)
    assert len(story) > 1_000
    assert all(event.at == event.time for event in story)
    assert now - PAST - 60 <= story[0].at
    assert now - 600 < story[-1].at <= now
    assert any(isinstance(event.data, TimePassed) for event in story)


def test_past_does_not_ring(stage: Stage) -> None:
    """A new site has hours of complaints, few breaches, and what rang in its past is answered."""
    simulation(stage).open(PLAN)
    worker = Consumer(stage.log, stage.live, stage.settings)
    worker.drain(PLAN.id)
    before = stage.live.snapshot(PLAN.id)
    assert before is not None
    stage.log.append(list(answers(before, settings.now())), settings.now())
    worker.drain(PLAN.id)
    picture = stage.live.snapshot(PLAN.id)
    assert picture is not None
    assert picture.numbers.day > 100
    assert picture.numbers.backlog == 0
    assert picture.numbers.breached < 20
    long_ago = settings.now() - LONGEST_PATIENCE
    assert not [c for c in picture.crises if c.status == "triggered" and c.since < long_ago]
    assert picture.site.demo


def test_told_once(stage: Stage) -> None:
    """Opening again, as a restart does, tells no second past."""
    simulation(stage).open(PLAN)
    head = stage.log.heads()[PLAN.id]
    simulation(stage).open(PLAN)
    assert stage.log.heads()[PLAN.id] == head


def test_restart_takes_up_the_work(stage: Stage) -> None:
    """After a restart staff go on with the complaints in hand, and with those only."""
    simulation(stage).open(PLAN)
    now = settings.now()
    told = {
        event.subject
        for event in stage.log.read(PLAN.id, 2, 10_000)
        if isinstance(event.data, ComplaintReceived)
    }
    again = simulation(stage)
    again.open(PLAN)
    in_hand = again.in_hand([PLAN], now)
    assert in_hand
    assert {item.subject for item in in_hand} <= told
    head = stage.log.heads()[PLAN.id]
    again.tell(in_hand[:20])
    assert stage.log.heads()[PLAN.id] == head + 20


def test_first_incident_soon(stage: Stage) -> None:
    """Within a minute of the start an incident begins."""
    now = settings.now()
    story = simulation(stage).story(portfolio(1)[:1], now)
    first = next(item for item in story if "ac_warm" in item.incident)
    assert now < first.time < now + 60
