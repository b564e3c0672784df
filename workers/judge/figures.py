"""What the one page says of a judged file: counted while it is folded, complaints only."""

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappush, heappushpop

from models.clock.statuses import StepStanding
from models.places import prefix
from models.state import Cluster, Complaint

KEPT = 5  # largest clusters


@dataclass(frozen=True)
class Trouble:
    """A cluster of two or more complaints; times are epoch seconds."""

    id: str
    place: str
    category: str
    size: int
    people: int
    first: int
    last: int


@dataclass(frozen=True)
class Rise:
    """An alert that rose, or rose to a worse level."""

    at: int
    level: int
    rule: str
    place: str
    category: str
    numbers: str


@dataclass
class Figures:
    """The counts. `hours` counts by full epoch hour; `steps` has (step, status)."""

    first: int = 0
    last: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    steps: Counter[tuple[str, str]] = field(default_factory=Counter)
    troubles: int = 0  # clusters of two or more
    members: int = 0  # complaints in them
    largest: list[tuple[int, int, str, Trouble]] = field(default_factory=list)
    rises: list[Rise] = field(default_factory=list)

    def complaint(self, one: Complaint, steps: list[StepStanding]) -> None:
        """Count a complaint that will not change any more."""
        self.kinds[one.kind] += 1
        self.first = min(self.first or one.time, one.time)
        self.last = max(self.last, one.time)
        if one.kind != "complaint":
            return
        self.hours[one.time // 3_600] += 1
        self.categories[one.category.partition(".")[0]] += 1
        self.places[prefix(one.place, 1)] += 1
        for step in steps:
            self.steps[step.step, step.status] += 1

    def cluster(self, one: Cluster) -> None:
        """Count a cluster that will not change any more."""
        size, people = len(one.members), len(one.named) + one.callers
        if size < 2:  # noqa: PLR2004 - one complaint is no cluster
            return
        self.troubles += 1
        self.members += size
        trouble = Trouble(one.id, one.place, one.category, size, people, one.first, one.last)
        entry = (size, -one.first, one.id, trouble)
        if len(self.largest) < KEPT:
            heappush(self.largest, entry)
        else:
            heappushpop(self.largest, entry)

    @property
    def complaints(self) -> int:
        """How many complaints, other kinds left out."""
        return self.kinds["complaint"]

    @property
    def whole(self) -> int:
        """How many of every kind."""
        return sum(self.kinds.values())

    def biggest(self) -> list[Trouble]:
        """Return the largest clusters, the largest first."""
        return [entry[-1] for entry in sorted(self.largest, reverse=True)]

    def worst(self) -> list[Rise]:
        """Return the rises, the worst and then the first."""
        return sorted(self.rises, key=lambda rise: (rise.level, rise.at))
