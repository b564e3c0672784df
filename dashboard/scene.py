"""What one wall shows: a single site, or the portfolio together with its live sites."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Generic, TypeVar

from msgspec import structs

from models.snapshot import Cluster, Crisis, Due, Numbers, Share, Site, Snapshot

Row = TypeVar("Row", Crisis, Due, Cluster)


@dataclass(frozen=True)
class Shown(Generic[Row]):
    """A row and the site it is of."""

    site: Site
    row: Row


@dataclass(frozen=True)
class Scene:
    """`own` gives the clock and the name; `sites` are all there are, for who may choose."""

    own: Snapshot
    sites: Sequence[Snapshot] = ()

    @property
    def together(self) -> bool:
        """Whether rows must name their site."""
        return self.own.site.kind == "portfolio"

    @property
    def live(self) -> list[Snapshot]:
        """What is added up: one site alone, or the portfolio with every site on the wall clock.

        A replay's past is not added to today.
        """
        others = self.sites if self.together else ()
        return [self.own, *(one for one in others if one.site.clock is None)]

    def at(self) -> int:
        """Tell the site time of the newest of what is shown."""
        return max(one.at for one in self.live)

    def numbers(self) -> Numbers:
        """Add up the KPI strip."""
        return reduce(_added, (one.numbers for one in self.live))

    def hours(self) -> list[int]:
        """Add up what was received per hour, newest last."""
        return [
            sum(hour) for hour in zip(*(one.hours for one in self.live if one.hours), strict=False)
        ]

    def crises(self) -> list[Shown[Crisis]]:
        """Give all open alerts: worst first, then unanswered, then to be confirmed, then oldest."""
        rows = self._rows(lambda one: one.crises)

        def rank(row: Crisis) -> tuple[int, bool, bool, int]:
            return row.level, row.status != "triggered", row.confirmed, row.since

        return sorted(rows, key=lambda each: rank(each.row))

    def hidden_crises(self) -> Counter[int]:
        """Count by level the open alerts that the pictures leave out."""
        found: Counter[int] = Counter()
        for one in self.live:
            found.update({int(level): n for level, n in one.hidden_crises.items()})
        return found

    def due(self) -> list[Shown[Due]]:
        """Give the next deadlines, soonest first."""
        return sorted(self._rows(lambda one: one.due), key=lambda each: each.row.due)

    def clusters(self) -> list[Shown[Cluster]]:
        """Give the clusters, newest activity first."""
        return sorted(self._rows(lambda one: one.clusters), key=lambda each: -each.row.last)

    def _rows(self, rows: Callable[[Snapshot], list[Row]]) -> list[Shown[Row]]:
        return [Shown(one.site, row) for one in self.live for row in rows(one)]


def site_now(snapshot: Snapshot, wall: int) -> int:
    """Tell site time at wall time `wall`, both epoch seconds; it never runs backwards."""
    clock = snapshot.site.clock
    if clock is None:
        return max(snapshot.at, wall)
    virtual = clock.base + (wall - clock.wall_base) * clock.rate
    return max(snapshot.at, min(virtual, clock.until or virtual))


def _added(one: Numbers, other: Numbers) -> Numbers:
    sums = {name: _sum(value, getattr(other, name)) for name, value in structs.asdict(one).items()}
    return Numbers(**sums)


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, Share):
        return Share(one.good + other.good, one.total + other.total)
    return one + other
