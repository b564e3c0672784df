"""Repeat 重复: one person again and again on one matter, or a remedy that did not hold."""

from models.crisis.evidence import Evidence
from models.events import ComplaintReceived, FollowedUp, Reopened
from models.state import Alert, Complaint, State
from models.turn import Folds, Turn

RULE = "repeat"
CONTACTS, REOPENED, UNHAPPY = "contacts", "reopened", "unhappy"


def received(state: State, turn: Turn, _data: object) -> None:
    """Count what the complainant filed in the cluster."""
    complaint, cluster = turn.received, turn.cluster
    if complaint is None or cluster is None or complaint.backlog or complaint.kind != "complaint":
        return
    rules, contacts = state.rules.crisis.repeat, cluster.named.get(complaint.who, 0)
    if contacts >= rules.contacts:
        see(state, turn, complaint, (CONTACTS, contacts, rules.contacts))


def reopened(state: State, turn: Turn, _data: object) -> None:
    """Count how often the complaint was reopened."""
    complaint, rules = state.complaints.get(turn.event.subject), state.rules.crisis.repeat
    if complaint is not None and complaint.reopened >= rules.reopened:
        see(state, turn, complaint, (REOPENED, complaint.reopened, rules.reopened))


def followed_up(state: State, turn: Turn, data: FollowedUp) -> None:
    """An unhappy follow-up counts by itself."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is None or data.happy:
        return
    rules = state.rules.crisis.repeat
    if rules.unhappy and complaint.reopened < rules.reopened:
        see(state, turn, complaint, (UNHAPPY, 1, 1))
    else:
        reopened(state, turn, data)


def see(state: State, turn: Turn, complaint: Complaint, found: tuple[str, int, int]) -> None:
    """Say what repeats, how often, and from when on that counts: once per cluster."""
    what, count, threshold = found
    if complaint.backlog or complaint.kind != "complaint":
        return
    rules = state.rules.crisis.repeat
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=complaint.cluster,
            level=rules.level,
            quiet=rules.quiet,
            place=complaint.place,
            category=complaint.category,
            cluster=complaint.cluster,
            count=count,
            threshold=threshold,
            signal=what,
            complaints=own(state, complaint) if what == CONTACTS else (complaint.key,),
        )
    )


def own(state: State, complaint: Complaint) -> tuple[str, ...]:
    """Return what the complainant filed in the cluster, the newest 20, oldest first."""
    members = state.clusters[complaint.cluster].members
    found = [
        key
        for key in members[-200:]
        if (one := state.complaints.get(key)) is not None and one.who == complaint.who
    ]
    return tuple(found[-20:])


def now(_state: State, _alert: Alert, _at: int) -> int:
    """Return 0: it is told by what people do, and over when they stop."""
    return 0


FOLDS: Folds = {ComplaintReceived: received, Reopened: reopened, FollowedUp: followed_up}
