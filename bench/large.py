"""(d) `make bench-large`: whether an event costs the same with 10,000 and with 1,000,000 open.

One site, in this process: `advance`, then per batch the changed rows, the picture and the commit
to a real Valkey, as a worker does; SQL, whose cost does not follow the open ones, is left out.
Garbage is collected as the workers' pool does it, between jobs only, and counts as a part. Of each
complaint come two more events, and it stays open: 16 in a second of site time, so that a million
come within 18 hours and none is late. See `crowd.py` for the words.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from bench import crowd, report
from bench.figures import Figures, pace, resident
from bench.house import House, house
from bench.show import showing
from models import saved
from models.advance import advance, next_due
from models.events import Event
from models.picture import paint
from models.state import State
from models.stores.live import Batch, Cursor, Pulse

SIZES, QUICK = (10_000, 100_000, 1_000_000), (300, 1_000)
MEASURED = 20  # batches after each size whose cost is told; in a quick run one
BATCH = 1_000
JOB = 60  # batches after which a worker's job has ended and it tidies up
PARTS = ("fold", "rows", "picture", "redis", "tidy")


class Site:
    """One site that grows: its state, its rows in Redis, and what each part cost."""

    def __init__(self, ours: House) -> None:
        self.ours, self.state = ours, State(crowd.SITE)
        self.shown: Cursor | None = None
        self.events: Iterator[Event] = crowd.story()
        self.cpu = dict.fromkeys(PARTS, 0.0)
        self.count = self.batches = 0

    def batch(self) -> None:
        """Take in one batch; only what a worker does counts."""
        events = list(islice(self.events, BATCH))
        marks = [time.process_time()]
        for event in events:
            advance(self.state, event)
        marks.append(time.process_time())
        changed, gone = saved.changes(self.state)
        marks.append(time.process_time())
        picture = msgspec.json.encode(paint(self.state))
        marks.append(time.process_time())
        self.commit(Batch(changed, gone, picture, self.pulse(), next_due(self.state)))
        marks.append(time.process_time())
        self.count += len(events)
        self.batches += 1
        if self.batches % JOB == 0:
            self.tidy()
        for part, begin, end in zip(PARTS, marks, marks[1:], strict=False):
            self.cpu[part] += end - begin

    def pulse(self) -> Pulse:
        """Return the wall-clock facts, here of site time."""
        return Pulse(self.state.site.at, self.state.site.pos, self.state.site.at, 0)

    def commit(self, batch: Batch) -> None:
        """Write rows and picture."""
        new = Cursor("log", "rows", self.state.site.pos)
        if not self.ours.live.commit(crowd.SITE, self.shown, new, batch):
            raise RuntimeError("somebody else wrote to the bench's Valkey")
        self.shown = new

    def tidy(self) -> None:
        """Do what a worker does after a job."""
        begin = time.process_time()
        gc.collect()
        gc.freeze()
        self.cpu["tidy"] += time.process_time() - begin

    def grow(self, size: int, say: Callable[[str], object]) -> None:
        """Take in complaints until so many are open."""
        while len(self.state.complaints) < size:
            say(f"large: {len(self.state.complaints):,} of {size:,} open")
            self.batch()

    def measure(self, before: tuple[int, int], batches: int) -> Figures:
        """Return the cost of an event now, and of an open complaint since `before`."""
        self.cpu, self.count = dict.fromkeys(PARTS, 0.0), 0
        loops = 0.0
        for _ in range(batches):
            self.batch()
            loops += pace()
        self.tidy()
        number, (worker, redis) = len(self.state.complaints), memory(self.ours)
        each = {f"{part}_us": self.cpu[part] / self.count * 1e6 for part in PARTS}
        return {
            "open": number,
            "cpu_us_per_event": round(sum(each.values()), 1),
            **{name: round(value, 1) for name, value in each.items()},
            "worker_bytes_per_open": round((worker - before[0]) / number),
            "redis_bytes_per_open": round((redis - before[1]) / number),
            "worker_mb": round(worker / 1e6),
            "clusters": len(self.state.clusters),
            "loop_ms": round(loops / batches * 1e3, 2),
        }


def memory(ours: House) -> tuple[int, int]:
    """Return the bytes of this process and of Valkey."""
    return resident(), int(ours.live.redis.info("memory")["used_memory"])


def run(sizes: tuple[int, ...], batches: int, say: Callable[[str], object]) -> dict[str, Figures]:
    """Grow to each size in turn and measure there."""
    found: dict[str, Figures] = {}
    with house() as ours:
        ours.live.redis.config_set("appendonly", "no")  # the file would be gigabytes; memory is not
        site = Site(ours)
        site.batch()
        before = memory(ours)
        gc.disable()
        for size in sizes:
            site.grow(size, say)
            found[f"{size}_open"] = site.measure(before, batches)
        gc.unfreeze()
        gc.enable()
    first, last = found[f"{sizes[0]}_open"], found[f"{sizes[-1]}_open"]
    each = [one["cpu_us_per_event"] / one["loop_ms"] for one in (first, last)]
    found["growth"] = {"cpu_ratio": round(each[1] / each[0], 2)}
    return found


def main() -> None:
    """Measure and write the figures down."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--quick", action="store_true", help="only see whether it works")
    words.add_argument("--docs", type=Path, default=report.DOCS, help="where the figures go")
    words.add_argument("--most", type=int, default=SIZES[-1], help="complaints open at the end")
    given = words.parse_args()
    sizes = QUICK if given.quick else tuple(size for size in SIZES if size <= given.most)
    with showing() as say:
        report.write(given.docs, {"large": run(sizes, 1 if given.quick else MEASURED, say)})


if __name__ == "__main__":
    main()
