"""Rebuilt from its rows the index judges as if it had never stopped."""

import random
from struct import pack

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.clusters.index import Index
from models.clusters.rows import Judgement, Message
from models.policy import ClusterRules

RULES = ClusterRules(window=4_000, rows=40)
ROWS = msgspec.msgpack.Decoder(list[Message])


def messages(seed: int, count: int) -> list[Message]:
    """Return messages over few words and places, so that much is alike and ties are common."""
    rng = random.Random(seed)  # noqa: S311 - a seeded day is no secret
    at, made = 1_000_000, []
    for pos in range(1, count + 1):
        at += rng.randrange(0, 200)
        terms = rng.sample(range(60), rng.randrange(0, 16))
        place = rng.choice(["", "A", "A/1", "A/1/101", "A/1/102", "B/2"])
        category = rng.choice(["other", "engineering.lift", "engineering.power", "parking"])
        made.append(
            Message(pos, f"s/{pos}", f"s/{pos}", at, at - rng.randrange(0, 50), place, category,
                    pack(f"<{len(terms)}I", *terms), bytes(rng.choice((3, 5, 10)) for _ in terms))
        )  # fmt: skip
    return made


def judged(day: list[Message], cuts: frozenset[int], seed: int) -> list[Judgement]:
    """Judge the day, with people moving and merging, saved and loaded at the cuts."""
    index, verdicts = Index(RULES), []
    rng = random.Random(seed)  # noqa: S311 - a seeded day is no secret
    for message in day:
        index.expire(message.at)
        verdict = index.judge(message)
        message.cluster = verdict.joined or message.cluster
        index.add(message)
        verdicts.append(verdict)
        if rng.random() < 0.1:
            index.move(rng.randrange(1, message.pos + 1), f"s/{rng.randrange(1, message.pos + 1)}")
        if rng.random() < 0.05:
            into = f"s/{rng.randrange(1, message.pos + 1)}"
            for pos in sorted(index.members[message.cluster]):
                index.move(pos, into)
        if message.pos in cuts:
            rows = [index.rows[pos] for pos in sorted(index.rows)]
            index = Index.load(RULES, ROWS.decode(msgspec.msgpack.encode(rows)))
    return verdicts


def same(seed: int, count: int, cuts: frozenset[int]) -> None:
    """Compare what was judged with what is judged with reloads between."""
    live = judged(messages(seed, count), frozenset(), seed)
    assert judged(messages(seed, count), cuts, seed) == live
    assert sum(verdict.joined is not None for verdict in live) > count // 12


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.frozensets(st.integers(1, 100), max_size=8))
def test_saving_and_loading_change_no_judgement(seed: int, cuts: frozenset[int]) -> None:
    """Reloads at random cuts, with rows expiring and people moving them, change no verdict."""
    same(seed, 100, cuts)


@pytest.mark.soak
def test_saving_and_loading_change_no_judgement_long() -> None:
    """Nor do they in 100 longer days."""
    for seed in range(100):
        rng = random.Random(seed)  # noqa: S311 - a seeded day is no secret
        same(seed, 400, frozenset(rng.sample(range(1, 400), 12)))
