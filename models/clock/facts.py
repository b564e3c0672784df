"""What an event is about, and when it happened."""

from models.state import Complaint, State
from models.turn import Turn


def known(state: State, turn: Turn) -> Complaint | None:
    """Return the complaint that the event is about; one that is unknown is only counted."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is None:
        state.site.strays += 1
    return complaint


def happened(complaint: Complaint, turn: Turn) -> int:
    """Return when the event happened: not before the complaint, not after it was heard of."""
    return max(complaint.time, min(turn.event.time, turn.event.at))
