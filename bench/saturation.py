"""(a) How many events a second go from the log to picture and records, against one job per event.

One story over six sites is cut into stretches: warm-up, one job per event, batches with the
complaints analysed before, batches with the door's analysis inside. All fold by the same code on
as many worker processes as there are cores; a stretch ends when every picture stands at its head.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bench import material
from bench.figures import Figures
from bench.house import CHUNK, House, chunks, cpu_seconds, house
from bench.material import Pair
from bench.one_job import PREFIX, fold_one, queue
from models.events import ComplaintReceived
from workers.children import Child
from workers.simulate.items import Item
from workers.simulate.month import START
from workers.simulate.rhythm import CALM
from workers.supervisor import cores

SITES = 6


@dataclass
class Size:
    """How much is measured: complaints in all, and events by one job each."""

    complaints: int
    singles: int


FULL, QUICK = Size(9_000, 1_500), Size(600, 60)


def run(size: Size, say: Callable[[str], object]) -> dict[str, Figures]:
    """Measure; `say` is told what goes on."""
    say("saturation: telling the story")
    plans = material.plans(SITES)
    items = material.everyday(material.complaints(plans, size.complaints, CALM))
    with house() as ours:
        doors = ours.open(plans, START)
        early, late = items[: len(items) * 3 // 5], items[len(items) * 3 // 5 :]
        told = list(material.with_ticks([material.drafted(item, doors) for item in early]))
        warm = len(told) // 4
        with ours.workers() as started:
            stretch(ours, started, told[:warm])
        say("saturation: one job per event")
        single = by_one(ours, told[warm : warm + size.singles])
        with ours.workers() as started:
            stretch(ours, started, told[warm + size.singles :][:CHUNK])
            say("saturation: batches")
            batched = stretch(ours, started, told[warm + size.singles + CHUNK :])
            say("saturation: batches with the door's analysis")
            inside, _ = through_door(ours, started, late, partial(material.drafted, doors=doors))
    batched["ratio"] = round(float(batched["events_s"]) / float(single["events_s"]), 1)
    return {"one_job_per_event": single, "batches": batched, "door_inside": inside}


def stretch(ours: House, started: Sequence[Child], pairs: Sequence[Pair]) -> Figures:
    """Append and have folded what was through the door before."""
    drafts = [draft for draft, _ in pairs]
    texts = {draft.subject: text for draft, text in pairs if text}
    cpu, begin = cpu_seconds(started), time.monotonic()
    for chunk in chunks(drafts):
        known = [texts[d.subject] for d in chunk if isinstance(d.data, ComplaintReceived)]
        ours.feed(chunk, known)
    seconds = ours.await_shown() - begin
    return rates(pairs, seconds, cpu_seconds(started) - cpu)


def through_door(
    ours: House, started: Sequence[Child], items: Sequence[Item], door: Callable[[Item], Pair]
) -> tuple[Figures, list[Pair]]:
    """Analyse, append and have folded: the feeder is one process, as the intake is."""
    cpu, begin = cpu_seconds(started), time.monotonic()
    analysis, done = 0.0, []
    for i in range(0, len(items), CHUNK):
        opening = time.process_time()
        pairs = [door(item) for item in items[i : i + CHUNK]]
        analysis += time.process_time() - opening
        ours.feed([draft for draft, _ in pairs], [text for _, text in pairs if text])
        done += pairs
    seconds = ours.await_shown() - begin
    figures = rates(done, seconds, cpu_seconds(started) - cpu)
    figures["door_cpu_us_per_complaint"] = round(analysis / max(1, figures["complaints"]) * 1e6)
    return figures, done


def by_one(ours: House, pairs: Sequence[Pair]) -> Figures:
    """Append likewise, then enqueue one job per event."""
    workers, sites = cores(), sorted(dict.fromkeys(draft.site for draft, _ in pairs))
    words = {f"{PREFIX}{i}": ["bench.one_job", f"{PREFIX}{i}"] for i in range(workers)}
    queues = {site: queue(ours.live.redis, site, sites, workers) for site in sites}
    with ours.at_work(words) as started:
        for site in sites:  # a job without an event: the state is loaded before the clock starts
            queues[site].enqueue(fold_one, site, result_ttl=0)
        for each in dict.fromkeys(queues.values()):
            while each.count or each.started_job_registry.count:
                time.sleep(0.02)
        cpu, begin = cpu_seconds(started), time.monotonic()
        for chunk in chunks([draft for draft, _ in pairs]):
            keys = {d.subject for d in chunk}
            ours.log.append(chunk, START, [t for _, t in pairs if t and t.key in keys])
            for draft in chunk:
                queues[draft.site].enqueue(fold_one, draft.site, result_ttl=0)
        seconds = ours.await_shown(sites) - begin  # the portfolio has no worker here
        return rates(pairs, seconds, cpu_seconds(started) - cpu)


def rates(pairs: Sequence[Pair], seconds: float, cpu: float) -> dict[str, float]:
    """Return the figures of a stretch."""
    complaints = sum(isinstance(draft.data, ComplaintReceived) for draft, _ in pairs)
    return {
        "events": len(pairs),
        "complaints": complaints,
        "seconds": round(seconds, 2),
        "events_s": round(len(pairs) / seconds),
        "complaints_s": round(complaints / seconds),
        "worker_cpu_us_per_event": round(cpu / len(pairs) * 1e6),
    }
