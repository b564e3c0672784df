"""An open-loop load: each event has its moment, and a late system makes it wait, not the load.

It runs in a process of its own. Events that are due together share one transaction, as they do in
the intake; what is measured counts from the scheduled moment, so waiting for others counts too.
"""

import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

from bench.house import CHUNK, House
from models.events import Draft
from models.stores import database, live
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from workers.intake.group import GATHER_SECONDS

LEAD = 0.2  # seconds until the first event
Sent = list[tuple[str, int, float]]  # site, position, monotonic time at which it was scheduled
SPAWN = get_context("spawn")


def send(known: Sequence[Draft], drafts: Sequence[Draft], rate: int) -> tuple[Sent, float]:
    """Append `drafts`, after `known` ones, at `rate` a second; return them and the seconds."""
    here, there = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=drive, args=(there, known, drafts, rate), daemon=True)
    process.start()
    there.close()
    try:
        found: tuple[Sent, float] = here.recv()
    finally:
        process.join(10)
        process.terminate()
    return found


def drive(answer: Connection, known: Sequence[Draft], drafts: Sequence[Draft], rate: int) -> None:
    """Send and report: the other process. What the log has already warms it up."""
    chosen = Settings()
    engine = database.connect(chosen.database_url)
    ours = House(chosen, Log(engine), Live(live.connect(chosen.redis_url)))
    ours.feed(known)
    sent: Sent = []
    start = time.monotonic() + LEAD
    for begin, end in due(len(drafts), rate, start):
        appended = ours.feed(drafts[begin:end])
        sent += [(a.site, a.pos, start + (begin + i) / rate) for i, a in enumerate(appended)]
    answer.send((sent, time.monotonic() - start))


def due(number: int, rate: int, start: float) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of the events that are due, waiting until there are some."""
    begin = 0
    while begin < number:
        time.sleep(max(0.0, start + begin / rate + GATHER_SECONDS - time.monotonic()))
        passed = int((time.monotonic() - start) * rate) + 1
        end = max(begin + 1, min(number, passed, begin + CHUNK))
        yield begin, end
        begin = end
