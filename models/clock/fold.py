"""Fold what happens to complaints into their clocks."""

from heapq import heappop, heappush
from sys import intern

from models import events as e
from models.clock.settle import count, counts, enter, settle
from models.clock.standing import FOLLOW_UP, RESOLUTION
from models.places import prefix
from models.policy import STEPS
from models.state import Complaint, State
from models.turn import Fold, Folds, Turn

NOTHING_DONE = (0,) * len(STEPS)
HEAT_DEPTH = 2  # building and floor


def received(state: State, turn: Turn) -> None:
    """A new complaint: its six steps begin."""
    event, data = turn.event, turn.event.data
    assert isinstance(data, e.ComplaintReceived)
    complaint = turn.received = Complaint(
        key=event.subject,
        pos=event.pos,
        time=event.time,
        at=event.at,
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
    count(state, turn, "received")
    top = complaint.category.partition(".")[0]
    count(state, turn, f"heat|{prefix(complaint.place, HEAT_DEPTH)}|{top}")
    if flagged:
        count(state, turn, "flagged")


def known(state: State, turn: Turn) -> Complaint | None:
    """Return the complaint that the event is about; one that is unknown is only counted."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is None:
        state.site.strays += 1
    return complaint


def classified(state: State, turn: Turn) -> None:
    """Staff corrected kind, category, urgency or place: the limits follow."""
    complaint, data = known(state, turn), turn.event.data
    assert isinstance(data, e.ComplaintClassified)
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
    from_status, complaint.status = complaint.status, "closed"
    complaint.closed_at = complaint.closed_at or turn.event.at
    if from_status == "open":
        enter(state, complaint, -1)
    settle(state, turn, complaint, turn.event.at)
    complaint.status = from_status
    if from_status != "closed":
        complaint.closed_at = 0


def assigned(state: State, turn: Turn) -> None:
    """A team and a person took it on."""
    complaint, data = known(state, turn), turn.event.data
    assert isinstance(data, e.Assigned)
    if complaint is None:
        return
    complaint.team = data.lead_team or data.team or complaint.team
    complaint.person = data.person or complaint.person
    state.touch(f"c:{complaint.key}")


def step_done(step: int) -> Fold:
    """Return the fold of an event that says a step is done."""

    def fold(state: State, turn: Turn) -> None:
        complaint = known(state, turn)
        if complaint is not None:
            finish(state, turn, complaint, step)

    return fold


def finish(state: State, turn: Turn, complaint: Complaint, step: int) -> None:
    """Mark the step, and the earlier open ones, done when the event happened."""
    if complaint.status == "closed":
        return
    begin = complaint.done[RESOLUTION] if step == FOLLOW_UP and complaint.done else complaint.time
    when = max(begin, min(turn.event.time, turn.event.at))
    old = complaint.done or NOTHING_DONE
    complaint.done = tuple(
        done if i > step else min(done or when, when) if i == step else done or when
        for i, done in enumerate(old)
    )
    note_worker(state, turn, complaint)
    settle(state, turn, complaint, turn.event.at)


def note_worker(state: State, turn: Turn, complaint: Complaint) -> None:
    """Remember who works a cluster's members one by one (重复处理率)."""
    cluster = state.clusters.get(complaint.cluster)
    by = getattr(turn.event.data, "by", "")
    if cluster is None or not by or isinstance(turn.event.data, e.ClusterWorked):
        return
    if by not in cluster.workers:
        cluster.workers.append(by)
        state.touch(f"g:{cluster.id}")


def resolved(state: State, turn: Turn) -> None:
    """Step 5 is done, with its outcome."""
    complaint, data = known(state, turn), turn.event.data
    assert isinstance(data, e.Resolved)
    if complaint is not None:
        resolve(state, turn, complaint, data.outcome)


def resolve(state: State, turn: Turn, complaint: Complaint, outcome: str) -> None:
    """The complaint is resolved and waits for its follow-up."""
    if complaint.status == "closed":
        return
    if complaint.status == "open":
        enter(state, complaint, -1)
        complaint.status = "resolved"
        close_in_cluster(state, complaint, -1)
    complaint.outcome = outcome
    finish(state, turn, complaint, RESOLUTION)


def close_in_cluster(state: State, complaint: Complaint, n: int) -> None:
    """Keep the cluster's count of open members."""
    cluster = state.clusters.get(complaint.cluster)
    if cluster is not None:
        cluster.open += n
        state.touch(f"g:{cluster.id}")


def followed_up(state: State, turn: Turn) -> None:
    """Step 6 is done; a happy complainant closes it, an unhappy one reopens it."""
    complaint, data = known(state, turn), turn.event.data
    assert isinstance(data, e.FollowedUp)
    if complaint is None or complaint.status == "closed":
        return
    if complaint.status == "open":
        resolve(state, turn, complaint, complaint.outcome or "resolved")
    finish(state, turn, complaint, FOLLOW_UP)
    if data.happy:
        close(state, turn, complaint, complaint.outcome)
    else:
        reopen(state, turn, complaint)


def reopened(state: State, turn: Turn) -> None:
    """Not solved after all."""
    complaint = known(state, turn)
    if complaint is not None and complaint.status != "open":
        reopen(state, turn, complaint)


def reopen(state: State, turn: Turn, complaint: Complaint) -> None:
    """Step 5 gets its clock again; the earlier steps stay done."""
    complaint.status, complaint.closed_at = "open", 0
    complaint.reopened += 1
    complaint.reopened_at = max(complaint.time, min(turn.event.time, turn.event.at))
    complaint.done = (*(complaint.done or NOTHING_DONE)[:RESOLUTION], 0, 0)
    enter(state, complaint, 1)
    close_in_cluster(state, complaint, 1)
    settle(state, turn, complaint, turn.event.at)


def closed(state: State, turn: Turn) -> None:
    """Nothing more is owed; a step 5 that was still open is met now."""
    complaint, data = known(state, turn), turn.event.data
    assert isinstance(data, e.Closed)
    if complaint is None or complaint.status == "closed":
        return
    if complaint.status == "open":
        resolve(state, turn, complaint, data.outcome)
    close(state, turn, complaint, data.outcome)


def close(state: State, turn: Turn, complaint: Complaint, outcome: str) -> None:
    """End it; the row is kept a while, so that it can be reopened."""
    complaint.status, complaint.outcome = "closed", outcome
    complaint.closed_at = turn.event.at
    settle(state, turn, complaint, turn.event.at)


def paused(state: State, turn: Turn) -> None:
    """The clock stops on the steps that the policy names."""
    complaint = known(state, turn)
    if complaint is None or complaint.paused_at:
        return
    complaint.paused_at = max(complaint.time, min(turn.event.time, turn.event.at))
    settle(state, turn, complaint, turn.event.at)


def resumed(state: State, turn: Turn) -> None:
    """The clock runs again."""
    complaint = known(state, turn)
    if complaint is None or not complaint.paused_at:
        return
    end = min(turn.event.time, turn.event.at)
    complaint.paused += max(0, end - complaint.paused_at)
    complaint.paused_at = 0
    settle(state, turn, complaint, turn.event.at)


def worked(state: State, turn: Turn) -> None:
    """A step was done for the whole cluster: each member's step is met."""
    data = turn.event.data
    assert isinstance(data, e.ClusterWorked)
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


def passed(state: State, turn: Turn) -> None:
    """Decide all that fell due, in the order (due, complaint), each with effect at its time."""
    data = turn.event.data
    assert isinstance(data, e.TimePassed)
    fallen = [*state.warnings.until(data.until), *state.deadlines.until(data.until)]
    queue = sorted({(when, state.complaints[key].pos, key) for when, key in fallen})
    while queue:
        when, pos, key = heappop(queue)
        complaint = state.complaints.get(key)
        if complaint is None:
            continue
        if complaint.status == "closed":
            forget(state, complaint)
            continue
        settle(state, turn, complaint, when)
        for again in (complaint.warn_at, complaint.due_at):
            if when < again <= data.until:
                heappush(queue, (again, pos, key))


def forget(state: State, complaint: Complaint) -> None:
    """Drop the row of a complaint that was closed long enough ago."""
    state.warnings.move(complaint.key, complaint.warn_at, 0)
    state.deadlines.move(complaint.key, complaint.due_at, 0)
    del state.complaints[complaint.key]
    state.touch(f"c:{complaint.key}")


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
