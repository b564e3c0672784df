"""What falls due when, soonest first: one pointer per entry, and none is ever searched for.

An agenda is read off its entries: each knows its own time, 0 for none. An entry that moved is
simply entered again, and the old place is passed over when it is next looked at.
"""

from bisect import insort
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Generic, TypeVar

MINUTE = 60
T = TypeVar("T")
IN_ORDER = itemgetter(0, 1)


class Agenda(Generic[T]):
    """Entries by minute; `time` reads an entry's own, in epoch seconds, `order` its name.

    A minute is sorted when it is first looked at, and kept so: a busy one may hold thousands.
    """

    def __init__(self, time: Callable[[T], int], order: Callable[[T], str]) -> None:
        self.time = time
        self.order = order
        self.minutes: list[int] = []
        self.closed: dict[int, list[T]] = {}  # minutes that nobody looked at yet
        self.opened: dict[int, list[tuple[int, str, T]]] = {}

    def move(self, entry: T, old: int, new: int) -> None:
        """Note that the entry's time went from `old` to `new`; 0 means no time."""
        minute = new // MINUTE
        if not new or new == old:
            return
        if (rows := self.opened.get(minute)) is not None:
            insort(rows, (new, self.order(entry), entry), key=IN_ORDER)
        elif not old or minute != old // MINUTE:
            if minute not in self.closed:
                self.closed[minute] = []
                insort(self.minutes, minute)
            self.closed[minute].append(entry)

    def first(self) -> int | None:
        """Return the soonest time, None if there is none."""
        return next((time for time, _ in self.soonest()), None)

    def until(self, time: int) -> list[T]:
        """Return the entries up to and including `time`, some of them twice.

        Lets go of the minutes before it: the caller moves each entry beyond `time`.
        """
        fallen: list[T] = []
        last = time // MINUTE
        while self.minutes and self.minutes[0] <= last:
            rows = self.look(self.minutes[0])
            fallen += [e for when, _, e in rows if when <= time and when == self.time(e)]
            if self.minutes[0] == last:
                break
            self.drop(0)
        return fallen

    def soonest(self) -> Iterator[tuple[int, T]]:
        """Yield (time, entry) soonest first, those of one second by their order."""
        i = 0
        while i < len(self.minutes):
            if not (rows := self.look(self.minutes[i])):
                self.drop(i)
                continue
            before = (0, "")
            for time, order, entry in rows:
                if time == self.time(entry) and before != (time, order):
                    yield time, entry
                    before = (time, order)
            i += 1

    def look(self, minute: int) -> list[tuple[int, str, T]]:
        """Return what the minute holds, in order; what has left is passed over from the front."""
        rows = self.opened.get(minute)
        if rows is None:
            held = {self.order(entry): entry for entry in self.closed.pop(minute)}
            timed = [(self.time(entry), order, entry) for order, entry in held.items()]
            here = (row for row in timed if row[0] and row[0] // MINUTE == minute)
            rows = self.opened[minute] = sorted(here, key=IN_ORDER)
        left = (i for i, (time, _, entry) in enumerate(rows) if time == self.time(entry))
        del rows[: next(left, len(rows))]
        return rows

    def drop(self, i: int) -> None:
        """Let go of a minute."""
        del self.opened[self.minutes.pop(i)]
