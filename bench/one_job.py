"""What Tocsin is measured against: one RQ job per event, doing the same work by the same code.

The kindest form of it: each worker has sites of its own and keeps their states warm, so that no
lock is needed and nothing is loaded. `python -m bench.one_job QUEUE` is the worker.
"""

import sys
from functools import cache
from typing import Any

from redis import Redis
from rq import Queue

from models.stores import database, live, settings
from models.stores.live import Live
from models.stores.log import Log
from workers.pools import Worker
from workers.writer import Writer

PREFIX = "one-job-"


@cache
def writer() -> Writer:
    """Return this process's writer; it folds one event per commit."""
    chosen = settings.load().model_copy(update={"batch": 1})
    engine = database.connect(chosen.database_url)
    return Writer(Log(engine), Live(live.connect(chosen.redis_url)), chosen)


def fold_one(site: str) -> None:
    """Fold, record and show the site's next event: the job."""
    writer().batch(site, lambda: None)


def queue(redis: Redis, site: str, sites: list[str], workers: int) -> Queue:
    """Return the queue of the worker that has the site."""
    return Queue(f"{PREFIX}{sites.index(site) % workers}", connection=redis)


def work(name: str) -> None:
    """Work on one queue until told to stop."""
    connection = live.connect(settings.load().redis_url)
    options: dict[str, Any] = {"logging_level": "WARNING", "with_scheduler": False}
    Worker([Queue(name, connection=connection)], connection=connection).work(**options)


if __name__ == "__main__":
    work(sys.argv[1])
