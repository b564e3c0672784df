"""(g) The fold alone: `advance` and nothing else, on one core, with 10,000 open at the site.

A site so busy that it comes to so many open within a day, in the everyday mix (complaints with
all that staff do about them, and the clock), and another that only receives.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from bench import material
from bench.figures import Figures
from models.advance import advance
from models.events import Draft, Event
from models.policy.load import adoption, load
from models.state import State
from workers.intake.accept import Door
from workers.simulate.items import received
from workers.simulate.month import START
from workers.simulate.rhythm import Pace

FULL, QUICK = (32_000, 10_000, 5_000), (300, 100, 50)  # complaints told, open before, measured
BUSY = Pace(complaints=40_000.0, incidents=100.0, floor=0.3, apart=600)


def run(size: tuple[int, int, int], say: Callable[[str], object]) -> dict[str, Figures]:
    """Measure; `say` is told what goes on."""
    number, opened, most = size
    say(f"fold: telling {number:,} complaints")
    [plan], rules = material.plans(1), adoption(load())
    door = {plan.id: Door.to(plan.id, plan.opened(START), rules.policy, b"bench")}
    told = material.complaints([plan], number, BUSY)
    first = Draft(plan.id, "tocsin", "opened", START, plan.id, plan.opened(START), START)
    second = Draft(plan.id, "tocsin", "rules", START, plan.id, rules, START)
    flows = {"mix": material.everyday(told), "received": map(received, told)}
    found = {}
    for name, flow in flows.items():
        say(f"fold: {name}")
        pairs = [material.drafted(item, door) for item in flow]
        timed = material.with_ticks(pairs) if name == "mix" else pairs
        drafts = [first, second, *(draft for draft, _ in timed)]
        found[name] = measure(State(plan.id), stored(drafts), opened, most)
    return found


def stored(drafts: Iterable[Draft]) -> Iterator[Event]:
    """Yield the drafts as the log would give them back."""
    for pos, draft in enumerate(drafts, 1):
        at = draft.time if draft.at is None else draft.at
        yield Event(
            draft.site, pos, draft.source, draft.id, draft.time, at, at, draft.subject, draft.data
        )


def measure(state: State, events: Iterator[Event], opened: int, most: int) -> Figures:
    """Fold until so many are open, then count the processor time of the next `most` events."""
    while state.open < opened:
        advance(state, next(events))
    before, counted = state.open, list(islice(events, most))
    gc.collect()
    gc.disable()  # as the workers' pool does while it has work
    begin = time.process_time()
    for event in counted:
        advance(state, event)
    seconds = time.process_time() - begin
    gc.enable()
    return {
        "open": before,
        "events": len(counted),
        "us_per_event": round(seconds / len(counted) * 1e6, 1),
        "events_s": round(len(counted) / seconds),
    }
