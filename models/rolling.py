"""Counts over the last 24 hours, by quarter of an hour, each named by a string."""

from collections.abc import Iterable

QUARTER = 900
KEPT = 96  # quarters in 24 hours


class Rolling:
    """Rolling counters: O(1) to count and to read; `quarters` is what is saved."""

    def __init__(self) -> None:
        self.quarters: dict[int, dict[str, int]] = {}
        self.totals: dict[str, int] = {}

    def roll(self, at: int) -> list[int]:
        """Forget what is older than 24 hours at `at`; return the quarters that went."""
        oldest = at // QUARTER - KEPT + 1
        gone = []
        for quarter in self.quarters:
            if quarter >= oldest:
                break
            gone.append(quarter)
        for quarter in gone:
            for name, n in self.quarters.pop(quarter).items():
                self.add_total(name, -n)
        return gone

    def count(self, at: int, names: Iterable[str]) -> int:
        """Count one of each at `at`, which never goes back; return the quarter it went to."""
        quarter = at // QUARTER
        counts, totals = self.quarters.setdefault(quarter, {}), self.totals
        for name in names:
            counts[name] = counts.get(name, 0) + 1
            totals[name] = totals.get(name, 0) + 1
        return quarter

    def add_total(self, name: str, n: int) -> None:
        """Add to a total; one that is 0 is not kept."""
        total = self.totals.get(name, 0) + n
        if total:
            self.totals[name] = total
        else:
            self.totals.pop(name, None)

    def total(self, name: str) -> int:
        """Return the count of the last 24 hours."""
        return self.totals.get(name, 0)

    def since(self, name: str, start: int) -> int:
        """Return the count since `start`, to the quarter."""
        first = start // QUARTER
        return sum(c.get(name, 0) for quarter, c in self.quarters.items() if quarter >= first)
