"""Where a complaint's steps stand at one moment: the rule of the six-step clock."""

from typing import NamedTuple

from models.policy import STEPS, ClockRules
from models.state import AT_RISK, BREACHED, ON_TRACK, Complaint

RESOLUTION, FOLLOW_UP = STEPS.index("resolution"), STEPS.index("follow_up")


class Standing(NamedTuple):
    """The worst state of the open steps, and when the next change falls due (0 for never)."""

    worst: int
    breaches: int
    warn_at: int
    due_at: int


def due(complaint: Complaint, step: int, limits: tuple[int, ...], rules: ClockRules) -> int:
    """Return when the step must be done; 0 if it is waived, stopped, or has not begun."""
    if not limits[step]:
        return 0
    begin = start(complaint, step)
    if not begin:
        return 0
    if STEPS[step] not in rules.pauses:
        return begin + limits[step]
    return 0 if complaint.paused_at else begin + limits[step] + complaint.paused


def start(complaint: Complaint, step: int) -> int:
    """Return the moment that the step's limit counts from, 0 before it comes."""
    if step == FOLLOW_UP:
        return complaint.done[RESOLUTION] if complaint.done else 0
    if step == RESOLUTION and complaint.reopened_at:
        return complaint.reopened_at
    return complaint.time


def stand(complaint: Complaint, limits: tuple[int, ...], rules: ClockRules, now: int) -> Standing:
    """Return where the complaint stands at `now`."""
    if complaint.status == "closed":
        return Standing(ON_TRACK, 0, complaint.closed_at + rules.remember, 0)
    worst = breaches = warn_at = due_at = 0
    done = complaint.done
    for step in range(len(STEPS)):
        if (done and done[step]) or not (end := due(complaint, step, limits, rules)):
            continue
        if end <= now:
            breaches += 1
            continue
        if not due_at or end < due_at:
            due_at = end
        warning = end - limits[step] * (100 - rules.warn[-1]) // 100
        if warning <= now:
            worst = AT_RISK
        elif not warn_at or warning < warn_at:
            warn_at = warning
    return Standing(BREACHED if breaches else worst, breaches, warn_at, due_at)
