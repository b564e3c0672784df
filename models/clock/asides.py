"""What happens beside the six steps: pauses, promises, and calls for more authority."""

from models import events as e
from models.clock.facts import happened, known
from models.clock.settle import settle
from models.state import State
from models.turn import Turn

TIERS: tuple[str, e.Authority, e.Authority] = ("front_line", "duty_manager", "management")


def paused(state: State, turn: Turn, data: e.Paused) -> None:
    """The clock stops, for a reason, on the steps that the policy names."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    course = complaint.on_course()
    if not course.paused_at:
        course.paused_at = happened(complaint, turn)
    course.pause = data.reason
    settle(state, turn, complaint, turn.event.at)


def resumed(state: State, turn: Turn, _data: object) -> None:
    """The clock runs again."""
    complaint = known(state, turn)
    course = complaint.course if complaint else None
    if complaint is None or course is None or not course.paused_at:
        return
    end = happened(complaint, turn)
    if end > course.paused_at:
        course.pauses = merged([*course.pauses, (course.paused_at, end)])
    course.paused_at, course.pause = 0, ""
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


def promised(state: State, turn: Turn, data: e.Promised) -> None:
    """The complainant was told a time: it is a deadline until something is done."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    course, made = complaint.on_course(), happened(complaint, turn)
    told = [*course.promises, (made, max(data.until, made + 1))]
    course.promises = sorted(told, key=lambda promise: (promise[1], promise[0]))
    settle(state, turn, complaint, turn.event.at)


def escalated(state: State, turn: Turn, data: e.ComplaintEscalated) -> None:
    """A person calls for the authority of a higher tier."""
    complaint = known(state, turn)
    if complaint is None or complaint.status == "closed":
        return
    course = complaint.on_course()
    course.asked = max(course.asked, TIERS.index(data.to))
    course.asked_for = data.reason
    settle(state, turn, complaint, turn.event.at)
