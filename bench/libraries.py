"""Duplicate finders that others publish, each used as its documentation shows.

They need the `bench` group of dependencies, so no test imports this file. All join the cluster
of the most alike message found, or begin one; the likeness asked for is a parameter, which
`score.py` chooses on the development labels.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from struct import unpack
from typing import Any

from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz, process
from rensa import RMinHash, RMinHashLSH

from bench.methods import Clusters, Texts
from models.clusters.rows import Message

PERMUTATIONS, BANDS, SEED = 128, 64, 42
BLOCK = 100  # newest messages of a block that rapidfuzz compares with
READ = 60  # characters of a message that it reads


def datasketch_lsh(messages: Sequence[Message], _: Texts, like: float) -> Clusters:
    """MinHash LSH of datasketch over the words of a message."""
    lsh, known = MinHashLSH(threshold=like, num_perm=PERMUTATIONS), {}

    def sketch(words: list[str]) -> Any:
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([word.encode() for word in words])
        return made

    clusters: Clusters = {}
    for message in messages:
        mine = known[message.key] = sketch(words_of(message))
        near = [(mine.jaccard(known[key]), key) for key in lsh.query(mine)]
        assign(clusters, message.key, near, like)
        lsh.insert(message.key, mine)
    return clusters


def rensa_lsh(messages: Sequence[Message], _: Texts, like: float) -> Clusters:
    """MinHash LSH of rensa, likewise."""
    lsh = RMinHashLSH(threshold=like, num_perm=PERMUTATIONS, num_bands=BANDS)
    known: list[tuple[str, Any]] = []
    clusters: Clusters = {}
    for number, message in enumerate(messages):
        mine = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        mine.update(words_of(message))
        near = [(mine.jaccard(known[i][1]), known[i][0]) for i in lsh.query(mine)]
        assign(clusters, message.key, near, like)
        lsh.insert(number, mine)
        known.append((message.key, mine))
    return clusters


def rapidfuzz_block(messages: Sequence[Message], texts: Texts, like: float) -> Clusters:
    """Compare, by rapidfuzz, with the newest texts of the same building and category."""
    blocks: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    clusters: Clusters = {}
    for message in messages:
        block = blocks[message.place.partition("/")[0], message.category]
        mine = texts[message.key][:READ]
        found = process.extractOne(
            mine, block, scorer=fuzz.token_set_ratio, score_cutoff=like * 100
        )
        assign(clusters, message.key, [(found[1] / 100, found[2])] if found else [], like)
        block[message.key] = mine
        if len(block) > BLOCK:
            del block[next(iter(block))]
    return clusters


def assign(clusters: Clusters, key: str, near: list[tuple[float, str]], like: float) -> None:
    """Join the most alike, if it is alike enough."""
    best = max(near, default=(0.0, key))
    clusters[key] = clusters[best[1]] if best[0] >= like and best[1] in clusters else key


def words_of(message: Message) -> list[str]:
    """Return the terms as words of a kind."""
    return [f"{term:x}" for term in unpack(f"<{len(message.weights)}I", message.terms)]


LIBRARIES: dict[str, tuple[Callable[[Sequence[Message], Texts, float], Clusters], list[float]]] = {
    "MinHash LSH, datasketch": (datasketch_lsh, [0.1, 0.15, 0.2, 0.3, 0.5]),
    "MinHash LSH, rensa": (rensa_lsh, [0.1, 0.15, 0.2, 0.3, 0.5]),
    "rapidfuzz in a block": (rapidfuzz_block, [0.25, 0.3, 0.35, 0.4, 0.5]),
}
