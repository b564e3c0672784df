"""How rare a number is: the tail of the Poisson distribution, in integers only.

Usual numbers are fixed-point, in 1/UNIT per hour; odds say "one in so many". Python's integers
give the same answer everywhere, which floating point does not promise.
"""

from decimal import Decimal
from functools import lru_cache
from math import isqrt

UNIT = 1_024
EXACT = 128  # numbers above are judged by a bound that never overstates how rare they are
ONE = 1 << 80  # fixed point of the sums below
MILLI = 1_000
SHARE = 50  # what never came is taken for one in so many complaints
GUESSED = 10  # complaints that this guess weighs as much as


def by_share(others: int, before: int, all_before: int) -> int:
    """Return how many are usual beside `others`, where `before` of `all_before` were like them."""
    return others * UNIT * (SHARE * before + GUESSED) // (SHARE * (all_before + GUESSED))


@lru_cache(maxsize=4_096)
def rarest(odds: int, count: int) -> int:
    """Return the largest usual number for which `count` or more is rarer than one in `odds`.

    −1 if there is none: then not even a place that knows no trouble makes `count` rare.
    """
    if count > EXACT:
        return bound(odds, count)
    low, high = max(-1, bound(odds, count)), count * UNIT
    while high - low > 1:
        middle = (low + high) // 2
        if rarer(odds, count, middle):
            low = middle
        else:
            high = middle
    return low


def rarer(odds: int, count: int, usual: int) -> bool:
    """Whether `count` or more has a chance below one in `odds` where `usual` are expected."""
    term, below, k = ONE, 0, 0
    total = 0
    while term:
        if k < count:
            below += term
        total += term
        k += 1
        term = term * usual // (UNIT * k)
    return odds * (total - below) < total


def bound(odds: int, count: int) -> int:
    """Return the same by Chernoff's bound, which asks for a little more than is needed.

    P(X >= n) <= exp(-(n - m)² / 2n), so it is rare where (n - m)² >= 2n · ln(odds).
    """
    needed = 2 * count * log_milli(odds) * UNIT * UNIT // MILLI
    return count * UNIT - root(needed)


@lru_cache(maxsize=16)
def log_milli(odds: int) -> int:
    """Return the natural logarithm in thousandths, rounded up."""
    return int(Decimal(odds).ln() * MILLI) + 1


def root(square: int) -> int:
    """Return the square root, rounded up."""
    guess = isqrt(square)
    return guess if guess * guess == square else guess + 1
