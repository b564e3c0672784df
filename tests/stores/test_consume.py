"""Folding through the real stores: nothing is lost, wherever a worker dies."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import Engine, select

from models.events import Closed, ComplaintReceived, Draft, SiteOpened, TimePassed
from models.saved import LAYOUT
from models.stores import database
from models.stores.live import Live
from models.stores.log import ENTRY, Log
from models.stores.records import COMPLAINT, OUTBOX
from tests.consumers import DAY, a_day, consumer
from tests.days import OPENED, RULES, SITE, START, drafts
from tests.fuse import Died, Fuse, FusedRedis, fused
from workers.rebuild import rebuild, verify
from workers.writer import PORTFOLIO

ALL = SiteOpened(zh="在管项目", en="Portfolio", kind="portfolio")
CALLS = 25  # a drain makes at least so many calls


@pytest.fixture
def log(engine: Engine) -> Log:
    """Give a log with one open site and a day in it."""
    return a_day(engine)


def keys(log: Log) -> list[str]:
    """Return the keys of all messages in the outbox."""
    with log.engine.begin() as connection:
        return sorted(connection.execute(select(OUTBOX.c.key)).scalars())


def test_the_picture_equals_the_log_folded_anew(log: Log, valkey: "Redis[bytes]") -> None:
    """What workers left in Redis is what the log says, byte by byte."""
    consumer(log, valkey).drain(SITE)
    assert verify(log, Live(valkey), SITE) == []
    snapshot = Live(valkey).snapshot(SITE)
    assert snapshot is not None
    assert snapshot.pos == log.head(SITE)
    assert snapshot.crises


def test_redis_may_be_wiped_at_any_time(log: Log, valkey: "Redis[bytes]") -> None:
    """An emptied Redis is painted anew and nobody is told twice."""
    worker = consumer(log, valkey)
    worker.drain(SITE)
    told = keys(log)
    valkey.flushall()
    worker.drain(SITE)
    assert verify(log, Live(valkey), SITE) == []
    assert keys(log) == told


def test_a_machine_may_lose_what_workers_wrote_last(
    log: Log, valkey: "Redis[bytes]", tmp_path: Path
) -> None:
    """Records that fell back behind Redis, with what the portfolio had seen, are made anew."""
    if log.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite's workers leave the sync to others")
    log.open_site(PORTFOLIO, ALL, RULES, START)
    sites = (SITE, PORTFOLIO)
    kept = tmp_path / "kept.db"
    copied(log.engine.url.database, kept)
    for site in sites:
        consumer(log, valkey).drain(site)
    told, seen = keys(log), log.head(PORTFOLIO)
    log.engine.dispose()
    copied(kept, log.engine.url.database)
    assert log.head(PORTFOLIO) < seen
    for site in sites:
        consumer(log, valkey).drain(site)
    assert [verify(log, Live(valkey), site) for site in sites] == [[], []]
    assert keys(log) == told
    assert log.head(PORTFOLIO) == seen


def copied(source: str | Path | None, target: str | Path | None) -> None:
    """Write one SQLite database over another."""
    with closing(sqlite3.connect(str(source))) as old, closing(sqlite3.connect(str(target))) as new:
        old.backup(new)


def test_a_picture_of_events_that_the_log_lost_is_not_believed(
    log: Log, valkey: "Redis[bytes]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other events may stand where the lost ones stood, and a worker may die in between."""
    if log.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite's commits are seen before they are synced")
    worker, kept = consumer(log, valkey), tmp_path / "kept.db"
    worker.drain(SITE)
    log.engine.dispose()
    copied(log.engine.url.database, kept)
    log.append(list(drafts(6, 5)), START)
    worker.drain(SITE)
    log.engine.dispose()
    copied(kept, log.engine.url.database)
    log.append(list(drafts(7, 5)), START)
    victim = consumer(log, valkey)
    monkeypatch.setattr(victim.live, "commit", Fuse(1))
    with pytest.raises(Died):
        victim.drain(SITE)
    valkey.delete(f"tocsin:lease:{SITE}")  # it would run out
    consumer(log, valkey).drain(SITE)
    assert verify(log, Live(valkey), SITE) == []


def test_rebuild_paints_the_same_picture(log: Log, valkey: "Redis[bytes]") -> None:
    """A rebuilt generation equals the live one, and the old rows are gone."""
    consumer(log, valkey).drain(SITE)
    before = valkey.get("tocsin:snapshot:" + SITE)
    rebuild(log, Live(valkey), SITE)
    assert valkey.get("tocsin:snapshot:" + SITE) == before
    assert verify(log, Live(valkey), SITE) == []
    assert len(valkey.keys("tocsin:rows:*")) == 1


def test_batches_do_not_matter(log: Log, valkey: "Redis[bytes]") -> None:
    """Batches of 7 and of 100 events give the same rows and the same picture."""
    consumer(log, valkey, batch=7).drain(SITE)
    small = valkey.get("tocsin:snapshot:" + SITE)
    valkey.flushall()
    consumer(log, valkey).drain(SITE)
    assert valkey.get("tocsin:snapshot:" + SITE) == small


def test_a_worker_may_die_at_any_store_call(
    database_url: str, engine: Engine, valkey: "Redis[bytes]"
) -> None:
    """Dying before and after each call in turn loses nothing, doubles nothing, tells all."""
    log, told = Log(engine), set()
    for calls in count(1):
        site = f"site-{calls}"
        log.open_site(site, OPENED, RULES, START)
        log.append(list(drafts(seed=5, complaints=25, site=site)), START)
        lived = live_or_die(database_url, valkey, site, Fuse(calls))
        consumer(log, valkey).drain(site)
        assert verify(log, Live(valkey), site) == [], calls
        told.add("".join(k.replace(site, "S") for k in keys(log) if k.startswith(f"{site}|")))
        assert len(told) == 1, calls
        if lived:
            break
    assert calls > CALLS


def live_or_die(url: str, valkey: "Redis[bytes]", site: str, fuse: Fuse) -> bool:
    """Drain the site with stores that burn the fuse; return whether the worker lived."""
    redis = FusedRedis(connection_pool=valkey.connection_pool)
    engine = database.connect(url)
    victim = consumer(Log(engine), redis)
    redis.fuse = fuse
    try:
        with fused(engine, fuse):
            victim.drain(site)
    except Died:
        valkey.delete(f"tocsin:lease:{site}")  # it would run out
        return False
    else:
        return True
    finally:
        engine.dispose()


def test_every_event_is_in_the_log_once(log: Log) -> None:
    """Appending the same day again stores nothing and answers with the old positions."""
    again = log.append(DAY, START)
    assert not any(one.fresh for one in again)
    with log.engine.begin() as connection:
        stored = connection.execute(select(ENTRY.c.pos).order_by(ENTRY.c.pos)).scalars().all()
    assert stored == list(range(1, len(DAY) + 3))


def test_poison_is_set_aside(engine: Engine, valkey: "Redis[bytes]") -> None:
    """An event that the fold cannot take is noted, and the site goes on."""
    log = Log(engine)
    log.open_site(SITE, OPENED, RULES, START)
    log.append(DAY[:50], START)
    with engine.begin() as connection:
        poison = '{"type":"rules.adopted","version":"x","digest":"","policy":{}}'
        broken = ENTRY.update().where(ENTRY.c.pos == 3).values(data=poison)
        connection.execute(broken)
    consumer(log, valkey).drain(SITE)
    snapshot = Live(valkey).snapshot(SITE)
    assert snapshot is not None
    assert snapshot.pos == log.head(SITE)
    assert verify(log, Live(valkey), SITE) == []


def test_what_is_forgotten_within_a_batch_is_on_record(
    engine: Engine, valkey: "Redis[bytes]"
) -> None:
    """A complaint received, closed and forgotten in one batch leaves its record, as closed."""
    log = Log(engine)
    log.open_site(SITE, OPENED, RULES, START)
    later = START + 400 * 86_400
    log.append(
        [
            Draft(SITE, "test", "1", START, "test/1", ComplaintReceived(channel="web"), START),
            Draft(SITE, "test", "2", START, "test/1", Closed(), START + 60),
            Draft(SITE, "test", "3", later, SITE, TimePassed(later), later),
        ],
        START,
    )
    consumer(log, valkey).drain(SITE)
    with engine.begin() as connection:
        rows = connection.execute(select(COMPLAINT.c.key, COMPLAINT.c.status)).all()
    assert rows == [("test/1", "closed")]


def test_what_other_code_saved_is_folded_anew(log: Log, valkey: "Redis[bytes]") -> None:
    """Rows of another shape are not read: the picture is made anew from the log."""
    consumer(log, valkey).drain(SITE)
    told, cursor = keys(log), valkey.get(f"tocsin:cursor:{SITE}")
    assert cursor is not None
    valkey.set(f"tocsin:cursor:{SITE}", cursor.replace(LAYOUT.encode(), b"0ther5ha"))
    for name in valkey.scan_iter(match="tocsin:rows:*"):
        valkey.hset(name, "site", b"\x01")
    consumer(log, valkey).drain(SITE)
    assert verify(log, Live(valkey), SITE) == []
    assert keys(log) == told
