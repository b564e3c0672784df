"""Where a complaint's steps stand at one moment: the rule of the six-step clock."""

from models.clock.targets import Target, Targets
from models.policy import STEPS, ClockRules
from models.state import AT_RISK, BREACHED, ON_TRACK, Complaint

RESOLUTION, FOLLOW_UP = STEPS.index("resolution"), STEPS.index("follow_up")
Standing = tuple[int, int, int, int]  # worst, bits of late steps, next warning, next limit


def due(complaint: Complaint, step: int, targets: Targets, _rules: ClockRules | None = None) -> int:
    """Return when the step must be done; 0 if it is waived, stopped, or has not begun."""
    return ends(complaint, targets[step])


def ends(complaint: Complaint, target: Target) -> int:
    """Return when the target's time is up; 0 if it is waived, stopped, or has not begun."""
    begin = start(complaint, target.step)
    if not begin or not target.limit:
        return 0
    course = complaint.course
    if course is None or not target.pauses:
        return begin + target.limit
    return 0 if course.paused_at else begin + target.limit + course.paused


def start(complaint: Complaint, step: int) -> int:
    """Return the moment that the step's limit counts from, 0 before it comes."""
    if step == FOLLOW_UP:
        return complaint.done[RESOLUTION]
    if step == RESOLUTION and complaint.course and complaint.course.reopened_at:
        return complaint.course.reopened_at
    return complaint.time


def stand(complaint: Complaint, targets: Targets, rules: ClockRules, now: int) -> Standing:
    """Return where the complaint stands at `now`; 0 for what will not come."""
    if complaint.status == "closed":
        return ON_TRACK, 0, complaint.on_course().closed_at + rules.remember, 0
    late = warn_at = due_at = 0
    worst, begin, done = ON_TRACK, complaint.time, complaint.done
    simple = complaint.course is None
    for target in targets:
        step, limit, margin, _ = target
        if done[step]:
            continue
        # most complaints are open and ordinary: for them the limit is added at once
        end = begin + limit if simple and limit and step != FOLLOW_UP else ends(complaint, target)
        if not end:
            continue
        if end <= now:
            late |= 1 << step
            continue
        if not due_at or end < due_at:
            due_at = end
        warning = end - margin
        if warning <= now:
            worst = AT_RISK
        elif not warn_at or warning < warn_at:
            warn_at = warning
    if due_at and warn_at >= due_at:  # then the limit wakes it first
        warn_at = 0
    return BREACHED if late else worst, late, warn_at, due_at
