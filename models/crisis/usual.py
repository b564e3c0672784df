"""What is usual at a place: its own rhythm, shrunk to its share of the rhythm above it.

With c complaints heard in E such hours, and m expected from above, the usual number of one hour
is m · (A + c) / (A + m · E): little heard leaves m, much heard leaves c / E (a gamma prior of
A complaints). For the whole site m is the usual of that hour of the day, on all days of the
week; for that, in turn, the mean of all hours. In integers, 1/UNIT.
"""

from models.crisis.chance import UNIT
from models.crisis.rhythm import DAY, WEEK, Rhythm
from models.state import State

A = 4 * UNIT  # complaints that a guess weighs as much as
UNHEARD = Rhythm("", "", 0)
HOURS = "|"  # the row that counts the hours themselves


def usual(state: State, place: str, category: str, cell: int) -> int:
    """Return how many complaints an hour of this kind usually brings here."""
    key = (place, category, cell)
    known = state.usual.get(key)
    if known is None:
        known = state.usual[key] = estimate(state, place, category, cell)
    return known


def estimate(state: State, place: str, category: str, cell: int) -> int:
    """Work it out."""
    rhythms = state.rhythms
    own = rhythms.get(f"{place}|{category}", UNHEARD)
    hours = rhythms.get(HOURS, UNHEARD)
    if not place:
        prior = of_the_day(own, hours, cell % DAY)
    else:
        above = place.rpartition("/")[0]
        parent = rhythms.get(f"{above}|{category}", UNHEARD)
        share_of = parent.total + A
        prior = usual(state, above, category, cell) * (own.total + UNIT) // share_of
    return shrunk(prior, own.at(cell), hours.at(cell))


def of_the_day(own: Rhythm, hours: Rhythm, hour: int) -> int:
    """Return the usual of an hour of the day in the whole site."""
    flat = (own.total + A) * UNIT // (hours.total + DAY * UNIT)
    cells = range(hour, WEEK, DAY)
    return shrunk(flat, sum(map(own.at, cells)), sum(map(hours.at, cells)))


def shrunk(prior: int, heard: int, hours: int) -> int:
    """Return the usual number of an hour, given a guess and what was heard in so many hours."""
    return prior * (A + heard) // (A + prior * hours // UNIT)
