"""Danger to life, from what the door's lexicon found; counts for every kind of complaint."""

from models.crisis.evidence import Evidence
from models.events import ComplaintReceived
from models.state import Alert, State
from models.turn import Folds, Turn

RULE = "life_safety"


def received(state: State, turn: Turn, data: ComplaintReceived) -> None:
    """Raise the worst signal's level for the complaint's cluster, once per cluster."""
    complaint = turn.received
    if complaint is None or complaint.backlog or not data.signals:
        return
    rules = state.rules.crisis.life_safety
    graded = [(rules.signals[s], s) for s in data.signals if s in rules.signals]
    if not graded:
        return
    level, signal = min(graded)
    watched = state.watched.get((RULE, complaint.cluster))
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=complaint.cluster,
            level=level,
            quiet=rules.quiet,
            place=complaint.place,
            category=complaint.category,
            cluster=complaint.cluster,
            count=watched.count + 1 if watched else 1,
            threshold=1,
            signal=signal,
            complaints=(complaint.key,),
        )
    )


def now(_state: State, _alert: Alert, _at: int) -> int:
    """Return 0: it is told by reports, and over when they end."""
    return 0


FOLDS: Folds = {ComplaintReceived: received}
