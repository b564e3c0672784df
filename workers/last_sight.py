"""Complaints and clusters as they were when the fold last knew them.

The fold forgets what is closed long enough. Whoever lists a whole year looks after each event for
what was forgotten then, and empties `State.touched`; the rest the state still has at the end.
"""

from typing import TypeVar

from msgspec import Struct

from models.clock.limits import limits
from models.clock.statuses import StepStanding, statuses
from models.policy import STEPS
from models.state import Complaint, State

T = TypeVar("T", bound=Struct)


def forgotten(state: State, kind: type[T]) -> list[T]:
    """Return what the state forgot since `touched` was last emptied."""
    return [gone for gone in state.touched.values() if isinstance(gone, kind)]


def standings(state: State, complaint: Complaint, now: int) -> list[StepStanding]:
    """Return where each step stands at `now`, in the order of the steps."""
    found = statuses(complaint, limits(state, complaint), state.rules.clock, now)
    return found[: len(STEPS)]
