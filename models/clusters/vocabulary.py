"""The words of the window: how many messages have each, and which are the newest that do."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import repeat
from math import isqrt
from operator import mul
from struct import Struct
from typing import NamedTuple

from models.clusters.rarity import PRIOR, WORTH, logarithm, logarithms

RARE = 12  # terms under which a message can be found
POSTINGS = 32  # newest messages kept per term

Terms = tuple[int, ...]
Held = list[int]  # how many messages have it, then the positions of the newest


class Reading(NamedTuple):
    """A message seen with the window's eyes."""

    terms: list[int]  # the strongest first: it is found by the first `RARE`
    weights: bytes  # of the terms, in that order
    held: list[Held | None]  # what the window holds of the terms, in that order
    vector: dict[int, int]  # term -> weight × worth², so that a dot product needs no more
    length: int  # of the vector of weight × worth


class Vocabulary:
    """Counts and postings of terms; what it holds follows from the rows in order."""

    def __init__(self) -> None:
        self.held: dict[int, Held] = {}

    def read(self, packed: bytes, weights: bytes, rows: int) -> Reading:
        """Return what the terms are worth in a window of so many rows."""
        terms, log, total = unpacked(packed), logarithms(rows), logarithm(rows + PRIOR)
        known = list(map(self.held.get, terms))
        worth = [WORTH[total - log[held[0]] if held else total] for held in known]
        strengths = list(map(mul, weights, worth))
        vector = dict(zip(terms, map(mul, strengths, worth), strict=True))
        if len(vector) < len(terms):
            return self.read(*once(terms, weights), rows)
        order = sorted(range(len(terms)), key=strengths.__getitem__, reverse=True)
        return Reading(
            list(map(terms.__getitem__, order)),
            bytes(map(weights.__getitem__, order)),
            list(map(known.__getitem__, order)),
            vector,
            isqrt(sum(map(mul, strengths, strengths))),
        )

    def remember(self, pos: int, terms: Sequence[int], known: Sequence[Held | None]) -> None:
        """Take in a message whose strongest terms come first, each with what is held of it."""
        for term, held in zip(terms[:RARE], known, strict=False):
            if held is None:
                self.held[term] = [1, pos]
                continue
            held[0] += 1
            held.append(pos)
            if len(held) > POSTINGS + 1:
                del held[1]
        for term, held in zip(terms[RARE:], known[RARE:], strict=True):
            if held is None:
                self.held[term] = [1]
            else:
                held[0] += 1

    def forget(self, pos: int, packed: bytes) -> None:
        """Let go of the oldest message."""
        for term in unpacked(packed):
            held = self.held.get(term)
            if held is None:
                continue  # a word that was told twice is forgotten once
            held[0] -= 1
            if not held[0]:
                del self.held[term]
            elif held[1:2] == [pos]:
                del held[1]


def find(reading: Reading, most: int) -> list[int]:
    """Return the positions of messages, each once for every telling term that it shares.

    Looks through little more than `most` postings, those of the strongest terms.
    """
    found: list[int] = []
    for held in reading.held[:RARE]:
        if held is not None:
            found += held[1:]
            if len(found) > most:
                break
    return found


def dot(vector: dict[int, int], packed: bytes, weights: bytes) -> int:
    """Return the product of a message read and one kept."""
    return sum(map(mul, map(vector.get, unpacked(packed), repeat(0)), weights))


def unpacked(packed: bytes) -> Terms:
    """Return the terms of a row."""
    return _format(len(packed) // 4).unpack(packed)


def repacked(terms: Collection[int]) -> bytes:
    """Return the terms as a row keeps them."""
    return _format(len(terms)).pack(*terms)


@lru_cache(maxsize=256)
def _format(count: int) -> Struct:
    return Struct(f"<{count}I")


def once(terms: Terms, weights: bytes) -> tuple[bytes, bytes]:
    """Return each term once, with the last of its weights, as a row keeps them."""
    by_term = dict(zip(terms, weights, strict=True))
    return repacked(by_term), bytes(by_term.values())
