"""The words of the window: how many messages have each, and which are the newest that do."""

from itertools import repeat
from math import isqrt
from operator import mul
from struct import pack, unpack
from typing import NamedTuple

from models.clusters.rarity import PRIOR, WORTH, logarithm, logarithms

RARE = 12  # terms under which a message can be found
POSTINGS = 32  # newest messages kept per term

Terms = tuple[int, ...]


class Reading(NamedTuple):
    """A message seen with the window's eyes."""

    terms: Terms
    vector: dict[int, int]  # term -> weight × worth², so that a dot product needs no more
    length: int  # of the vector of weight × worth
    strongest: list[int]  # the terms it is found by, strongest first


class Vocabulary:
    """Counts and postings of terms; what it holds follows from the rows in order."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.postings: dict[int, list[int]] = {}

    def read(self, packed: bytes, weights: bytes, rows: int) -> Reading:
        """Return what the terms are worth in a window of so many rows."""
        terms, log = unpacked(packed), logarithms(rows)
        total = logarithm(rows + PRIOR)
        worths = [WORTH[total - log[count]] for count in map(self.counts.get, terms, repeat(0))]
        strengths = list(map(mul, weights, worths))
        ranks = [strength << 32 | term for strength, term in zip(strengths, terms, strict=True)]
        ranks.sort(reverse=True)
        return Reading(
            terms,
            dict(zip(terms, map(mul, strengths, worths), strict=True)),
            isqrt(sum(map(mul, strengths, strengths))),
            [rank & 0xFFFF_FFFF for rank in ranks[:RARE]],
        )

    def find(self, reading: Reading, shared: dict[int, int], most: int) -> None:
        """Count in `shared`, per position, the telling terms that a message has too.

        Looks through little more than `most` postings, those of the strongest terms.
        """
        get, seen = shared.get, 0
        for term in reading.strongest:
            held = self.postings.get(term)
            if held is None:
                continue
            for pos in held:
                shared[pos] = get(pos, 0) + 1
            seen += len(held)
            if seen > most:
                break

    def remember(self, pos: int, packed: bytes) -> None:
        """Take in a message whose strongest terms come first."""
        counts, postings, terms = self.counts, self.postings, unpacked(packed)
        for term in terms:
            counts[term] = counts.get(term, 0) + 1
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
            held = postings.get(term, [])
            if held[:1] == [pos]:
                del held[0]
                if not held:
                    del postings[term]


def dot(reading: Reading, packed: bytes, weights: bytes) -> int:
    """Return the product of a message read and one kept."""
    return sum(map(mul, map(reading.vector.get, unpacked(packed), repeat(0)), weights))


def ordered(reading: Reading, weights: bytes) -> tuple[bytes, bytes]:
    """Return the terms and weights again, packed, the strongest terms first."""
    by_term = dict(zip(reading.terms, weights, strict=True))
    first = dict.fromkeys(reading.strongest)
    terms = [*first, *(term for term in by_term if term not in first)]
    return pack(f"<{len(terms)}I", *terms), bytes(map(by_term.__getitem__, terms))


def unpacked(packed: bytes) -> Terms:
    """Return the terms of a row."""
    return unpack(f"<{len(packed) // 4}I", packed)
