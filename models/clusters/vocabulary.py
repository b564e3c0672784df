"""The words of the window: how many messages have each, and which are the newest that do."""

from collections import Counter
from functools import lru_cache
from itertools import repeat
from math import isqrt
from operator import mul
from struct import Struct, pack
from typing import NamedTuple

from models.clusters.rarity import PRIOR, WORTH, logarithm, logarithms

RARE = 12  # terms under which a message can be found
POSTINGS = 32  # newest messages kept per term

Terms = tuple[int, ...]


class Reading(NamedTuple):
    """A message seen with the window's eyes."""

    terms: list[int]  # the strongest first: it is found by the first `RARE`
    weights: bytes  # of the terms, in that order
    vector: dict[int, int]  # term -> weight × worth², so that a dot product needs no more
    length: int  # of the vector of weight × worth


class Vocabulary:
    """Counts and postings of terms; what it holds follows from the rows in order."""

    def __init__(self) -> None:
        self.counts: Counter[int] = Counter()
        self.postings: dict[int, list[int]] = {}

    def read(self, packed: bytes, weights: bytes, rows: int) -> Reading:
        """Return what the terms are worth in a window of so many rows."""
        terms, log, total = unpacked(packed), logarithms(rows), logarithm(rows + PRIOR)
        worth = [WORTH[total - log[count]] for count in map(self.counts.get, terms, repeat(0))]
        strengths = list(map(mul, weights, worth))
        order = sorted(range(len(terms)), key=strengths.__getitem__, reverse=True)
        return Reading(
            list(map(terms.__getitem__, order)),
            bytes(map(weights.__getitem__, order)),
            dict(zip(terms, map(mul, strengths, worth), strict=True)),
            isqrt(sum(map(mul, strengths, strengths))),
        )

    def find(self, terms: list[int], most: int) -> list[int]:
        """Return the positions of messages, each once for every telling term that it shares.

        Looks through little more than `most` postings, those of the strongest terms.
        """
        found: list[int] = []
        for held in map(self.postings.get, terms[:RARE]):
            if held is not None:
                found += held
                if len(found) > most:
                    break
        return found

    def remember(self, pos: int, packed: bytes) -> None:
        """Take in a message whose strongest terms come first."""
        terms, postings = unpacked(packed), self.postings
        self.counts.update(terms)
        for term in terms[:RARE]:
            held = postings.get(term)
            if held is None:
                postings[term] = [pos]
                continue
            held.append(pos)
            if len(held) > POSTINGS:
                del held[0]

    def forget(self, pos: int, packed: bytes) -> None:
        """Let go of the oldest message."""
        counts, postings, terms = self.counts, self.postings, unpacked(packed)
        for term in terms:
            counts[term] -= 1
            if not counts[term]:
                del counts[term]
        for term in terms[:RARE]:
            held = postings.get(term)
            if held is not None and held[0] == pos:
                del held[0]
                if not held:
                    del postings[term]


def dot(vector: dict[int, int], packed: bytes, weights: bytes) -> int:
    """Return the product of a message read and one kept."""
    return sum(map(mul, map(vector.get, unpacked(packed), repeat(0)), weights))


def unpacked(packed: bytes) -> Terms:
    """Return the terms of a row."""
    return _format(len(packed) // 4).unpack(packed)


def repacked(terms: list[int]) -> bytes:
    """Return the terms as a row keeps them."""
    return pack(f"<{len(terms)}I", *terms)


@lru_cache(maxsize=256)
def _format(count: int) -> Struct:
    return Struct(f"<{count}I")
