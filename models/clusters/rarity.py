"""How telling a word is, from how few messages have it, in whole numbers.

The power ¾ of the logarithm, so that one rare name does not speak louder than a whole matter.
"""

from functools import lru_cache
from math import isqrt

UNIT = 16  # steps in one doubling
PRIOR = 500  # messages that a young window is treated as having had without the word
BITS = 12  # leading bits of a number that count


@lru_cache(maxsize=16_384)
def logarithm(number: int) -> int:
    """Return `UNIT` × log2 of a positive number, rounded down, without floats."""
    shift = max(0, number.bit_length() - BITS)
    return EXACT[number >> shift] + shift * UNIT


def logarithms(most: int) -> list[int]:
    """Return a list of the logarithm of count + 1 for every count up to `most` at least."""
    while len(KNOWN) <= most:
        KNOWN.append(logarithm(len(KNOWN) + 1))
    return KNOWN


EXACT: list[int] = [0, *((number**UNIT).bit_length() - 1 for number in range(1, 1 << BITS))]
KNOWN: list[int] = []
WORTH = [isqrt(isqrt(step**3 << 8)) for step in range(64 * UNIT)]  # 4 × logarithm ^ ¾
