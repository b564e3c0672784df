"""RQ workers: one pool folds, another delivers, so that neither waits for the other."""

import gc
import os
import socket
import threading
import time
from typing import Any

import structlog
from redis.exceptions import RedisError
from rq import Queue
from rq.job import Job
from rq.worker import SimpleWorker

from models.stores import live, settings
from models.stores.live import Live

logger = structlog.get_logger()
QUEUES = ("consume", "deliver")
BEAT = 5.0
TIDY = 60.0


class Worker(SimpleWorker):
    """Runs jobs in its own process, which keeps states warm, and looks for Redis each second.

    Garbage is collected between jobs only: where states are large it takes a fifth of a second,
    for which pictures would stand still. What is left is frozen, so that it is looked at once.
    """

    max_connection_wait_time = 1.0
    tidied = 0.0

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Run the job here, and now and then tidy up after it."""
        gc.disable()
        super().execute_job(job, queue)
        if time.monotonic() - self.tidied > TIDY:
            gc.collect()
            gc.freeze()
            self.tidied = time.monotonic()


def run(*queues: str) -> None:
    """Work on the queues until told to stop. Raises ValueError for a queue that is not ours."""
    unknown = [queue for queue in queues if queue not in QUEUES]
    if unknown:
        message = f"no such queue: {', '.join(unknown)}; choose from {', '.join(QUEUES)}"
        raise ValueError(message)
    chosen = settings.load()
    connection = live.connect(chosen.redis_url)
    name = f"{queues[0]}-{socket.gethostname()}-{os.getpid()}"
    stop = threading.Event()
    threading.Thread(
        target=beat, args=(Live(live.connect(chosen.redis_url)), name, stop), daemon=True
    ).start()
    worker = Worker(
        [Queue(queue, connection=connection) for queue in queues], connection=connection
    )
    options: dict[str, Any] = {"logging_level": "WARNING", "with_scheduler": False}
    try:
        worker.work(**options)
    finally:
        stop.set()


def beat(live: Live, name: str, stop: threading.Event) -> None:
    """Say every few seconds that this process is alive."""
    while not stop.wait(BEAT):
        try:
            live.beat(name, settings.now())
        except RedisError as error:
            logger.warning("beat.missed", name=name, error=str(error))
