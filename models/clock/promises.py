"""Promises to a complainant (师傅 15:00 到): each is a deadline; 承诺兑现率 is the share kept."""

from models.clock.counters import count, counts
from models.clock.targets import ACTION, RESOLUTION
from models.policy import STEPS
from models.state import Complaint, State
from models.turn import Turn

WORK = (STEPS.index("diagnosis"), ACTION, RESOLUTION)  # something was done, not only said
ALL, GOOD = "promise.all", "promise.good"


def judge(state: State, turn: Turn, complaint: Complaint, now: int) -> None:
    """Count the promises whose time is up unanswered as broken."""
    course = complaint.course
    if course is None or not course.promises or complaint.status == "closed":
        return
    up = sum(until <= now for _, until in course.promises)
    more = max(0, up - course.unkept)
    course.unkept, course.broken = course.unkept + more, course.broken + more
    if more and counts(complaint):
        count(state, turn, *[ALL] * more)


def answer(state: State, turn: Turn, complaint: Complaint, step: int, when: int) -> None:
    """A step done at `when` answers what was promised before: kept, or too late."""
    course = complaint.course
    if course is None or not course.promises or step not in WORK:
        return
    names, still, unkept = [], [], 0
    for i, (made, until) in enumerate(course.promises):
        told = i < course.unkept  # it was counted as broken already
        if made >= when:
            still.append((made, until))
            unkept += told
            continue
        names += [] if told else [ALL]
        course.answered += ((until, when),)
        course.broken -= told
        if when <= until:
            names.append(GOOD)
            course.kept += 1
        else:
            course.broken += 1
    course.promises, course.unkept = still, unkept
    if names and counts(complaint):
        count(state, turn, *names)
