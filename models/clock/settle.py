"""Bring one complaint's counters and deadlines up to a moment: the only place that does."""

from models.clock.counters import count, counts, note_breach, recount
from models.clock.limits import limits
from models.clock.promises import judge
from models.clock.standing import due, stand
from models.clock.targets import RESOLUTION, Targets
from models.policy import ClockRules
from models.state import OWED, Complaint, State
from models.turn import Turn

RECEIPT = 0
COUNTED = {RECEIPT: "receipt", RESOLUTION: "resolution"}  # steps whose punctuality the wall shows
ALL_COUNTED = sum(1 << step for step in COUNTED)


def settle(state: State, turn: Turn, complaint: Complaint, now: int) -> None:
    """Recompute where the complaint stands at `now` and carry the difference everywhere."""
    targets, rules = limits(state, complaint), state.rules.clock
    worst, late, warn_at, due_at, since = stand(complaint, targets, rules, now)
    old_warn, complaint.warn_at = complaint.warn_at, warn_at
    old_due, complaint.due_at = complaint.due_at, due_at
    state.warnings.move(complaint, old_warn, warn_at)
    state.deadlines.move(complaint, old_due, due_at)
    if worst != complaint.standing or late != complaint.late:
        if (late & OWED).bit_count() > complaint.breaches:
            note_breach(state, complaint)
        if counts(complaint):
            recount(state, turn, complaint, worst, late)
        complaint.standing, complaint.late = worst, late
    if complaint.counted != ALL_COUNTED and (late or complaint.stamps) and counts(complaint):
        punctuality(state, turn, complaint, targets)
    if late or complaint.course:
        climb(complaint, since, rules, now)
        judge(state, turn, complaint, now)
    state.touch(f"c:{complaint.key}")


def punctuality(state: State, turn: Turn, complaint: Complaint, targets: Targets) -> None:
    """Count a step once as on time or late, when that is first known."""
    done = complaint.done
    for step, name in COUNTED.items():
        bit = 1 << step
        if complaint.counted & bit or not (done[step] or complaint.late & bit):
            continue
        if targets[step].limit:
            complaint.counted |= bit
            end = due(complaint, step, targets)
            good = done[step] and (not end or done[step] <= end)
            count(state, turn, f"{name}.all", *([f"{name}.good"] if good else []))


def climb(complaint: Complaint, since: int, rules: ClockRules, now: int) -> None:
    """Move it up the tiers of authority (三级处理权限): by time, or as high as a person called.

    `since` is when the first of what is late was up, 0 if nothing is.
    """
    course = complaint.course
    tier = course.asked if course and complaint.status != "closed" else 0
    if since:
        tier = max(tier, sum(since + waiting <= now for waiting in rules.tiers))
    if course is not None:
        course.tier = tier
    elif tier:
        complaint.on_course().tier = tier
