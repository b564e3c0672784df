"""What time does to complaints: warn, breach, forget."""

from heapq import heappop, heappush

from models.clock.settle import settle
from models.events import TimePassed
from models.state import Complaint, State
from models.turn import Turn


def passed(state: State, turn: Turn, data: TimePassed) -> None:
    """Decide all that fell due, in the order (due, complaint), each with effect at its time."""
    fallen = [*state.warnings.until(data.until), *state.deadlines.until(data.until)]
    queue = sorted({(when, state.complaints[key].pos, key) for when, key in fallen})
    while queue:
        when, pos, key = heappop(queue)
        complaint = state.complaints.get(key)
        if complaint is None:
            continue
        if complaint.status == "closed":
            forget(state, complaint)
            continue
        settle(state, turn, complaint, when)
        for again in (complaint.warn_at, complaint.due_at):
            if when < again <= data.until:
                heappush(queue, (again, pos, key))


def forget(state: State, complaint: Complaint) -> None:
    """Drop the row of a complaint that was closed long enough ago."""
    state.warnings.move(complaint.key, complaint.warn_at, 0)
    state.deadlines.move(complaint.key, complaint.due_at, 0)
    del state.complaints[complaint.key]
    state.touch(f"c:{complaint.key}")
