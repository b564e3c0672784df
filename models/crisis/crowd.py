"""A crowd in one building that complains of one category: a surge that the clusters may miss.

What fails on several floors comes in many words from many rooms, and may stand as several
clusters. So the people of the building count together as well, where there are far more of them
than the category's share there, in all that the site remembers, lets expect within a busy hour.
"""

from models.crisis.chance import by_share, rarest
from models.crisis.evidence import Evidence
from models.crisis.lately import People
from models.places import holds
from models.policy.crisis import LevelAt
from models.state import Alert, Complaint, State
from models.turn import Turn

BUILDING = "building"  # what is counted, as the alert names it
RULE = "surge"
KEPT = 20
UNSORTED = "other"


def crowd(state: State, turn: Turn, complaint: Complaint) -> Evidence | None:
    """Return the evidence of a crowd in the complaint's building, None if there is none to tell."""
    building, category = state.plan.spot(complaint.place)[0], complaint.category
    if not building or category == UNSORTED:
        return None
    subject, people = f"{building}|{category}", state.lately.at(building, category)
    reached = level(state, building, category, people)
    if (RULE, subject) not in state.watched and (
        reached is None or in_one_cluster(state, turn, building, category, reached.level)
    ):
        return None
    rules = state.rules.crisis.surge
    return Evidence(
        rule=RULE,
        subject=subject,
        level=reached.level if reached else 0,
        quiet=rules.quiet,
        place=building,
        category=category,
        count=len(people),
        threshold=reached.count if reached else rules.levels[-1].count,
        named=people.named,
        anonymous=len(people) - people.named,
        signal=BUILDING,
        complaints=tuple(state.lately.keys(building, category, KEPT)),
    )


def level(state: State, building: str, category: str, people: People) -> LevelAt | None:
    """Return the worst level that the people reach, if they are beyond the category's share."""
    reached = [one for one in state.rules.crisis.surge.levels if len(people) >= one.count]
    if not reached or not beyond_its_share(state, building, category, people):
        return None
    return min(reached, key=lambda one: one.level)


def beyond_its_share(state: State, building: str, category: str, people: People) -> bool:
    """Whether so many are rarer than one in the policy's `odds` beside the hour's others."""
    index, lately = state.index, state.lately
    troubles = index.spots.count(building, category) if index else 0
    heard = len(index.order) if index else 0
    before, all_before = max(0, troubles - len(people)), max(0, heard - lately.size)
    others = lately.size - sum(people.values())
    expected = by_share(others, before, all_before)
    return expected <= rarest(state.rules.crisis.surge.odds, len(people))


def in_one_cluster(state: State, turn: Turn, building: str, category: str, worst: int) -> bool:
    """Whether one cluster in the building tells of the same, as bad or worse."""
    known = [alert for alert in state.watched.values() if alert.rule == RULE and alert.cluster]
    fresh = [one for one in turn.evidence if one.rule == RULE and one.level]
    seen: list[Alert | Evidence] = [*known, *fresh]
    return any(
        not one.signal
        and one.category == category
        and one.level <= worst
        and holds(building, one.place)
        for one in seen
    )


def now(state: State, alert: Alert) -> int:
    """Return the level that the building has now, 0 for none."""
    building, _, category = alert.subject.rpartition("|")
    found = level(state, building, category, state.lately.at(building, category))
    return found.level if found else 0
