"""Complaints, clusters and alerts as they were when the fold last knew them: each is given once.

The fold forgets what is closed long enough. Whoever lists a whole year looks on after each
event and takes what was forgotten then; the rest is there at the end. Costs one reference per
row that the fold holds itself. Whoever looks empties `State.touched` afterwards.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from models.clock.limits import limits
from models.clock.statuses import StepStanding, statuses
from models.policy import STEPS
from models.state import Alert, Cluster, Complaint, State

T = TypeVar("T")


class LastSight(Generic[T]):
    """The rows of one kind that were seen and not yet given."""

    def __init__(self, kind: str, rows: Callable[[State], Mapping[str, T]]) -> None:
        """`kind` is the beginning of the rows' names in `State.touched`, such as "c:"."""
        self.kind, self.rows = kind, rows
        self.held: dict[str, T] = {}

    def forgotten(self, state: State) -> Iterator[T]:
        """Yield what the state has forgotten since the last look, as it last was."""
        rows = self.rows(state)
        for name in state.touched:
            if name.startswith(self.kind):
                key = name[len(self.kind) :]
                row = rows.get(key)
                if row is not None:
                    self.held[key] = row
                elif (last := self.held.pop(key, None)) is not None:
                    yield last

    def rest(self) -> Iterator[T]:
        """Yield, at the end, what the state still knows."""
        while self.held:
            yield self.held.pop(next(iter(self.held)))


def complaints() -> LastSight[Complaint]:
    """Return a watch over the complaints."""
    return LastSight("c:", lambda state: state.complaints)


def clusters() -> LastSight[Cluster]:
    """Return a watch over the clusters."""
    return LastSight("g:", lambda state: state.clusters)


def alerts() -> LastSight[Alert]:
    """Return a watch over the alerts."""
    return LastSight("a:", lambda state: state.alerts)


def standings(state: State, complaint: Complaint, now: int) -> list[StepStanding]:
    """Return where each step stands at `now`, in the order of the steps."""
    found = statuses(complaint, limits(state, complaint), state.rules.clock, now)
    return found[: len(STEPS)]
