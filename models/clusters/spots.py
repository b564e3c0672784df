"""Where what happens: how often each place has each kind of trouble, and when it had it last.

A spot is a place with a kind of trouble. A message is at its own place and at all around it.
"""

from zlib import crc32

from models.clusters.nearness import UNSAID
from models.clusters.rarity import UNIT, logarithm
from models.clusters.rows import Message

NEWEST = 6  # messages kept per spot
AGREES = 3  # shared words that one shared spot is worth in the search
LEAST = 43_200  # seconds that a young window is treated as reaching back


class Spots:
    """Counts and newest positions per spot; what it holds follows from the rows in order."""

    def __init__(self) -> None:
        self.held: dict[int, list[int]] = {}  # spot -> count, then the newest positions

    def find(self, spots: list[int], shared: dict[int, int]) -> None:
        """Count in `shared`, per position, the spots that a message has too."""
        get = shared.get
        for spot in spots:
            held = self.held.get(spot)
            if held is not None:
                for pos in held[1:]:
                    shared[pos] = get(pos, 0) + AGREES

    def rarity(self, spot: int, span: int) -> int:
        """Return how seldom the spot has a trouble, in bits × UNIT: log2 of the seconds between.

        `span` is how many seconds the counts reach back.
        """
        held = self.held.get(spot)
        twice = max(1, 2 * held[0] - 1) if held else 1  # with half a trouble for the unseen
        return logarithm(max(span, LEAST)) + UNIT - logarithm(twice)

    def remember(self, row: Message) -> None:
        """Take in a message."""
        for spot in spots_of(row):
            held = self.held.setdefault(spot, [0])
            held[0] += row.founder
            held.append(row.pos)
            if len(held) > NEWEST + 1:
                del held[1]

    def forget(self, row: Message) -> None:
        """Let go of the oldest message."""
        for spot in spots_of(row):
            held = self.held[spot]
            held[0] -= row.founder
            if held[1:2] == [row.pos]:
                del held[1]
            if held == [0]:
                del self.held[spot]


def spots_of(row: Message) -> list[int]:
    """Return the spots of a message, the widest place first; none where a field is missing."""
    if not row.place or row.category in UNSAID:
        return []
    spots, end = [], 0
    while end >= 0:
        end = row.place.find("/", end + 1)
        place = row.place if end < 0 else row.place[:end]
        spots.append(crc32(f"{place}|{row.category}".encode()))
    return spots
