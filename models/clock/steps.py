"""Steps get done; the complaint is resolved, closed, or opened again."""

from models.clock.settle import enter, settle
from models.clock.standing import FOLLOW_UP, RESOLUTION
from models.events import ClusterWorked
from models.state import STAMPS, Complaint, State
from models.turn import Turn


def finish(state: State, turn: Turn, complaint: Complaint, step: int) -> None:
    """Mark the step, and the earlier open ones, done when the event happened."""
    if complaint.status == "closed":
        return
    done = list(complaint.done)
    begin = done[RESOLUTION] if step == FOLLOW_UP else 0
    when = max(begin or complaint.time, min(turn.event.time, turn.event.at))
    done[step] = min(done[step] or when, when)
    for earlier in range(step):
        done[earlier] = done[earlier] or when
    complaint.stamps = STAMPS.pack(*done)
    note_worker(state, turn, complaint)
    settle(state, turn, complaint, turn.event.at)


def note_worker(state: State, turn: Turn, complaint: Complaint) -> None:
    """Remember who works a cluster's members one by one (重复处理率)."""
    cluster = state.clusters.get(complaint.cluster)
    by = getattr(turn.event.data, "by", "")
    if cluster is None or not by or isinstance(turn.event.data, ClusterWorked):
        return
    if by not in cluster.workers:
        cluster.workers.append(by)
        state.touch(f"g:{cluster.id}")


def resolve(state: State, turn: Turn, complaint: Complaint, outcome: str) -> None:
    """The complaint is resolved and waits for its follow-up."""
    if complaint.status == "closed":
        return
    if complaint.status == "open":
        enter(state, complaint, -1)
        complaint.status = "resolved"
        close_in_cluster(state, complaint, -1)
    complaint.on_course().outcome = outcome
    finish(state, turn, complaint, RESOLUTION)


def close(state: State, turn: Turn, complaint: Complaint, outcome: str) -> None:
    """End it; the row is kept a while, so that it can be reopened."""
    course = complaint.on_course()
    complaint.status, course.outcome, course.closed_at = "closed", outcome, turn.event.at
    settle(state, turn, complaint, turn.event.at)


def reopen(state: State, turn: Turn, complaint: Complaint) -> None:
    """Step 5 gets its clock again; the earlier steps stay done."""
    complaint.status, course = "open", complaint.on_course()
    course.closed_at = 0
    course.reopened += 1
    course.reopened_at = max(complaint.time, min(turn.event.time, turn.event.at))
    complaint.stamps = STAMPS.pack(*complaint.done[:RESOLUTION], 0, 0)
    enter(state, complaint, 1)
    close_in_cluster(state, complaint, 1)
    settle(state, turn, complaint, turn.event.at)


def close_in_cluster(state: State, complaint: Complaint, n: int) -> None:
    """Keep the cluster's count of open members."""
    cluster = state.clusters.get(complaint.cluster)
    if cluster is not None:
        cluster.open += n
        state.touch(f"g:{cluster.id}")
