"""What the benches feed: simulated days, told by the same grammar as the demo.

A site's day is a stretch of the simulator's story at a higher pace, with all that staff do about
its complaints, and the clock's word that time passed every five minutes.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from operator import attrgetter

from msgspec.structs import replace

from models.events import Draft, TimePassed
from models.stores.log import Text
from workers.intake.accept import Door, accept
from workers.simulate import staff
from workers.simulate.forms import form_of
from workers.simulate.items import Complaint, Item, received
from workers.simulate.month import START
from workers.simulate.plans import SitePlan, portfolio
from workers.simulate.rhythm import Pace
from workers.simulate.story import events
from workers.supervisor import cores

SEED = 11
PAST = 21 * 3_600  # seconds before now from which a site lives that has a past
TICK = 300  # seconds of site time between two ticks
CROWDED = Pace(complaints=16_000.0, incidents=40.0, floor=0.3, apart=600)
Pair = tuple[Draft, Text | None]


def plans(sites: int, prefix: str = "") -> list[SitePlan]:
    """Return the simulator's sites, as many as wanted, under names of their own."""
    return [replace(plan, id=f"{prefix}{plan.id}") for plan in portfolio(SEED)[:sites]]


def complaints(of: Sequence[SitePlan], number: int, pace: Pace = CROWDED) -> list[Complaint]:
    """Return `number` complaints from `START` on, shared out over the sites, in time order."""
    shares = [number // len(of) + (i < number % len(of)) for i in range(len(of))]
    if number < 1_000:
        told = list(map(partial(tell, pace=pace), of, shares))
    else:
        with ProcessPoolExecutor(cores(), get_context("spawn")) as pool:
            told = list(pool.map(partial(tell, pace=pace), of, shares))
    return sorted(chain.from_iterable(told), key=attrgetter("time"))


def tell(plan: SitePlan, number: int, pace: Pace) -> list[Complaint]:
    """Return the site's first complaints."""
    said = (
        item.data for item in events(plan, SEED, START, pace) if isinstance(item.data, Complaint)
    )
    return list(islice(said, number))


def followed_up(told: Iterable[Complaint]) -> list[Item]:
    """Return the complaints with all that staff do about them, in time order."""
    items = (item for c in told for item in (received(c), *staff.course(SEED, c)))
    return sorted(items, key=attrgetter("time"))


def everyday(told: Sequence[Complaint]) -> list[Item]:
    """Return the same up to the last complaint: a mix that stays as it is."""
    return [item for item in followed_up(told) if item.time <= told[-1].time]


def drafted(item: Item, doors: dict[str, Door]) -> Pair:
    """Take a complaint through the door, or a staff fact as it is, at its own time."""
    if isinstance(item.data, Complaint):
        draft, text = accept(form_of(item.data), doors[item.site], item.time)
    else:
        data = item.data
        draft, text = Draft(item.site, item.source, item.id, item.time, item.subject, data), None
    return replace(draft, at=item.time), text


def moved(draft: Draft, prefix: str, moment: int) -> Draft:
    """Return the same at a site (and source) named with a prefix, as happening at a moment."""
    site, source = f"{prefix}{draft.site}", f"{prefix}{draft.source}"
    return Draft(site, source, draft.id, moment, f"{prefix}{draft.subject}", draft.data)


def ticks(sites: Iterable[str], start: int, end: int) -> list[Draft]:
    """Return the clock's events of all sites between two moments."""
    return [
        Draft(site, "clock", f"{site}/{until}", until, site, TimePassed(until), until)
        for until in range(start - start % TICK + TICK, end + TICK, TICK)
        for site in sites
    ]


def with_ticks(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Return the pairs with the clock's events between them."""
    sites = dict.fromkeys(draft.site for draft, _ in pairs)
    between = ticks(sites, pairs[0][0].time, pairs[-1][0].time)
    clock: list[Pair] = [(tick, None) for tick in between]
    return heapq.merge(clock, pairs, key=lambda pair: pair[0].time)
