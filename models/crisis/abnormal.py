"""Abnormal 异常: far more people in the last hour than this place's own rhythm lets expect.

It says nothing while it learns. What a smaller place inside explains is not counted again.
"""

from collections.abc import Sequence

from models.crisis.chance import UNIT, rarest
from models.crisis.evidence import Evidence
from models.crisis.lately import HOUR, ranks
from models.crisis.learn import learning, local_cell
from models.crisis.usual import usual
from models.events import ComplaintReceived
from models.policy.crisis import Rare
from models.state import Alert, State
from models.turn import Folds, Turn

RULE = "abnormal"
KEPT = 20
MILLI = 1_000


def received(state: State, turn: Turn, _data: object) -> None:
    """Judge the floor, the building and the site that the complaint came from."""
    complaint = turn.received
    if complaint is None or complaint.backlog or complaint.kind != "complaint":
        return
    top = complaint.category.partition(".")[0]
    least = min([entry.least for entry in state.rules.crisis.abnormal.levels], default=0)
    if not least or len(state.lately.at("", top)) < least or learning(state):
        return
    for place in ranks(complaint.place):
        if len(state.lately.at(place, top)) >= least:
            judge(state, turn, place, top)


def judge(state: State, turn: Turn, place: str, category: str) -> None:
    """Say how far above its rhythm one place is."""
    subject = f"{place}|{category}"
    people = state.lately.at(place, category)
    expected = expect(state, place, category, turn.event.at)
    reached = rare(state, place, category, expected, [e for e in turn.evidence if e.rule == RULE])
    if reached is None and (RULE, subject) not in state.watched:
        return
    rules = state.rules.crisis.abnormal
    with_name = people.named
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=subject,
            level=reached.level if reached else 0,
            quiet=rules.quiet,
            place=place,
            category=category,
            count=len(people),
            threshold=least_rare(reached or rules.levels[-1], expected),
            named=with_name,
            anonymous=len(people) - with_name,
            usual=expected * MILLI // UNIT,
            complaints=tuple(state.lately.keys(place, category, KEPT)),
        )
    )


def rare(
    state: State, place: str, category: str, expected: int, fresh: Sequence[Evidence] = ()
) -> Rare | None:
    """Return the worst level that the people reach whom no smaller place explains."""
    count = len(state.lately.at(place, category)) - explained(state, place, category, fresh)
    if count * UNIT <= expected:
        return None
    reached = [
        entry
        for entry in state.rules.crisis.abnormal.levels
        if count >= entry.least and expected <= rarest(entry.odds, count)
    ]
    return min(reached, key=lambda entry: entry.level) if reached else None


def explained(state: State, place: str, category: str, fresh: Sequence[Evidence]) -> int:
    """Return how many people the places below that are abnormal themselves account for."""
    inside = f"{place}/" if place else ""
    known = [alert.subject for alert in state.watched.values() if alert.rule == RULE]
    subjects = dict.fromkeys([*known, *(e.subject for e in fresh if e.level)])
    places = [place_of(subject) for subject in subjects if subject.endswith(f"|{category}")]
    below = [one for one in places if one != place and one.startswith(inside)]
    largest = [one for one in below if not any(one.startswith(f"{other}/") for other in below)]
    return sum(len(state.lately.at(one, category)) for one in largest)


def expect(state: State, place: str, category: str, at: int) -> int:
    """Return what is usual here in the hour up to `at`, of the two clock hours that it touches."""
    hour, into = divmod(at, HOUR)
    before, now = (usual(state, place, category, local_cell(state, h)) for h in (hour - 1, hour))
    return (before * (HOUR - into) + now * into) // HOUR


def least_rare(entry: Rare, expected: int) -> int:
    """Return from how many people on the entry's level is reached."""
    count = entry.least
    while rarest(entry.odds, count) < expected:
        count += 1
    return count


def place_of(subject: str) -> str:
    """Return the place of a subject `place|category`."""
    return subject.rpartition("|")[0]


def now(state: State, alert: Alert, at: int) -> int:
    """Return the level that the alert's place has now, 0 for none."""
    place, _, category = alert.subject.rpartition("|")
    found = rare(state, place, category, expect(state, place, category, at))
    return found.level if found else 0


FOLDS: Folds = {ComplaintReceived: received}
