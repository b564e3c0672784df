"""Steps get done; the complaint is resolved, closed, or opened again."""

from models.clock.counters import count, counts, enter
from models.clock.facts import happened
from models.clock.limits import limits
from models.clock.promises import WORK, answer
from models.clock.settle import COUNTED, settle
from models.clock.standing import due
from models.clock.targets import ACTION, FOLLOW_UP, RESOLUTION
from models.events import ClusterWorked
from models.policy import STEPS
from models.state import STAMPS, Complaint, State
from models.turn import Turn


def finish(state: State, turn: Turn, complaint: Complaint, step: int) -> None:
    """Mark the step, and the earlier open ones, done when the event happened."""
    if complaint.status == "closed":
        return
    before, when = complaint.done, happened(complaint, turn)
    if step == FOLLOW_UP:
        when = max(when, before[RESOLUTION])
    elif step == ACTION and before[ACTION]:
        note(complaint, max(when, before[ACTION]))
    # the earliest fact counts, in whatever order they are heard
    done = [min(stamp or when, when) for stamp in before[: step + 1]]
    done += before[step + 1 :]
    complaint.stamps = STAMPS.pack(*done)
    if step in WORK:
        note_worker(state, turn, complaint)
    answer(state, turn, complaint, step, when)
    late = complaint.late
    settle(state, turn, complaint, turn.event.at)
    if late or when < max(before):
        correct(state, turn, complaint, before, late)


def note(complaint: Complaint, when: int) -> None:
    """Step 4 again: a progress note (进展通报)."""
    course = complaint.on_course()
    course.noted_at = max(course.noted_at, when)


def correct(
    state: State, turn: Turn, complaint: Complaint, before: tuple[int, ...], late: int
) -> None:
    """A late fact corrects the past: say which steps were on time after all, and count them so.

    `before` tells when the steps were done as far as was known, `late` which had been late.
    """
    targets, done, bits = limits(state, complaint), complaint.done, 0
    for step in range(len(STEPS)):
        end = due(complaint, step, targets)
        was_late = late >> step & 1 or 0 < end < before[step]
        bits |= (was_late and 0 < done[step] <= end) << step
    if not bits:
        return
    turn.corrected = True
    complaint.on_course().corrected |= bits
    good = [f"{name}.good" for step, name in COUNTED.items() if bits >> step & 1]
    if good and counts(complaint):
        count(state, turn, *good)


def note_worker(state: State, turn: Turn, complaint: Complaint) -> None:
    """Remember who works a cluster's members one by one (重复处理率); to answer is no work yet."""
    cluster = state.clusters.get(complaint.cluster)
    by = getattr(turn.event.data, "by", "")
    if cluster is None or not by or isinstance(turn.event.data, ClusterWorked):
        return
    if by not in cluster.workers:
        cluster.workers.append(by)
        state.touch(f"g:{cluster.id}")


def resolve(state: State, turn: Turn, complaint: Complaint, outcome: str, reason: str = "") -> None:
    """The complaint is resolved and waits for its follow-up."""
    if complaint.status == "closed":
        return
    if complaint.status == "open":
        enter(state, complaint, -1)
        complaint.status = "resolved"
        close_in_cluster(state, complaint, -1)
    course = complaint.on_course()
    course.outcome, course.reason = outcome, reason
    finish(state, turn, complaint, RESOLUTION)


def close(state: State, turn: Turn, complaint: Complaint) -> None:
    """End it; the row is kept a while, so that it can be reopened."""
    complaint.status, complaint.on_course().closed_at = "closed", turn.event.at
    settle(state, turn, complaint, turn.event.at)


def reopen(state: State, turn: Turn, complaint: Complaint) -> None:
    """Step 5 gets its clock again; the earlier steps stay done."""
    complaint.status, course = "open", complaint.on_course()
    course.closed_at = 0
    course.reopened += 1
    course.reopened_at = happened(complaint, turn)
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
