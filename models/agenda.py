"""What falls due when, soonest first: one pointer per entry, and none is ever searched for.

An agenda is read off its entries: each knows its own time, 0 for none. An entry that moved is
simply entered again, and the old place is swept away when it is next looked at.
"""

from bisect import insort
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

MINUTE = 60
T = TypeVar("T")


class Agenda(Generic[T]):
    """Entries in buckets of one minute; `time` reads an entry's own, in epoch seconds."""

    def __init__(self, time: Callable[[T], int], order: Callable[[T], str]) -> None:
        self.time = time
        self.order = order
        self.buckets: dict[int, list[T]] = {}
        self.minutes: list[int] = []

    def move(self, entry: T, old: int, new: int) -> None:
        """Note that the entry's time went from `old` to `new`; 0 means no time."""
        minute = new // MINUTE
        if not new or (old and minute == old // MINUTE):
            return
        bucket = self.buckets.get(minute)
        if bucket is None:
            self.buckets[minute] = [entry]
            insort(self.minutes, minute)
        else:
            bucket.append(entry)

    def first(self) -> int | None:
        """Return the soonest time, None if there is none."""
        while self.minutes:
            if bucket := self.sweep(self.minutes[0]):
                return min(map(self.time, bucket))
            self.drop(0)
        return None

    def until(self, time: int) -> list[T]:
        """Return the entries up to and including `time`, some of them twice.

        Lets go of the minutes before it: the caller moves each entry beyond `time`.
        """
        fallen: list[T] = []
        last = time // MINUTE
        while self.minutes and self.minutes[0] < last:
            fallen += self.sweep(self.minutes[0])
            self.drop(0)
        if self.minutes and self.minutes[0] == last:
            fallen += [entry for entry in self.sweep(last) if self.time(entry) <= time]
        return fallen

    def soonest(self) -> Iterator[tuple[int, T]]:
        """Yield (time, entry) soonest first, those of one second by their order."""
        i = 0
        while i < len(self.minutes):
            if not (bucket := self.sweep(self.minutes[i])):
                self.drop(i)
                continue
            once = {self.order(entry): entry for entry in bucket}
            for time, key in sorted((self.time(entry), key) for key, entry in once.items()):
                yield time, once[key]
            i += 1

    def sweep(self, minute: int) -> list[T]:
        """Return what is still in the minute, some of it twice, and keep only that."""
        bucket, time = self.buckets[minute], self.time
        bucket[:] = [entry for entry in bucket if time(entry) // MINUTE == minute]
        return bucket

    def drop(self, i: int) -> None:
        """Let go of a minute."""
        del self.buckets[self.minutes.pop(i)]
