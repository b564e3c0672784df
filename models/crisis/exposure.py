"""Exposure 舆情: what may reach the public, by the lexicon's words or by a public channel.

Words are about one cluster; a channel is one matter for the whole site, told once.
"""

from msgspec.structs import replace

from models.crisis.evidence import Evidence
from models.events import ComplaintReceived
from models.state import Alert, Complaint, State
from models.turn import Folds, Turn

RULE = "exposure"


def received(state: State, turn: Turn, data: ComplaintReceived) -> None:
    """Raise the worst word's level for the complaint's cluster, and the channel's for the site."""
    complaint = turn.received
    if complaint is None or complaint.backlog or complaint.kind != "complaint":
        return
    rules = state.rules.crisis.exposure
    if not data.signals and data.channel not in rules.channels:
        return
    graded = [(rules.signals[s], s) for s in data.signals if s in rules.signals]
    if graded:
        level, signal = min(graded)
        found = seen(state, complaint.cluster, level, signal, complaint)
        about = {"place": complaint.place, "category": complaint.category}
        turn.evidence.append(replace(found, cluster=complaint.cluster, **about))
    if data.channel in rules.channels:
        signal = f"channel.{data.channel}"
        turn.evidence.append(seen(state, signal, rules.channels[data.channel], signal, complaint))


def seen(state: State, subject: str, level: int, signal: str, complaint: Complaint) -> Evidence:
    """Return what was seen of a subject, counting its complaints."""
    watched = state.watched.get((RULE, subject))
    return Evidence(
        rule=RULE,
        subject=subject,
        level=level,
        quiet=state.rules.crisis.exposure.quiet,
        count=watched.count + 1 if watched else 1,
        threshold=1,
        signal=signal,
        complaints=(complaint.key,),
    )


def now(_state: State, _alert: Alert, _at: int) -> int:
    """Return 0: it is told by letters, and over when none comes any more."""
    return 0


FOLDS: Folds = {ComplaintReceived: received}
