"""What falls due when, soonest first; no entry is ever searched for.

An agenda is read off its entries: each knows its own time, 0 for none. An entry that moved is
simply entered again, and the old place is passed over when it is next looked at.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Generic, TypeVar

MINUTE = 60
T = TypeVar("T")
Row = tuple[int, int | str, T]  # time, order, entry


class Agenda(Generic[T]):
    """Entries by time; `time` reads an entry's own, in epoch seconds, `order` its position.

    What is soon is a heap; later minutes wait unsorted until they are looked at, since most
    entries are gone by then.
    """

    def __init__(self, time: Callable[[T], int], order: Callable[[T], int | str]) -> None:
        self.time = time
        self.order = order
        self.soon: list[Row[T]] = []  # all entries of the minutes before `edge`
        self.edge = 0
        self.later: dict[int, list[T]] = {}
        self.minutes: list[int] = []  # a heap of those of `later`

    def move(self, entry: T, old: int, new: int) -> None:
        """Note that the entry's time went from `old` to `new`; 0 means no time."""
        minute = new // MINUTE
        if not new or new == old:
            return
        if minute < self.edge:
            heappush(self.soon, (new, self.order(entry), entry))
        elif not old or minute != old // MINUTE:
            if minute not in self.later:
                self.later[minute] = []
                heappush(self.minutes, minute)
            self.later[minute].append(entry)

    def first(self) -> int | None:
        """Return the soonest time, None if there is none."""
        soon = self.soon
        while soon or self.minutes:
            if not soon:
                self.reach()
            elif soon[0][0] == self.time(soon[0][2]):
                return soon[0][0]
            else:
                heappop(soon)
        return None

    def until(self, time: int) -> list[T]:
        """Return the entries up to and including `time`, some of them twice.

        Lets go of them: the caller moves each beyond `time`.
        """
        while self.minutes and self.minutes[0] <= time // MINUTE:
            self.reach()
        fallen: list[T] = []
        while self.soon and self.soon[0][0] <= time:
            when, _, entry = heappop(self.soon)
            if when == self.time(entry):
                fallen.append(entry)
        return fallen

    def soonest(self, most: int, wanted: Callable[[T], bool]) -> list[T]:
        """Return the first `most` entries that are wanted, those of one second by their order."""
        found: list[T] = []
        seen: list[Row[T]] = []
        while len(found) < most and self.first() is not None:
            row = heappop(self.soon)
            if seen and seen[-1][:2] == row[:2]:
                continue
            seen.append(row)
            if wanted(row[2]):
                found.append(row[2])
        for row in seen:
            heappush(self.soon, row)
        return found

    def reach(self) -> None:
        """Take the next minute that waits into the heap."""
        minute = heappop(self.minutes)
        self.edge = minute + 1
        for entry in self.later.pop(minute):
            if (time := self.time(entry)) and time // MINUTE == minute:
                heappush(self.soon, (time, self.order(entry), entry))
