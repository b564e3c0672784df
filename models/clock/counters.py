"""The site's counters: who is open, at risk and late, by place, and in the last 24 hours."""

from models.places import prefix
from models.state import AT_RISK, BREACHED, OWED, Complaint, State
from models.turn import Turn

NEWEST_BREACHES = 16
NOBODY = [0, 0]  # open, breached


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
    more = (late & OWED).bit_count() - complaint.breaches
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


def count(state: State, turn: Turn, *names: str) -> None:
    """Count one more of each in the last 24 hours."""
    quarter = state.rolling.count(turn.event.at, names)
    state.touch(f"h:{quarter}")
