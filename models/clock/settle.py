"""Bring one complaint's counters and deadlines up to a moment: the only place that does."""

from models.clock.limits import limits
from models.clock.standing import RESOLUTION, due, stand
from models.clock.targets import Targets
from models.places import prefix
from models.state import AT_RISK, BREACHED, Complaint, State
from models.turn import Turn

RECEIPT = 0
COUNTED = {RECEIPT: "receipt", RESOLUTION: "resolution"}  # steps whose punctuality the wall shows
ALL_COUNTED = sum(1 << step for step in COUNTED)
NEWEST_BREACHES = 16
NOBODY = [0, 0]  # open, breached


def settle(state: State, turn: Turn, complaint: Complaint, now: int) -> None:
    """Recompute where the complaint stands at `now` and carry the difference everywhere."""
    targets = limits(state, complaint)
    worst, late, warn_at, due_at = stand(complaint, targets, state.rules.clock, now)
    old_warn, complaint.warn_at = complaint.warn_at, warn_at
    old_due, complaint.due_at = complaint.due_at, due_at
    state.warnings.move(complaint, old_warn, warn_at)
    state.deadlines.move(complaint, old_due, due_at)
    if worst != complaint.standing or late != complaint.late:
        if late.bit_count() > complaint.late.bit_count():
            note_breach(state, complaint)
        if counts(complaint):
            recount(state, turn, complaint, worst, late)
        complaint.standing, complaint.late = worst, late
    if complaint.counted != ALL_COUNTED and (late or complaint.stamps) and counts(complaint):
        punctuality(state, turn, complaint, targets)
    state.touch(f"c:{complaint.key}")


def counts(complaint: Complaint) -> bool:
    """Whether the complaint enters the figures: complaints, without the backlog."""
    return complaint.kind == "complaint" and not complaint.backlog


def enter(state: State, complaint: Complaint, n: int) -> None:
    """Count the complaint as open (n = 1), or no longer (n = -1), everywhere it shows."""
    if complaint.kind != "complaint":
        return
    if complaint.backlog:
        state.backlog += n
        return
    state.open += n
    show(state, complaint, 0, n)


def show(state: State, complaint: Complaint, column: int, n: int) -> None:
    """Add to the open or breached count of the complaint's building and floor."""
    place, floors = complaint.place, state.floors
    kept, names = state.plan.kept, state.plan.names
    path = place
    while path:
        above = path.rpartition("/")[0]
        # a top place needs a column of its own if it is not in the tree, or said without a floor
        if path in kept or (not above and (path == place or path not in names)):
            counts = floors.setdefault(path, [0, 0])
            counts[column] += n
            if counts == NOBODY:
                del floors[path]
        path = above


def recount(state: State, turn: Turn, complaint: Complaint, worst: int, late: int) -> None:
    """Carry a change of standing into the site's counters."""
    old = complaint.standing
    if old != worst:
        state.at_risk += (worst == AT_RISK) - (old == AT_RISK)
        change = (worst == BREACHED) - (old == BREACHED)
        state.breached += change
        if change:
            show(state, complaint, 1, change)
    more = late.bit_count() - complaint.late.bit_count()
    if more:
        group = prefix(complaint.place, 1)
        total = state.late_steps.get(group, 0) + more
        state.late_steps[group] = total
        if not total:
            del state.late_steps[group]
        turn.late_places[group] = None


def note_breach(state: State, complaint: Complaint) -> None:
    """Keep the newest breaches for the wall."""
    newest = [key for key in state.site.breached if key != complaint.key]
    state.site.breached = [complaint.key, *newest][:NEWEST_BREACHES]


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


def count(state: State, turn: Turn, *names: str) -> None:
    """Count one more of each in the last 24 hours."""
    quarter = state.rolling.count(turn.event.at, names)
    state.touch(f"h:{quarter}")
