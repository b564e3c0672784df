"""What a message costs does not follow how many complaints are open: counted, not timed."""

import random
from struct import pack

import pytest

from models.clusters.index import LOOKED_AT, SEEN, Index
from models.clusters.rows import Message
from models.clusters.spots import AGREES, NEWEST
from models.clusters.vocabulary import POSTINGS, RARE, find
from models.policy import ClusterRules

WORDS = 14  # of a message
DEPTH = 3  # steps of a place's path


def message(rng: random.Random, pos: int) -> Message:
    """Return a message of common and of rare words, at one of few places, of one of few kinds."""
    common = [min(rng.randrange(1, 400), rng.randrange(1, 400)) for _ in range(WORDS - 2)]
    terms = list(dict.fromkeys([*common, *(rng.getrandbits(31) + 1_000 for _ in range(2))]))
    place = f"{rng.randrange(4)}/{rng.randrange(9)}/{rng.randrange(9)}"
    kind = rng.choice(("engineering.lift", "engineering.power", "parking.fee"))
    return Message(pos, f"s/{pos}", f"s/{pos}", pos * 20, pos * 20, place, kind,
                   pack(f"<{len(terms)}I", *terms), bytes([5] * len(terms)))  # fmt: skip


def grown(size: int) -> tuple[Index, random.Random]:
    """Return an index that holds so many messages."""
    rng = random.Random(size)  # noqa: S311 - a seeded day is no secret
    index = Index(ClusterRules(rows=size))
    for pos in range(1, size + 1):
        row = message(rng, pos)
        row.cluster = index.judge(row).joined or row.cluster
        index.add(row)
    return index, rng


@pytest.mark.parametrize("size", [60, 900])
def test_work_and_memory_of_a_message_are_bounded(size: int) -> None:
    """With 15 times as many open, no more postings and messages are looked at, or kept of each."""
    index, rng = grown(size)
    for pos in range(size + 1, size + 60):
        view = index._look(message(rng, pos))
        assert len(find(view.reading, SEEN[True])) <= SEEN[True] + POSTINGS
        assert len(index.spots.find(view.spots)) <= DEPTH * NEWEST * AGREES
        assert len(index._candidates(view)) <= LOOKED_AT[True]
    kept = sum(map(len, index.words.held.values())) + sum(map(len, index.spots.held.values()))
    counts = len(index.words.held) + len(index.spots.held)
    assert kept - counts <= size * (RARE + DEPTH)
    assert counts <= size * (WORDS + DEPTH)
