"""A month of the portfolio with its true incidents, to score clusters and alarms on."""

import heapq
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from workers.simulate import grammar
from workers.simulate.items import Complaint, Item
from workers.simulate.plans import portfolio
from workers.simulate.rhythm import BELIEVABLE
from workers.simulate.story import events

START = 1_788_192_000  # 2026-09-01 00:00 in Shanghai


def month(
    seed: int,
    sites: int = 6,
    complaints: int = 20_000,
    phrases: Path = grammar.DEFAULT,
    start: int = START,
) -> Iterator[Item]:
    """Return the first `complaints` complaints and all staff facts among them, in time order.

    Six sites tell 20,000 in about 30 days. `phrases` is a folder like the one shipped; with
    another one, rules are scored on words that they were not tuned on.
    """
    words = grammar.load(phrases)
    stories = [
        events(plan, seed, start, BELIEVABLE, phrases=words) for plan in portfolio(seed)[:sites]
    ]
    told = 0
    for item in heapq.merge(*stories, key=attrgetter("time")):
        told += isinstance(item.data, Complaint)
        yield item
        if told == complaints:
            return
