"""Where what happens: how often each place has each kind of trouble, and when it had it last.

A spot is a place with a kind of trouble. A message is at its own place and at all around it.
"""

from functools import lru_cache
from itertools import accumulate
from zlib import crc32

from models.clusters.nearness import UNSAID
from models.clusters.rarity import UNIT, logarithm
from models.clusters.rows import Message

NEWEST = 6  # messages kept per spot
AGREES = 2  # shared words that one shared spot is worth in the search
LEAST = 43_200  # seconds that a young window is treated as reaching back

Held = list[int]  # how many troubles there were, then the positions of the newest messages
NOTHING: Held = [0]


class Spots:
    """Counts and newest positions per spot; what it holds follows from the rows in order."""

    def __init__(self) -> None:
        self.held: dict[int, Held] = {}

    def look(self, row: Message, span: int) -> tuple[tuple[int, ...], list[int], list[Held]]:
        """Return a message's spots, how seldom each has a trouble, and what is held of each.

        Seldom is in bits × UNIT: log2 of the seconds between. `span` is how many seconds the
        counts reach back.
        """
        spots, often, known = spots_of(row.place, row.category), [], []
        reach = logarithm(max(span, LEAST)) + UNIT
        for held in map(self.held.get, spots):
            twice = 2 * held[0] - 1 if held and held[0] else 1  # half a trouble for the unseen
            often.append(reach - logarithm(twice))
            known.append(held or NOTHING)
        return spots, often, known

    def count(self, place: str, category: str) -> int:
        """Return how many troubles of the category a place has had."""
        held = self.held.get(spot(place, category))
        return held[0] if held else 0

    def find(self, spots: tuple[int, ...]) -> list[int]:
        """Return the newest positions of the spots, each as often as sharing a spot is worth."""
        found: list[int] = []
        for held in map(self.held.get, spots):
            if held is not None:
                found += held[1:] * AGREES
        return found

    def remember(self, row: Message) -> None:
        """Take in a message."""
        for spot in spots_of(row.place, row.category):
            held = self.held.setdefault(spot, [0])
            held[0] += row.founder
            held.append(row.pos)
            if len(held) > NEWEST + 1:
                del held[1]

    def forget(self, row: Message) -> None:
        """Let go of the oldest message."""
        for spot in spots_of(row.place, row.category):
            held = self.held[spot]
            held[0] -= row.founder
            if held[1:2] == [row.pos]:
                del held[1]
            if held == [0]:
                del self.held[spot]


@lru_cache(maxsize=8_192)
def spots_of(place: str, category: str) -> tuple[int, ...]:
    """Return the spots of a message, the widest place first; none where a field is missing."""
    if not place or category in UNSAID:
        return ()
    steps = accumulate(place.split("/"), "{}/{}".format)
    return tuple(spot(step, category) for step in steps)


def spot(place: str, category: str) -> int:
    """Return the name of one spot."""
    return crc32(f"{place}|{category}".encode())
