"""What falls due when: one entry per complaint, cheap to move, listed soonest first."""

from bisect import bisect_left, insort
from collections.abc import Iterator

MINUTE = 60


class Agenda:
    """Entries in buckets of one minute. All times are epoch seconds."""

    def __init__(self) -> None:
        self.buckets: dict[int, dict[str, int]] = {}
        self.minutes: list[int] = []

    def add(self, key: str, time: int) -> None:
        """Enter `key` at `time`."""
        minute = time // MINUTE
        bucket = self.buckets.get(minute)
        if bucket is None:
            self.buckets[minute] = {key: time}
            insort(self.minutes, minute)
        else:
            bucket[key] = time

    def remove(self, key: str, time: int) -> None:
        """Take out `key`, which was entered at `time`."""
        minute = time // MINUTE
        bucket = self.buckets[minute]
        del bucket[key]
        if not bucket:
            del self.buckets[minute]
            del self.minutes[bisect_left(self.minutes, minute)]

    def move(self, key: str, old: int, new: int) -> None:
        """Move `key` from `old` to `new`; 0 means that it is not, or shall not be, entered."""
        if old == new:
            return
        if old:
            self.remove(key, old)
        if new:
            self.add(key, new)

    def first(self) -> int | None:
        """Return the soonest time, None if there is none."""
        return min(self.buckets[self.minutes[0]].values()) if self.minutes else None

    def until(self, time: int) -> Iterator[tuple[int, str]]:
        """Yield (time, key) of all entries up to and including `time`; sorted by minute only."""
        for minute in self.minutes[: bisect_left(self.minutes, time // MINUTE + 1)]:
            for key, due in self.buckets[minute].items():
                if due <= time:
                    yield due, key

    def soonest(self) -> Iterator[tuple[int, str]]:
        """Yield (time, key) soonest first, those of one second by key."""
        for minute in self.minutes:
            yield from sorted((due, key) for key, due in self.buckets[minute].items())

    def __len__(self) -> int:
        return sum(len(bucket) for bucket in self.buckets.values())
