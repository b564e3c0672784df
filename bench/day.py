"""(e) A day of all of China's commercial-property complaints, end to end.

57,000 complaints at six sites, appended as fast as the log takes them, until every picture and
record stands at the last one. First with the door's analysis inside, then from complaints that
were analysed before, then with all that staff do about them in the days after, and the clock.
"""

from collections.abc import Callable, Sequence
from functools import partial

from bench import material
from bench.figures import Figures
from bench.house import house
from bench.material import Pair
from bench.saturation import SITES, stretch, through_door
from models.policy.load import adoption, load
from workers.intake.accept import Door
from workers.simulate.items import received
from workers.simulate.month import START

FULL, QUICK = 57_000, 300


def run(number: int, say: Callable[[str], object]) -> dict[str, Figures]:
    """Measure; `say` is told what goes on."""
    say(f"day: telling {number:,} complaints")
    plans, policy = material.plans(SITES), adoption(load()).policy
    doors = {plan.id: Door.to(plan.id, plan.opened(START), policy, b"bench") for plan in plans}
    told = material.complaints(plans, number)
    door = partial(material.drafted, doors=doors)
    with house() as ours, ours.workers() as started:
        ours.open(plans, START)
        say("day: received, with the door's analysis")
        inside, pairs = through_door(ours, started, [received(c) for c in told], door)
    say("day: received")
    alone = whole(pairs)
    say("day: with the staff's follow-up")
    facts = [door(item) for item in material.followed_up(told) if item.type != RECEIVED]
    every = sorted([*pairs, *facts], key=lambda pair: pair[0].time)
    followed = whole(list(material.with_ticks(every)))
    return {
        "received_door_inside": inside,
        "received": alone,
        "followed_up": followed,
    }


RECEIVED = "complaint.received"


def whole(pairs: Sequence[Pair]) -> Figures:
    """Feed everything into a house of its own."""
    with house() as ours, ours.workers() as started:
        ours.open(material.plans(SITES), START)
        return stretch(ours, started, pairs)
