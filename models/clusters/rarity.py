"""How telling a word is, from how few messages have it, in whole numbers.

The power ¾ of the logarithm, so that one rare name does not speak louder than a whole matter.
"""

from math import isqrt

UNIT = 16  # steps in one doubling
PRIOR = 500  # messages that a young window is treated as having had without the word
EXACT = 4_096


def logarithm(number: int) -> int:
    """Return `UNIT` × log2 of a positive number, rounded down, without floats."""
    if number >= EXACT:
        return logarithm(number >> 4) + 4 * UNIT
    return int((number**UNIT).bit_length()) - 1


def logarithms(most: int) -> list[int]:
    """Return a list of the logarithm of count + 1 for every count up to `most` at least."""
    while len(KNOWN) <= most:
        KNOWN.append(logarithm(len(KNOWN) + 1))
    return KNOWN


KNOWN: list[int] = []
WORTH = [isqrt(isqrt(step**3 << 8)) for step in range(64 * UNIT)]  # 4 × logarithm ^ ¾
