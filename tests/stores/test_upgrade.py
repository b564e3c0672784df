"""An upgrade changes what comes, never what was: earlier judgements stand, and are the start."""

import pytest
from redis import Redis
from sqlalchemy import Engine, select

from models.state import Complaint
from models.stores.live import Live
from models.stores.log import Log
from models.stores.records import BASELINE
from models.stores.settings import Settings
from tests.days import OPENED, RULES, SITE, START, drafts
from workers.consume import Consumer
from workers.rebuild import rebuild, verify
from workers.warm import Shelf

DAY = list(drafts(seed=5, complaints=60))


@pytest.fixture
def log(engine: Engine) -> Log:
    log = Log(engine)
    log.open_site(SITE, OPENED, RULES, START)
    return log


def worker(log: Log, redis: Redis, code: str) -> Consumer:
    """Return a worker of some release."""
    made = Consumer(log, Live(redis), Settings(linger_ms=0))
    made.writer.shelf.code = code
    return made


def founder(shelf: Shelf) -> Complaint:
    """Return the first complaint that is still kept."""
    return next(iter(shelf.states[SITE].state.complaints.values()))


def baselines(log: Log) -> list[str]:
    """Return which code made the baselines, oldest first."""
    with log.engine.connect() as connection:
        found = connection.scalars(select(BASELINE.c.version).order_by(BASELINE.c.pos))
        return [version.partition(".")[2] for version in found]


def test_what_earlier_code_judged_stands(log: Log, valkey: Redis) -> None:
    """The first commit of new code saves the state: rebuild starts there, not at the beginning."""
    log.append(DAY[:60], START)
    older = worker(log, valkey, "old")
    older.drain(SITE)
    judged = founder(older.writer.shelf)
    judged.team = "as the older code saw it"
    older.writer.shelf.states[SITE].state.touch(f"c:{judged.key}")
    log.append(DAY[60:70], START)
    older.drain(SITE)
    assert baselines(log) == []
    for n in range(70, 100, 10):
        log.append(DAY[n : n + 10], START)
        worker(log, valkey, "new").drain(SITE)
    assert baselines(log) == ["new"]
    assert verify(log, Live(valkey), SITE) == []
    rebuild(log, Live(valkey), SITE)
    newest = worker(log, valkey, "new")
    log.append(DAY[100:], START)
    newest.drain(SITE)
    assert founder(newest.writer.shelf).team == "as the older code saw it"
    assert verify(log, Live(valkey), SITE) == []


def test_the_same_code_saves_nothing(log: Log, valkey: Redis) -> None:
    """A restart is no upgrade: a rebuild still proves all of the log."""
    for n in range(0, 60, 20):
        log.append(DAY[n : n + 20], START)
        worker(log, valkey, "new").drain(SITE)
    assert baselines(log) == []
    assert verify(log, Live(valkey), SITE) == []
