"""The newest messages of a site, findable by their rarest words and by their place.

Everything here follows from the saved rows in order of position: rebuilt from them, the index
judges exactly as if it had never stopped. Cost per message is bounded by caps, not by size.
"""

from collections import deque
from collections.abc import Iterable
from heapq import nlargest
from itertools import repeat
from math import isqrt
from operator import mul
from struct import pack, unpack
from typing import NamedTuple
from zlib import crc32

from models.clusters.likeness import SILENT, likeness
from models.clusters.nearness import FULL, UNKNOWN, distance, kinship
from models.clusters.rarity import PRIOR, WORTH, logarithm, logarithms
from models.clusters.rows import Judgement, Message, Reason
from models.policy import ClusterRules

RARE = 12  # terms under which a message can be found
POSTINGS = 32  # newest messages kept per term
SEEN = 96  # postings looked through
LOOKED_AT = 6  # messages compared in full
SUGGESTIONS = 3
REASONS = 5
AGREES = 3  # shared words that a shared place and kind of trouble is worth

POSITION = 48  # bits
FEW = 3  # members of a cluster that speak for it

Words = tuple[int, ...]
Ranked = tuple[int, int, str]  # score, position of the nearest message, cluster


class Reading(NamedTuple):
    """A message seen with the window's eyes."""

    terms: Words
    vector: dict[int, int]  # term -> weight × rarity², so that a dot product needs no more
    length: int
    strongest: list[int]  # the terms it is found by, strongest first


class Index:
    """The window of one site."""

    def __init__(self, rules: ClusterRules) -> None:
        self.rules = rules
        self.rows: dict[int, Message] = {}
        self.order: deque[int] = deque()
        self.counts: dict[int, int] = {}  # term -> messages in the window that have it
        self.postings: dict[int, list[int]] = {}  # term or spot -> newest positions
        self.members: dict[str, dict[int, None]] = {}
        self._logarithms = logarithms(rules.rows + 1)
        self._read_last: Message | None = None  # add() follows judge(): it need not read again
        self._reading = Reading((), {}, 0, [])

    @classmethod
    def load(cls, rules: ClusterRules, rows: Iterable[Message]) -> "Index":
        """Rebuild the index from its saved rows, given in order of position."""
        index = cls(rules)
        for row in rows:
            index._remember(row)
        return index

    def judge(self, message: Message, apart: frozenset[str] = frozenset()) -> Judgement:
        """Say where the message belongs; never in the clusters `apart`. Changes nothing."""
        reading = self._reading = self._read(message)
        self._read_last = message
        alike: dict[str, list[tuple[int, int]]] = {}
        for pos in self._candidates(message, reading):
            row = self.rows[pos]
            if row.cluster not in apart:
                alike.setdefault(row.cluster, []).append((self._score(message, row, reading), pos))
        ranked = sorted((self._weigh(name, near) for name, near in alike.items()), reverse=True)
        return self._verdict(message, reading, ranked)

    def add(self, message: Message) -> None:
        """Take in a message whose cluster is known. Reorders its terms, the strongest first."""
        reading = self._reading if self._read_last is message else self._read(message)
        message.length = reading.length
        weights = dict(zip(reading.terms, message.weights, strict=True))
        first = dict.fromkeys(reading.strongest)
        terms = [*first, *(term for term in weights if term not in first)]
        message.terms = pack(f"<{len(terms)}I", *terms)
        message.weights = bytes(map(weights.__getitem__, terms))
        self._remember(message)

    def expire(self, at: int) -> list[int]:
        """Drop what is older than the window or beyond its size; return the positions."""
        dropped = []
        while self.order and (
            len(self.order) > self.rules.rows
            or self.rows[self.order[0]].at < at - self.rules.window
        ):
            pos = self.order.popleft()
            self._forget(self.rows.pop(pos))
            dropped.append(pos)
        return dropped

    def move(self, pos: int, cluster: str) -> None:
        """A person put a message into another cluster. Unknown positions are ignored."""
        row = self.rows.get(pos)
        if row is not None:
            self._leave(row)
            row.cluster = cluster
            self.members.setdefault(cluster, {})[pos] = None

    def merge(self, old: str, new: str) -> list[int]:
        """A person made one cluster of two; returns the positions that moved."""
        moved = sorted(self.members.get(old, ()))
        for pos in moved:
            self.move(pos, new)
        return moved

    def _read(self, message: Message) -> Reading:
        terms, weights = _terms(message.terms), message.weights
        total, parts_of = logarithm(len(self.order) + PRIOR), self._logarithms
        rare = [WORTH[total - parts_of[count]] for count in map(self.counts.get, terms, repeat(0))]
        strengths = list(map(mul, weights, rare))
        ranks = [strength << 32 | term for strength, term in zip(strengths, terms, strict=True)]
        ranks.sort(reverse=True)
        return Reading(
            terms,
            dict(zip(terms, map(mul, strengths, rare), strict=True)),
            isqrt(sum(map(mul, strengths, strengths))),
            [rank & 0xFFFF_FFFF for rank in ranks[:RARE]],
        )

    def _candidates(self, message: Message, reading: Reading) -> list[int]:
        """The messages that share most keys with this one, the newer first among equals."""
        shared: dict[int, int] = {}
        get, seen = shared.get, 0
        spots = _spots(message)
        for key in (*spots, *reading.strongest):
            held = self.postings.get(key)
            if held is None:
                continue
            worth = AGREES if key in spots else 1
            for pos in held:
                shared[pos] = get(pos, 0) + worth
            seen += len(held)
            if seen > SEEN:
                break
        if len(shared) <= LOOKED_AT:
            return list(shared)
        ranks = sorted([much << POSITION | pos for pos, much in shared.items()])
        return [rank & (1 << POSITION) - 1 for rank in ranks[-LOOKED_AT:]]

    def _score(self, message: Message, row: Message, reading: Reading) -> int:
        words = SILENT
        if reading.length and row.length:
            shared = map(reading.vector.get, _terms(row.terms), repeat(0))
            dot = sum(map(mul, shared, row.weights))
            words = min(FULL, FULL * dot // (reading.length * row.length))
        place = distance(message.place, row.place)
        kind = kinship(message.category, row.category)
        if place[0] == kind == UNKNOWN:
            return words
        return likeness(words, place, kind, abs(message.time - row.time))

    def _weigh(self, cluster: str, near: list[tuple[int, int]]) -> Ranked:
        """Half the nearest message, half the mean of the three nearest of the cluster."""
        near.sort(reverse=True)
        few = min(FEW, len(self.members[cluster]))
        mean = sum(score for score, _ in near[:few]) // few
        return (near[0][0] + mean) // 2, near[0][1], cluster

    def _verdict(self, message: Message, reading: Reading, ranked: list[Ranked]) -> Judgement:
        ranked = [entry for entry in ranked if entry[0] >= self.rules.suggested]
        if not ranked:
            return Judgement()
        score, pos, cluster = ranked[0]
        joins = score >= self.rules.joined
        others = tuple(entry[2] for entry in ranked[joins : joins + SUGGESTIONS])
        reason = self._reason(message, reading, pos, score)
        return Judgement(cluster if joins else None, others, reason)

    def _reason(self, message: Message, reading: Reading, pos: int, score: int) -> Reason:
        row, vector = self.rows[pos], reading.vector
        shared = [(vector[term], term) for term in _terms(row.terms) if vector.get(term)]
        return Reason(
            like=row.key,
            score=score,
            place=distance(message.place, row.place)[0],
            minutes=abs(message.time - row.time) // 60,
            shared=tuple(term for _, term in nlargest(REASONS, shared)),
        )

    def _remember(self, row: Message) -> None:
        self._read_last = None
        self.rows[row.pos] = row
        self.order.append(row.pos)
        self.members.setdefault(row.cluster, {})[row.pos] = None
        counts = self.counts
        terms = _terms(row.terms)
        for term in terms:
            counts[term] = counts.get(term, 0) + 1
        for key in (*terms[:RARE], *_spots(row)):
            held = self.postings.setdefault(key, [])
            held.append(row.pos)
            if len(held) > POSTINGS:
                del held[0]

    def _forget(self, row: Message) -> None:
        self._read_last = None
        self._leave(row)
        terms = _terms(row.terms)
        for term in terms:
            left = self.counts[term] - 1
            if left:
                self.counts[term] = left
            else:
                del self.counts[term]
        for key in (*terms[:RARE], *_spots(row)):
            held = self.postings.get(key, [])
            if held and held[0] == row.pos:
                del held[0]
            if not held:
                self.postings.pop(key, None)

    def _leave(self, row: Message) -> None:
        members = self.members[row.cluster]
        del members[row.pos]
        if not members:
            del self.members[row.cluster]


def _terms(packed: bytes) -> Words:
    return unpack(f"<{len(packed) // 4}I", packed)


def _spots(row: Message) -> tuple[int, ...]:
    """The place and the one around it, each with the kind of trouble, as keys to be found by."""
    if not row.place:
        return ()
    top, around = row.category.partition(".")[0], row.place.rpartition("/")[0]
    here = crc32(f"{row.place}|{top}".encode())
    return (here, crc32(f"{around}|{top}".encode())) if around else (here,)
