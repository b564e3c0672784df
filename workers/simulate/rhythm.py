"""When things go wrong: hour of day, day of week, category by category."""

import random
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

HOUR = 3_600
DAY = 24 * HOUR
USUAL = [100] * 24


class Pace(Struct, frozen=True):
    """How much happens: numbers are per site and day."""

    complaints: float = 100.0  # single ones, apart from incidents
    incidents: float = 0.6
    floor: float = 0.0  # 0 to 1: how much of the mean rate even the quietest hour has
    apart: int = 8 * HOUR  # the same trouble comes not sooner to the same floor again


BELIEVABLE = Pace()
CALM = Pace(complaints=560.0, incidents=2.0, apart=2 * HOUR)
LIVELY = Pace(complaints=560.0, incidents=40.0, floor=0.6, apart=2 * HOUR)


@cache
def tables() -> dict[str, Any]:
    """Return rhythm.toml."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def shares_by_hour(kind: str) -> tuple[dict[str, float], ...]:
    """Return for each local hour the part of a usual day's complaints, by category.

    Over the 24 hours each category sums to its share, whatever hour it likes best.
    """
    hours, louder = tables()["hours"][kind], tables()["louder"]
    day: list[dict[str, float]] = [{} for _ in hours]
    for category, share in tables()["shares"][kind].items():
        loud = louder.get(category, USUAL)
        curve = [busy * percent for busy, percent in zip(hours, loud, strict=True)]
        for hour, weight in enumerate(curve):
            day[hour][category] = share / 1000 * weight / sum(curve)
    return tuple(day)


def rates(kind: str, zone: str, at: int, pace: Pace) -> tuple[float, dict[str, float]]:
    """Return the complaints expected in the hour from `at`, and their categories' weights."""
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    weights = shares_by_hour(kind)[local.hour]
    busy = sum(weights.values()) * tables()["days"][kind][local.weekday()] / 100
    return pace.complaints * max(busy, pace.floor / 24), weights


def seeded(*names: object) -> random.Random:
    """Return a generator of its own for what the names name; equal names, equal numbers."""
    return random.Random("/".join(map(str, names)))  # noqa: S311 - a story, no secret


def poisson(rng: random.Random, mean: float) -> int:
    """Return how many happen when `mean` are expected."""
    count, passed = 0, rng.expovariate(1.0)
    while passed < mean:
        count, passed = count + 1, passed + rng.expovariate(1.0)
    return count


def pick(rng: random.Random, weights: Mapping[str, float]) -> str:
    """Return one key by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]
