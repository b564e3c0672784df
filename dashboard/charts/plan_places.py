"""Places without floors, such as a garage: bars along the bottom of the stacking plan."""

from collections.abc import Iterator, Sequence

from dashboard.charts.look import DIGIT, STRONG
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
    places: Sequence[Building], texts: Sequence[str], room: int, panel: int
) -> Iterator[dict[str, object]]:
    """Give each place's bar, the first row on top; a row takes all of the room.

    Coordinates are shares of `room` by `panel` pixels.
    """
    filled = rows(texts, room)
    for up, row in enumerate(reversed(filled)):
        spare = (room - sum(long(texts[i]) + MARGIN for i in row)) / len(row)
        y, x = up * (BAR + GAP) / panel, 0.0
        for i in row:
            x2 = x + (long(texts[i]) + MARGIN + spare) / room
            end, top = min(x2, 1.0) - GAP / room / 2, y + BAR / panel
            begin = x + GAP / room / 2
            middle, centre = (begin + end) / 2, (y + top) / 2
            yield {"open": places[i].open, "text": texts[i], "x": begin, "x2": end} | {
                "middle": middle,
                "y": y,
                "y2": top,
                "centre": centre,
            }
            x = x2


def long(text: str) -> int:
    """Measure a bold text in pixels."""
    return sum(STRONG if width(letter) > 1 else DIGIT for letter in text)
