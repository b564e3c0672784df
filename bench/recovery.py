"""(f) How long pictures stand still when a worker is killed in mid-batch.

Six sites with 10,000 complaints open each; a burst comes in at all of them, and while the two
workers fold it one is killed with -9. The other waits for the lease to run out and loads what it
does not keep warm; the clock, which runs as always, rings. The time counts from the kill to the
moment when every picture stands at the head of its log.
"""

import time
from collections.abc import Callable, Sequence

from bench import material
from bench.figures import Figures, milliseconds
from bench.house import House, chunks, house, wait
from bench.saturation import SITES
from models.events import Draft
from models.policy.load import adoption, load
from models.stores.settings import now
from workers.children import Child
from workers.intake.accept import Door
from workers.simulate.items import received
from workers.simulate.month import START

FULL, QUICK = (60_000, 3), (600, 1)  # complaints open at all sites together, kills
BURST = 600  # events of a burst per site


def run(size: tuple[int, int], say: Callable[[str], object]) -> Figures:
    """Measure; `say` is told what goes on."""
    number, kills = size
    say(f"recovery: telling {number:,} complaints")
    drafts = told(number + kills * BURST * SITES)
    with house() as ours, ours.workers(consume=2) as started:
        ours.start("clock", ["workers.command_line", "clock"])
        ours.open(material.plans(SITES), now())
        say(f"recovery: opening {number:,} complaints")
        for chunk in chunks(drafts[:number]):
            ours.feed(chunk)
        ours.await_shown()
        seconds = []
        for i in range(kills):
            say(f"recovery: kill {i + 1} of {kills}")
            begin = number + i * BURST * SITES
            seconds.append(kill(ours, started[i % 2], drafts[begin : begin + BURST * SITES]))
    return {"open": number, "sites": SITES, "lease_s": ours.settings.lease} | milliseconds(seconds)


def told(number: int) -> list[Draft]:
    """Return the drafts of so many complaints, all of them just now."""
    plans, policy = material.plans(SITES), adoption(load()).policy
    doors = {plan.id: Door.to(plan.id, plan.opened(START), policy, b"bench") for plan in plans}
    said = material.complaints(plans, number)
    return [material.moved(material.drafted(received(c), doors)[0], "", now()) for c in said]


def kill(ours: House, victim: Child, burst: Sequence[Draft]) -> float:
    """Feed a burst and kill a worker in it; return the seconds until all is shown."""
    before = sum(ours.shown().values())
    for chunk in chunks(burst):
        ours.feed(chunk)
    wait(lambda: sum(ours.shown().values()) > before)
    begin = time.monotonic()
    if victim.process:
        victim.process.kill()
        victim.process.wait()
    seconds = ours.await_shown() - begin
    wait(lambda: victim.tend() or victim.alive)  # for the next one
    return seconds
