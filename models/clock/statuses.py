"""What each step's status is at one moment, with its cause: for people to look at."""

from collections.abc import Iterator

from msgspec import Struct

from models.clock.standing import ends, start
from models.clock.targets import ACTION, NAMES, NOTE, PROMISE, WAIVED, Target, Targets
from models.policy import ClockRules
from models.state import Complaint, Course

NOTHING = Course()


class StepStanding(Struct, frozen=True):
    """One step, the next progress note, or a promise; epoch seconds, 0 for none.

    `status` is on_track, at_risk, breached, met, met_late, paused or waived. `cause` says why:
    the percentage of its time that is used, the reason of the pause, `corrected` where a late
    fact took back a breach, `policy` or `ended` where nothing is owed.
    """

    step: str
    due: int
    done: int
    status: str
    cause: str = ""


def statuses(
    complaint: Complaint, targets: Targets, rules: ClockRules, now: int
) -> list[StepStanding]:
    """Return where everything that is owed stands at `now`, the steps first and in order."""
    steps = [of_step(complaint, target, rules, now) for target in targets[:NOTE]]
    return [*steps, *of_note(complaint, targets, rules, now), *of_promises(complaint, rules, now)]


def of_step(complaint: Complaint, target: Target, rules: ClockRules, now: int) -> StepStanding:
    """Return the status of one of the six steps."""
    name, done = NAMES[target.step], complaint.done[target.step]
    end = ends(complaint, target)
    course = complaint.course or NOTHING
    if target.limit == WAIVED:
        return StepStanding(name, 0, done, "waived", "policy")
    if done:
        cause = "corrected" if course.corrected >> target.step & 1 else ""
        return StepStanding(name, end, done, "met_late" if 0 < end < done else "met", cause)
    if complaint.status == "closed":
        return StepStanding(name, end, 0, "waived", "ended")
    return StepStanding(name, end, 0, *running(complaint, target, rules, now))


def running(complaint: Complaint, target: Target, rules: ClockRules, now: int) -> tuple[str, str]:
    """Return the status and cause of what is not done yet."""
    end, course = ends(complaint, target), complaint.course or NOTHING
    if not end:
        stopped = course.paused_at and target.pauses and start(complaint, target.step)
        return ("paused", course.pause) if stopped else ("on_track", "")
    if end <= now:
        return "breached", ""
    used = [w for w in rules.warn if ends(complaint, target, target.limit * w // 100) <= now]
    return ("at_risk", f"{used[-1]}") if used else ("on_track", "")


def of_note(
    complaint: Complaint, targets: Targets, rules: ClockRules, now: int
) -> Iterator[StepStanding]:
    """Yield the next progress note, where one is owed."""
    target = targets[NOTE]
    if target.limit and complaint.status == "open" and complaint.done[ACTION]:
        end = ends(complaint, target)
        yield StepStanding(NAMES[NOTE], end, 0, *running(complaint, target, rules, now))


def of_promises(complaint: Complaint, rules: ClockRules, now: int) -> Iterator[StepStanding]:
    """Yield the promises that nobody answered yet, the soonest first."""
    for made, until in (complaint.course or NOTHING).promises:
        used = [w for w in rules.warn if made + (until - made) * w // 100 <= now]
        if until <= now:
            yield StepStanding(NAMES[PROMISE], until, 0, "breached")
        elif used:
            yield StepStanding(NAMES[PROMISE], until, 0, "at_risk", f"{used[-1]}")
        else:
            yield StepStanding(NAMES[PROMISE], until, 0, "on_track")
