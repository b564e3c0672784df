"""How rare a number is, in integers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.crisis.chance import UNIT, bound, rarer, rarest
from models.crisis.early import chance


def tail(count: int, usual: float) -> float:
    """Return the chance of `count` or more, by floating point."""
    return 1 - sum(math.exp(-usual) * usual**k / math.factorial(k) for k in range(count))


@pytest.mark.parametrize("count", [1, 2, 5, 6, 8, 20, 60])
@pytest.mark.parametrize("odds", [1_000, 10_000, 1_000_000])
def test_the_largest_usual_number(odds: int, count: int) -> None:
    """Just at it the chance is below one in `odds`, a step above it is not."""
    limit = rarest(odds, count)
    assert rarer(odds, count, limit)
    assert not rarer(odds, count, limit + 1)
    assert tail(count, limit / UNIT) * odds < 1.001
    assert tail(count, (limit + 1) / UNIT) * odds > 0.999


def test_the_example_of_the_handbook() -> None:
    """Six in an hour where 0.4 are usual are rarer than one in 10,000, not than in a million."""
    usual = 4 * UNIT // 10
    assert usual <= rarest(10_000, 6)
    assert usual > rarest(1_000_000, 6)


@settings(max_examples=25)
@given(st.integers(2, 2_000), st.sampled_from([1_000, 10_000, 1_000_000]))
def test_more_people_allow_more_usual(count: int, odds: int) -> None:
    """The limit never asks for less than the bound does, and lies below the count."""
    assert max(-1, bound(odds, count)) <= rarest(odds, count) < count * UNIT


@settings(max_examples=40)
@given(st.integers(1, 59), st.integers(0, 59), st.integers(1, 59))
def test_the_chance_of_the_next_level(latest: int, older: int, lacking: int) -> None:
    """It rises with the people of late, and falls with those before and those that lack."""
    here = chance(latest, older, lacking)
    assert 0 <= chance(latest, older, lacking + 1) <= here <= chance(latest + 1, older, lacking)
    assert chance(latest, older + 1, lacking) <= here <= 1_000
