"""Jobs that only say that a worker is there, with all its code loaded and its connections made."""

import time

from alerts import job
from models.stores.live import Live
from workers.consume import consumer


def consume(name: str, number: int) -> None:
    """Load what folds; hold this worker until all `number` of them came."""
    meet(consumer().live, name, number)


def deliver(name: str, number: int) -> None:
    """Load what delivers."""
    meet(job.wiring()[0], name, number)


def meet(live: Live, name: str, number: int) -> None:
    """Wait for the others, so that no worker takes two of these jobs."""
    live.redis.incr(name)
    while int(live.redis.get(name) or 0) < number:
        time.sleep(0.01)
