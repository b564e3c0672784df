"""Where a complaint stands at one moment: the rule of the six-step clock."""

from collections.abc import Iterator

from models.clock.targets import (
    ACTION,
    AT_ONCE,
    FOLLOW_UP,
    NOTE,
    PROMISE,
    RESOLUTION,
    Target,
    Targets,
)
from models.policy import ClockRules
from models.state import AT_RISK, BREACHED, ON_TRACK, Complaint, Course

STOPPED = 0  # no end while a pause lasts


# worst, bits of the targets past their limit, next warning, next limit, when the first was up;
# all times 0 for never
Standing = tuple[int, int, int, int, int]


def due(complaint: Complaint, step: int, targets: Targets) -> int:
    """Return when the step must be done; 0 if it is waived, stopped, or has not begun."""
    return ends(complaint, targets[step])


def ends(complaint: Complaint, target: Target, seconds: int = 0) -> int:
    """Return when `seconds` (the limit) of the target's time have run; 0 if they will not."""
    begin, calendar = start(complaint, target.step), target.calendar
    if not begin or not target.limit:
        return 0
    seconds = seconds or target.limit
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


def step_ends(complaint: Complaint, targets: Targets) -> list[int]:
    """Return when each of the six steps must be done; 0 as in `ends`."""
    steps = targets[:NOTE]
    if complaint.course:
        return [ends(complaint, target) for target in steps]
    begin, done = complaint.time, complaint.done
    found = []
    for _, limit, _, _, calendar, after in steps:
        since = begin if after == AT_ONCE else done[after]
        if not limit or not since:
            found.append(0)
        else:
            found.append(calendar.add(since, limit) if calendar else since + limit)
    return found


def start(complaint: Complaint, step: int) -> int:
    """Return the moment that the step's limit counts from, 0 before it comes."""
    if step == FOLLOW_UP:
        return complaint.done[RESOLUTION]
    course = complaint.course
    if step == NOTE:
        if complaint.status != "open":
            return 0
        told = complaint.done[ACTION]
        return told and max(told, course.noted_at, course.reopened_at) if course else told
    if step == RESOLUTION and course and course.reopened_at:
        return course.reopened_at
    return complaint.time


def stand(  # noqa: C901, PLR0912 - one loop without a call for what is nearly every complaint
    complaint: Complaint, targets: Targets, rules: ClockRules, now: int
) -> Standing:
    """Return where the complaint stands at `now`."""
    course = complaint.course
    if complaint.status == "closed":
        return ON_TRACK, 0, complaint.on_course().closed_at + rules.remember, 0, 0
    late = warn_at = due_at = since = 0
    worst, begin, done = ON_TRACK, complaint.time, complaint.done
    for target in targets:
        step, limit, mark, _, calendar, after = target
        if not limit or (step < NOTE and done[step]):
            continue
        if course is None and after == AT_ONCE:  # nearly all: only a calendar moves the end
            end, warning = begin + limit, begin + mark
            if calendar:
                # a calendar is never faster than the wall clock: others come before it anyway
                if warning > now and 0 < due_at <= end and 0 < warn_at <= warning:
                    continue
                end, warning = calendar.add(begin, limit), calendar.add(begin, mark)
        elif after == AT_ONCE or done[after]:
            end = ends(complaint, target)
            warning = ends(complaint, target, mark) if end else 0
        else:
            continue
        if not end:
            continue
        if end <= now:
            late |= 1 << step
            since = min(since or end, end)
            continue
        if not due_at or end < due_at:
            due_at = end
        if warning <= now:
            worst = AT_RISK
        elif not warn_at or warning < warn_at:
            warn_at = warning
    found = worst, late, warn_at, due_at, since
    if course and course.promises:
        found = promised(found, course, rules, now)
    return woken(found, rules, now)


def promised(found: Standing, course: Course, rules: ClockRules, now: int) -> Standing:
    """Return the standing with the promises in it: each is a deadline like any other."""
    worst, late, warn_at, due_at, since = found
    for made, until in course.promises:
        warning = made + (until - made) * rules.warn[-1] // 100
        if until <= now:
            late |= 1 << PROMISE
            since = min(since or until, until)
        else:
            due_at = min(due_at or until, until)
            if warning <= now:
                worst = AT_RISK
            else:
                warn_at = min(warn_at or warning, warning)
    return worst, late, warn_at, due_at, since


def woken(found: Standing, rules: ClockRules, now: int) -> Standing:
    """Return the standing with its next waking: a warning, a higher tier, or at last the limit."""
    worst, late, warn_at, due_at, since = found
    if late:
        worst = BREACHED
        for waiting in rules.tiers:
            if since + waiting > now:
                warn_at = min(warn_at or since + waiting, since + waiting)
                break
    if due_at and warn_at >= due_at:  # then the limit wakes it first
        warn_at = 0
    return worst, late, warn_at, due_at, since


def open_ends(complaint: Complaint, targets: Targets) -> Iterator[tuple[int, int]]:
    """Yield (end, target) of all that is owed and runs: open steps, the note, promises."""
    if complaint.status == "closed":
        return
    done = complaint.done
    for target in targets:
        if target.limit and not (target.step < NOTE and done[target.step]):
            end = ends(complaint, target)
            if end:
                yield end, target.step
    for _, until in complaint.course.promises if complaint.course else ():
        yield until, PROMISE
