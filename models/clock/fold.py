"""Fold what happens to complaints into their clocks."""

from sys import intern

from models import events as e
from models.clock import asides, outcomes
from models.clock.counters import count, counts, enter, recount
from models.clock.facts import known
from models.clock.settle import settle
from models.clock.steps import close, finish, resolve
from models.clock.targets import FOLLOW_UP, RESOLUTION
from models.clock.tick import passed
from models.places import prefix
from models.policy import STEPS
from models.state import ON_TRACK, Complaint, State
from models.turn import Fold, Folds, Turn

HEAT_DEPTH = 2  # building and floor


def received(state: State, turn: Turn, data: e.ComplaintReceived) -> None:
    """A new complaint: its six steps begin."""
    event = turn.event
    complaint = turn.received = Complaint(
        key=event.subject,
        pos=event.pos,
        time=event.time,
        at=event.time if event.time == event.at else event.at,  # one number, not two
        place=intern(data.place),
        category=intern(data.category),
        kind=data.kind,
        urgency=data.urgency,
        channel=intern(data.channel),
        who=data.who,
        cluster=event.subject,
        backlog=event.time < state.site.opened.go_live,
    )
    state.complaints[complaint.key] = complaint
    enter(state, complaint, 1)
    if counts(complaint):
        count_received(state, turn, complaint, flagged=bool(data.flags))
    settle(state, turn, complaint, event.at)


def count_received(state: State, turn: Turn, complaint: Complaint, *, flagged: bool) -> None:
    """Count the arrival in the last 24 hours, by place and top category too."""
    top = complaint.category.partition(".")[0]
    names = ["received", f"heat|{prefix(complaint.place, HEAT_DEPTH)}|{top}"]
    if flagged:
        names.append("flagged")
    if 0 < state.rules.clock.registration < turn.event.at - complaint.time:
        names.append("registered.late")
    count(state, turn, *names)


def classified(state: State, turn: Turn, data: e.ComplaintClassified) -> None:
    """Staff corrected kind, category, urgency or place: the limits follow."""
    complaint = known(state, turn)
    if complaint is None:
        return
    withdraw(state, turn, complaint)
    for name in ("kind", "category", "urgency", "place"):
        value = getattr(data, name)
        if value is not None:
            setattr(complaint, name, intern(value))
    if complaint.status == "open":
        enter(state, complaint, 1)
    settle(state, turn, complaint, turn.event.at)


def withdraw(state: State, turn: Turn, complaint: Complaint) -> None:
    """Take the complaint out of every counter, before it changes what it counts as."""
    if complaint.status == "open":
        enter(state, complaint, -1)
    if counts(complaint):
        recount(state, turn, complaint, ON_TRACK, 0)
    complaint.standing = complaint.late = 0


def assigned(state: State, turn: Turn, data: e.Assigned) -> None:
    """A team and a person took it on."""
    complaint = known(state, turn)
    if complaint is None:
        return
    complaint.team = intern(data.lead_team or data.team or complaint.team)
    complaint.person = intern(data.person or complaint.person)
    state.touch(f"c:{complaint.key}")


def step_done(step: int) -> Fold:
    """Return the fold of an event that says a step is done."""

    def fold(state: State, turn: Turn, _data: object) -> None:
        complaint = known(state, turn)
        if complaint is not None:
            finish(state, turn, complaint, step)

    return fold


def worked(state: State, turn: Turn, data: e.ClusterWorked) -> None:
    """A step was done for the whole cluster: each member's step is met."""
    cluster = state.clusters.get(turn.event.subject)
    if cluster is None:
        state.site.strays += 1
        return
    cluster.as_one = True
    state.touch(f"g:{cluster.id}")
    step = STEPS.index(data.step)
    for key in list(cluster.members):
        complaint = state.complaints.get(key)
        if complaint is None or complaint.status == "closed":
            continue
        if step == RESOLUTION:
            resolve(state, turn, complaint, data.outcome, data.reason)
        elif step == FOLLOW_UP and complaint.status == "resolved":
            finish(state, turn, complaint, step)
            close(state, turn, complaint)
        elif step != FOLLOW_UP:
            finish(state, turn, complaint, step)


FOLDS: Folds = {
    e.ComplaintReceived: received,
    e.ComplaintClassified: classified,
    e.Assigned: assigned,
    e.ReceiptConfirmed: step_done(0),
    e.Diagnosed: step_done(1),
    e.PlanTold: step_done(2),
    e.ProgressTold: step_done(3),
    e.Resolved: outcomes.resolved,
    e.FollowedUp: outcomes.followed_up,
    e.Reopened: outcomes.reopened,
    e.Closed: outcomes.closed,
    e.Paused: asides.paused,
    e.Resumed: asides.resumed,
    e.Promised: asides.promised,
    e.ComplaintEscalated: asides.escalated,
    e.ClusterWorked: worked,
    e.TimePassed: passed,
}
