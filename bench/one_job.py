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
from workers.consume import Consumer
from workers.pools import Worker

PREFIX = "one-job-"


class OneJob(Consumer):
    """A consumer without a lease: its queue has one worker only."""

    def keep(self, site: str, owner: str) -> None:
        """Nobody else folds the site."""


@cache
def consumer() -> OneJob:
    """Return this process's consumer; it folds one event per commit."""
    chosen = settings.load().model_copy(update={"batch": 1})
    engine = database.connect(chosen.database_url)
    return OneJob(Log(engine), Live(live.connect(chosen.redis_url)), chosen)


def fold_one(site: str) -> None:
    """Fold, record and show the site's next event: the job."""
    consumer().batch(site, "")


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
