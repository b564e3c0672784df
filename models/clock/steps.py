"""Steps get done; the complaint is resolved, closed, or opened again."""

from models.clock.settle import enter, settle
from models.clock.standing import FOLLOW_UP, RESOLUTION
from models.events import ClusterWorked
from models.policy import STEPS
from models.state import Complaint, State
from models.turn import Turn

NOTHING_DONE = (0,) * len(STEPS)


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
    complaint.outcome = outcome
    finish(state, turn, complaint, RESOLUTION)


def close(state: State, turn: Turn, complaint: Complaint, outcome: str) -> None:
    """End it; the row is kept a while, so that it can be reopened."""
    complaint.status, complaint.outcome = "closed", outcome
    complaint.closed_at = turn.event.at
    settle(state, turn, complaint, turn.event.at)


def reopen(state: State, turn: Turn, complaint: Complaint) -> None:
    """Step 5 gets its clock again; the earlier steps stay done."""
    complaint.status, complaint.closed_at = "open", 0
    complaint.reopened += 1
    complaint.reopened_at = max(complaint.time, min(turn.event.time, turn.event.at))
    complaint.done = (*(complaint.done or NOTHING_DONE)[:RESOLUTION], 0, 0)
    enter(state, complaint, 1)
    close_in_cluster(state, complaint, 1)
    settle(state, turn, complaint, turn.event.at)


def close_in_cluster(state: State, complaint: Complaint, n: int) -> None:
    """Keep the cluster's count of open members."""
    cluster = state.clusters.get(complaint.cluster)
    if cluster is not None:
        cluster.open += n
        state.touch(f"g:{cluster.id}")
