"""What one event set in motion; the folds hand it from one to the next."""

from collections.abc import Callable, Mapping
from typing import Any

from models.crisis.evidence import Evidence
from models.effects import Effect
from models.events import Data, Event
from models.state import Cluster, Complaint, State


class Turn:
    """One event's turn: what it made, what was seen, and what must be done outside."""

    __slots__ = ("cluster", "corrected", "effects", "event", "evidence", "late_places", "received")

    def __init__(self, event: Event) -> None:
        self.event = event
        self.received: Complaint | None = None
        self.cluster: Cluster | None = None  # the cluster that the received complaint joined
        self.corrected = False  # a late fact took a step back from being late
        self.late_places: dict[str, None] = {}  # place groups whose breached steps changed
        self.evidence: list[Evidence] = []
        self.effects: list[Effect] = []


Fold = Callable[[State, Turn, Any], None]
Folds = Mapping[type[Data], Fold]
