"""Where a complaint's steps stand at one moment: the rule of the six-step clock."""

from models.clock.targets import Target, Targets
from models.policy import STEPS, ClockRules
from models.state import AT_RISK, BREACHED, ON_TRACK, Complaint, Course

RESOLUTION, FOLLOW_UP = STEPS.index("resolution"), STEPS.index("follow_up")
STOPPED = 0  # no end while a pause lasts
Standing = tuple[int, int, int, int]  # worst, bits of late steps, next warning, next limit


def due(complaint: Complaint, step: int, targets: Targets, _rules: ClockRules | None = None) -> int:
    """Return when the step must be done; 0 if it is waived, stopped, or has not begun."""
    target = targets[step]
    return ends(complaint, target, target.limit) if target.limit else 0


def ends(complaint: Complaint, target: Target, seconds: int) -> int:
    """Return when so many seconds (above 0) of the target's time have run; 0 if they will not."""
    begin, calendar = start(complaint, target.step), target.calendar
    if not begin:
        return 0
    end = calendar.add(begin, seconds) if calendar else begin + seconds
    course = complaint.course
    return prolonged(course, target, begin, end) if course and target.pauses else end


def prolonged(course: Course, target: Target, begin: int, end: int) -> int:
    """Return the end moved by every pause that began before it, in the target's own time."""
    calendar = target.calendar
    for since, until in course.pauses:
        if since >= end:
            break
        stopped = max(since, begin)
        stood = calendar.between(stopped, until) if calendar else max(0, until - stopped)
        if stood:
            end = calendar.add(end, stood) if calendar else end + stood
    return STOPPED if 0 < course.paused_at < end else end


def start(complaint: Complaint, step: int) -> int:
    """Return the moment that the step's limit counts from, 0 before it comes."""
    if step == FOLLOW_UP:
        return complaint.done[RESOLUTION]
    if step == RESOLUTION and complaint.course and complaint.course.reopened_at:
        return complaint.course.reopened_at
    return complaint.time


def stand(  # noqa: C901, PLR0912 - one loop without a call for what is nearly every complaint
    complaint: Complaint, targets: Targets, rules: ClockRules, now: int
) -> Standing:
    """Return where the complaint stands at `now`; 0 for what will not come."""
    if complaint.status == "closed":
        return ON_TRACK, 0, complaint.on_course().closed_at + rules.remember, 0
    late = warn_at = due_at = 0
    worst, begin, done = ON_TRACK, complaint.time, complaint.done
    simple = complaint.course is None
    for target in targets:
        step, limit, mark, _, calendar = target
        if done[step] or not limit:
            continue
        if simple and step != FOLLOW_UP:  # nearly all: nothing moves the end but a calendar
            end, warning = begin + limit, begin + mark
            if calendar:
                # a calendar never runs faster than the wall clock: what others come before anyway
                if warning > now and 0 < due_at <= end and 0 < warn_at <= warning:
                    continue
                end, warning = calendar.add(begin, limit), calendar.add(begin, mark)
        else:
            end = ends(complaint, target, limit)
            warning = ends(complaint, target, mark) if end else 0
        if not end:
            continue
        if end <= now:
            late |= 1 << step
            continue
        if not due_at or end < due_at:
            due_at = end
        if warning <= now:
            worst = AT_RISK
        elif not warn_at or warning < warn_at:
            warn_at = warning
    if due_at and warn_at >= due_at:  # then the limit wakes it first
        warn_at = 0
    return BREACHED if late else worst, late, warn_at, due_at
