"""The log: dense positions, each event once, three times that are never mixed."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from sqlalchemy import Engine

from models.events import Assigned, Draft, SiteClock
from models.stores import database
from models.stores.log import Log, Text, UnknownSiteError
from tests.days import OPENED, RULES, START, complaint

APPENDERS, BATCHES, SIZE = 4, 12, 25


def draft(site: str, number: int | str, at: int | None = None, time: int = START) -> Draft:
    """Return a small event."""
    return Draft(site, "test", f"{site}/{number}", time, f"test/{number}", Assigned(), at)


@pytest.fixture
def log(engine: Engine) -> Log:
    """Give a log with two open sites, whose first two events are there already."""
    log = Log(engine)
    for site in ("a", "b"):
        log.open_site(site, OPENED, RULES, START)
    return log


def test_positions_are_dense_per_site(log: Log) -> None:
    """Each site counts for itself, without a gap, in the order of the drafts."""
    drafts = [draft(site, n) for n in range(3) for site in ("a", "b")]
    positions = [(one.site, one.pos) for one in log.append(drafts, START)]
    assert positions == [("a", 3), ("b", 3), ("a", 4), ("b", 4), ("a", 5), ("b", 5)]


def test_sent_twice_is_stored_once(log: Log) -> None:
    """Again in the same batch, or later: the first position is the answer."""
    first, again = log.append([draft("a", 1), draft("a", 1)], START)
    (later,) = log.append([draft("a", 1)], START + 9)
    assert (first.pos, first.fresh) == (3, True)
    assert (again.pos, again.fresh) == (later.pos, later.fresh) == (3, False)
    assert log.head("a") == 3


def test_all_or_nothing(log: Log) -> None:
    """A batch for a site that was never opened stores nothing at all."""
    with pytest.raises(UnknownSiteError):
        log.append([draft("a", 1), draft("unknown", 1)], START)
    assert log.head("a") == 2


def test_site_time_never_goes_back(log: Log) -> None:
    """A wall clock that was set back does not take the site's time with it."""
    log.append([draft("a", 1)], START + 100)
    log.append([draft("a", 2)], START + 50)
    assert [event.at for event in log.read("a", 2, 10)] == [START + 100] * 2


def test_a_virtual_clock_runs_by_its_rate_and_stops(log: Log) -> None:
    """Ten wall seconds at × 60 are ten minutes, and the end of the file is the end of time."""
    clock = SiteClock(base=1_000, wall_base=START, rate=60, until=2_000)
    log.open_site("replay", msgspec.structs.replace(OPENED, clock=clock), RULES, START)
    log.append([draft("replay", 1)], START + 10)
    log.append([draft("replay", 2)], START + 1_000)
    assert [event.at for event in log.read("replay", 2, 10)] == [1_600, 2_000]


def test_the_three_times_stand_apart(log: Log) -> None:
    """When it happened, when it was received, and site time are three columns."""
    log.append([draft("a", 1, at=START + 5, time=START - 60)], START + 7)
    (event,) = log.read("a", 2, 1)
    assert (event.time, event.received_at, event.at) == (START - 60, START + 7, START + 5)


def test_texts_are_kept_apart(log: Log) -> None:
    """The text is stored with a fresh complaint only, and the log does not hold it."""
    received = Draft("a", "test", "1", START, "test/1", complaint(random.Random(1), 1))  # noqa: S311
    log.append([received, received], START, [Text("a", "test/1", body="漏水")] * 2)
    log.append([received], START, [Text("a", "test/1", body="changed")])
    with log.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT body FROM text").scalars().all()
    assert rows == ["漏水"]


def test_concurrent_appenders_never_make_a_reader_skip(log: Log, database_url: str) -> None:
    """Four writers on two sites, one reader that follows: it sees 1, 2, 3 … without a gap."""
    done = threading.Event()

    def write(writer: int) -> None:
        own = Log(database.connect(database_url))
        for batch in range(BATCHES):
            names = [f"{writer}/{batch}/{i}" for i in range(SIZE)]
            own.append([draft("ab"[i % 2], name) for i, name in enumerate(names)], START)

    def follow() -> list[int]:
        seen: list[int] = []
        own = Log(database.connect(database_url))
        while not (done.is_set() and len(seen) == own.head("a")):
            seen += [event.pos for event in own.read("a", len(seen), 50)]
        return seen

    with ThreadPoolExecutor() as pool:
        reader = pool.submit(follow)
        list(pool.map(write, range(APPENDERS)))
        done.set()
        seen = reader.result(60)
    assert seen == list(range(1, log.head("a") + 1))
    assert log.head("a") + log.head("b") == 4 + APPENDERS * BATCHES * SIZE
