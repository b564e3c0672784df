"""What time does to complaints: warn, breach, forget."""

from heapq import heappop, heappush

from models.clock.settle import settle
from models.events import TimePassed
from models.state import Complaint, State
from models.turn import Turn


def passed(state: State, turn: Turn, data: TimePassed) -> None:
    """Decide all that fell due, in the order (due, complaint), each with effect at its time."""
    fallen = {c.key: c for c in state.warnings.until(data.until)}
    fallen |= {c.key: c for c in state.deadlines.until(data.until)}
    queue = sorted((wakes(complaint), complaint.pos, key) for key, complaint in fallen.items())
    while queue:
        when, pos, key = heappop(queue)
        complaint = fallen[key]
        if complaint.status == "closed":
            forget(state, complaint)
            continue
        settle(state, turn, complaint, when)
        if when < (again := wakes(complaint)) <= data.until:
            heappush(queue, (again, pos, key))


def wakes(complaint: Complaint) -> int:
    """Return when time next changes the complaint, 0 for never."""
    warn_at, due_at = complaint.warn_at, complaint.due_at
    return min(warn_at, due_at) if warn_at and due_at else warn_at or due_at


def forget(state: State, complaint: Complaint) -> None:
    """Drop the row of a complaint that was closed long enough ago."""
    complaint.warn_at = complaint.due_at = 0
    del state.complaints[complaint.key]
    state.touch(f"c:{complaint.key}", complaint)
