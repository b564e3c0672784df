"""Comparing a new message in full with a few that share much with it."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from models.clusters.likeness import FADE, SILENT, left, lift, likeness
from models.clusters.nearness import FULL, UNKNOWN, distance, kinship
from models.clusters.rarity import logarithm
from models.clusters.rows import Message
from models.clusters.spots import Held
from models.clusters.vocabulary import Reading, dot

SAME = 850  # of the words counts at a place so near that its trouble may be one that returned
MINUTE = 60
AT_ONCE = logarithm(MINUTE)  # what comes within a minute

Compared = tuple[int, int, int]  # position, score, what that would be if no time had passed


class View(NamedTuple):
    """A new message, its words and its spots as the window sees them."""

    message: Message
    reading: Reading
    spots: tuple[int, ...]  # the widest place first
    rarity: list[int]  # of the spots
    held: list[Held]  # at the spots


def compare(view: View, rows: Iterable[Message], least: int) -> list[Compared]:
    """Return the scores of the rows; without those that no words could bring to `least`."""
    vector, length, rarity = view.reading.vector, view.reading.length, view.rarity
    time, place, category = view.message.time, view.message.place, view.message.category
    found = []
    for row in rows:
        steps, shared = distance(place, row.place)
        kind = kinship(category, row.category)
        much = there = left(steps, shared, kind)
        more = 0
        if steps != UNKNOWN:
            apart = abs(time - row.time)
            much = there * FADE // (FADE + apart)
            if kind == FULL and shared:  # by how much faster they come than chance would have it
                held = view.held[shared - 1]
                since = len(held) - bisect_left(held, row.pos, 1)  # how many came from it on
                pause = apart // since
                more = lift(rarity[shared - 1] - (logarithm(pause) if pause > MINUTE else AT_ONCE))
        same = kind == FULL and there >= SAME
        if not same and likeness(FULL, much, more) < least:
            continue
        if both := length * row.length:
            words = min(FULL, FULL * dot(vector, row.terms, row.weights) // both)
            past = words * there // FULL if same else 0
            found.append((row.pos, likeness(words, much, more), past))
        elif steps == 0 and kind == FULL:
            found.append((row.pos, likeness(SILENT, much, more), 0))
    return found
