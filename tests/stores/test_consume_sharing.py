"""Workers share the sites out among them: none is left waiting, none is fought over."""

import pytest
from redis import Redis
from sqlalchemy import Engine

from models.stores.live import Live
from models.stores.log import Log
from tests.consumers import a_day, consumer
from tests.days import OPENED, RULES, SITE, START, drafts
from workers.consume import Consumer
from workers.rebuild import rebuild, verify


@pytest.fixture
def log(engine: Engine) -> Log:
    """Give a log with one open site and a day in it."""
    return a_day(engine)


def leases(worker: Consumer) -> list[str]:
    """Return a list into which the sites go whose lease the worker asks for."""
    asked, acquire = list[str](), worker.live.acquire
    worker.live.acquire = lambda site, *rest: asked.append(site) or acquire(site, *rest)  # type: ignore[func-returns-value, method-assign]
    return asked


def test_a_little_at_a_site_of_ours_needs_no_lease(log: Log, valkey: "Redis[bytes]") -> None:
    """A worker that turns between its own sites asks for the first one's lease only."""
    log.open_site("other", OPENED, RULES, START)
    worker = consumer(log, valkey)
    for site in (SITE, "other"):
        worker.drain(site)
    asked = leases(worker)
    log.append([*drafts(6, 5), *drafts(6, 5, site="other")], START)
    worker.drain(SITE)
    assert asked == [SITE]
    assert [verify(log, Live(valkey), site) for site in (SITE, "other")] == [[], []]


def test_a_site_that_somebody_is_at_is_left_to_him(log: Log, valkey: "Redis[bytes]") -> None:
    """A worker that meets another's lease asks once, and not again and again."""
    worker = consumer(log, valkey)
    worker.drain(SITE)
    shown, asked = worker.live.cursor(SITE), leases(worker)
    assert Live(valkey).acquire(SITE, "another", 5)
    log.append(list(drafts(seed=6, complaints=5)), START)
    worker.drain(SITE)
    assert asked == [SITE]
    assert worker.live.cursor(SITE) == shown


def test_a_site_that_stands_still_is_taken_over(log: Log, valkey: "Redis[bytes]") -> None:
    """A worker with sites of its own but nothing to do takes one that another leaves waiting."""
    for site in ("mine", "also-mine"):
        log.open_site(site, OPENED, RULES, START)
    worker = consumer(log, valkey, linger_ms=300)
    for site in ("mine", "also-mine"):
        worker.drain(site)
    consumer(log, valkey).drain(SITE)
    log.append(list(drafts(6, 5)), START)
    worker.drain("mine")
    assert verify(log, Live(valkey), SITE) == []


def test_a_picture_painted_anew_meanwhile_is_brought_up(log: Log, valkey: "Redis[bytes]") -> None:
    """A worker whose short turn meets another generation in Redis looks again at once."""
    log.open_site("other", OPENED, RULES, START)
    worker = consumer(log, valkey)
    for site in (SITE, "other"):
        worker.drain(site)
    rebuild(log, Live(valkey), "other")
    log.append([*drafts(6, 5), *drafts(6, 5, site="other")], START)
    worker.drain(SITE)
    assert [verify(log, Live(valkey), site) for site in (SITE, "other")] == [[], []]
