"""What stands under a building: its name if it fits, else what tells it from the others."""

import re
from collections.abc import Sequence
from itertools import compress

from dashboard.charts.look import HALF
from dashboard.measure import lines, width

WORD = re.compile(r"\d+|[A-Za-z]+|[^\W\dA-Za-z]+")
LINES = 3  # of a name at most


def under(names: Sequence[str], short: Sequence[str], room: int) -> list[list[str]]:
    """Return the lines under each building, all together `room` pixels wide."""
    room = room // max(1, len(names)) // HALF
    whole = [[name] if width(name) <= room else lines(name, room, LINES) for name in names]
    if all(" ".join(told) == name for told, name in zip(whole, names, strict=True)):
        return whole
    return [lines(name, room, LINES) for name in short]


def brief(names: Sequence[str]) -> list[str]:
    """Leave out the words that all names have: 2栋1单元 beside 3栋2单元 is 2-1.

    Names that are not built alike, or would be alike then, stay as they are.
    """
    words = [WORD.findall(name) for name in names]
    if len({len(own) for own in words}) != 1:
        return [*names]
    apart = [len(set(place)) > 1 for place in zip(*words, strict=True)]
    short = ["-".join(compress(own, apart)) for own in words]
    return short if len(set(short)) == len(names) > 1 else [*names]
