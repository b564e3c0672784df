"""A worker that folds, and a day that it may fold."""

from redis import Redis
from sqlalchemy import Engine

from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from tests.days import OPENED, RULES, SITE, START, drafts
from workers.consume import Consumer

DAY = list(drafts(seed=5, complaints=160))


def a_day(engine: Engine) -> Log:
    """Return a log with one open site and a day in it."""
    log = Log(engine)
    log.open_site(SITE, OPENED, RULES, START)
    log.append(DAY, START)
    return log


def consumer(log: Log, redis: "Redis[bytes]", batch: int = 100, linger_ms: int = 0) -> Consumer:
    """Return a fresh worker."""
    return Consumer(log, Live(redis), Settings(batch=batch, linger_ms=linger_ms))
