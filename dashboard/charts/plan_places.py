"""Places without floors, such as a garage: bars along the bottom of the stacking plan."""

from collections.abc import Iterator, Sequence

from dashboard.charts.look import DIGIT, box, long
from dashboard.measure import cut, width
from models.snapshot import Building

BAR, GAP = 40, 6  # pixels of a bar's height, and between two
MARGIN = 12  # pixels beside its text


def rows(texts: Sequence[str], room: int) -> list[list[int]]:
    """Fill row after row with as many of the texts as `room` pixels hold; they keep their order."""
    filled: list[list[int]] = []
    left = 0
    for i, text in enumerate(texts):
        needed = long(text) + MARGIN
        if not filled or needed > left:
            filled.append([])
            left = room
        filled[-1].append(i)
        left -= needed
    return filled


def told(name: str, count: str, room: int) -> str:
    """Return a bar's text: the name, cut to what a whole row holds, and the count."""
    return f"{cut(name, (room - MARGIN) // DIGIT - width(count) - 1)} {count}"


def height(filled: Sequence[object]) -> int:
    """Return the pixels that the rows take."""
    return len(filled) * (BAR + GAP)


def bars(
    places: Sequence[Building], texts: Sequence[str], filled: list[list[int]], size: tuple[int, int]
) -> Iterator[dict[str, object]]:
    """Give each place's bar, the first of the `filled` rows on top; a row takes all of the width.

    Coordinates are shares of the panel, whose `size` is its width and height in pixels.
    """
    room, panel = size
    for up, row in enumerate(reversed(filled)):
        spare = (room - sum(long(texts[i]) + MARGIN for i in row)) / len(row)
        y, x = up * (BAR + GAP) / panel, 0.0
        for i in row:
            x2 = x + (long(texts[i]) + MARGIN + spare) / room
            edges = x + GAP / room / 2, min(x2, 1.0) - GAP / room / 2
            yield {"open": places[i].open, "text": texts[i]} | box(*edges, y, y + BAR / panel)
            x = x2
