"""Fold what happens to complaints into their clocks."""

from sys import intern

from models import events as e
from models.clock.settle import count, counts, enter, recount, settle
from models.clock.standing import FOLLOW_UP, RESOLUTION
from models.clock.steps import close, finish, reopen, resolve
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
    heat = f"heat|{prefix(complaint.place, HEAT_DEPTH)}|{top}"
    count(state, turn, "received", heat, *(["flagged"] if flagged else []))


def known(state: State, turn: Turn) -> Complaint | None:
    """Return the complaint that the event is about; one that is unknown is only counted."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is None:
        state.site.strays += 1
    return complaint


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


def resolved(state: State, turn: Turn, data: e.Resolved) -> None:
    """Step 5 is done, with its outcome."""
    complaint = known(state, turn)
    if complaint is not None:
        resolve(state, turn, complaint, data.outcome)


def followed_up(state: State, turn: Turn, data: e.FollowedUp) -> None:
    """Step 6 is done; a happy complainant closes it, an unhappy one reopens it."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    if complaint.status == "open":
        resolve(state, turn, complaint, complaint.outcome or "resolved")
    finish(state, turn, complaint, FOLLOW_UP)
    if data.happy:
        close(state, turn, complaint, complaint.outcome)
    else:
        reopen(state, turn, complaint)


def reopened(state: State, turn: Turn, _data: object) -> None:
    """Not solved after all."""
    complaint = known(state, turn)
    if complaint is not None and complaint.status != "open":
        reopen(state, turn, complaint)


def closed(state: State, turn: Turn, data: e.Closed) -> None:
    """Nothing more is owed; a step 5 that was still open is met now."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    if complaint.status == "open":
        resolve(state, turn, complaint, data.outcome)
    close(state, turn, complaint, data.outcome)


def paused(state: State, turn: Turn, _data: object) -> None:
    """The clock stops on the steps that the policy names."""
    complaint = known(state, turn)
    if complaint is None or (complaint.course and complaint.course.paused_at):
        return
    complaint.on_course().paused_at = max(complaint.time, min(turn.event.time, turn.event.at))
    settle(state, turn, complaint, turn.event.at)


def resumed(state: State, turn: Turn, _data: object) -> None:
    """The clock runs again."""
    complaint = known(state, turn)
    course = complaint.course if complaint else None
    if complaint is None or course is None or not course.paused_at:
        return
    end = min(turn.event.time, turn.event.at)
    if end > course.paused_at:
        course.pauses = merged([*course.pauses, (course.paused_at, end)])
    course.paused_at = 0
    settle(state, turn, complaint, turn.event.at)


def merged(pauses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pauses in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(pauses):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined


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
            resolve(state, turn, complaint, data.outcome)
        elif step == FOLLOW_UP and complaint.status == "resolved":
            finish(state, turn, complaint, step)
            close(state, turn, complaint, complaint.outcome)
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
    e.Resolved: resolved,
    e.FollowedUp: followed_up,
    e.Reopened: reopened,
    e.Closed: closed,
    e.Paused: paused,
    e.Resumed: resumed,
    e.ClusterWorked: worked,
    e.TimePassed: passed,
}
