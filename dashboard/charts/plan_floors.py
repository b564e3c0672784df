"""Where the floors of the stacking plan stand, what each tells, and which are the worst."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.charts.look import DIGIT, box, long
from dashboard.measure import cut
from dashboard.words import Words
from models.snapshot import Building, Floor

Names = Mapping[str, list[str]]
WIDTH, HEIGHT = 390, 560  # pixels of the panel, roughly: they only decide how much text fits
TOTAL, LINE = 46, 36  # pixels of the total, and of one line of a name
LOWEST = 6  # storeys of the panel at least, lest one floor fill it
SLIT = 0.06  # of a column's width, left free on each side
ROOMY = 40  # pixels of a storey from which each cell tells its floor and count
MARKED = 3  # of smaller cells, so many of the worst get a plate that tells their floor
PLATE = 42  # pixels of its height


class Layout(NamedTuple):
    """How the panel is divided: columns, storeys, and the share below the ground line."""

    columns: int
    storeys: int
    ground: float

    @property
    def column(self) -> int:
        """The pixels that text finds in one column, its slits included."""
        return WIDTH // self.columns

    @property
    def cell(self) -> int:
        """The pixels that a floor's own text finds, almost to its edges."""
        return int(self.column * (1 - 2 * SLIT))

    @property
    def storey(self) -> int:
        """The height of one floor in pixels."""
        return int(HEIGHT * (1 - self.ground) / self.storeys)

    def box(self, column: int, height: int) -> dict[str, float]:
        """Place the cell of a floor, counted from the ground up."""
        storey = (1 - self.ground) / self.storeys
        x, x2 = (column + SLIT) / self.columns, (column + 1 - SLIT) / self.columns
        y, y2 = self.ground + height * storey, self.ground + (height + 0.9) * storey
        return box(x, x2, y, y2)


def laid_out(shown: Sequence[Building], labels: Sequence[list[str]], plinth: int) -> Layout:
    """Divide the panel; below the buildings' names `plinth` pixels stay free."""
    foot = TOTAL + LINE * max(map(len, labels), default=0)
    storeys = max([LOWEST, *(len(one.floors) for one in shown)])
    return Layout(max(1, len(shown)), storeys, (plinth + foot) / HEIGHT)


def told(
    floor: Floor, layout: Layout, marked: bool, names: Names, words: Words
) -> dict[str, object]:
    """Return what a floor's cell or plate says, if that fits."""
    name = words.pick(names.get(floor.path, [floor.path.split("/")[-1]]))
    bare = name.removesuffix("层").removeprefix("floor ")  # it goes without saying
    plain = [text for text in (name, bare) if long(text) <= layout.cell]
    if layout.storey < ROOMY:
        return {"worst": marked, "sign": plain[0] if marked and plain else ""}
    count = words.count(floor.open)
    full = [f"{text} · {count}" for text in (name, bare)]
    fitting = [text for text in [*full, *plain] if long(text) <= layout.cell]
    return {"text": fitting[0] if fitting else cut(name, layout.cell // DIGIT)}


def worst(buildings: Sequence[Building], storey: int) -> list[str]:
    """Choose the floors with the most open complaints whose plates do not cover each other.

    `storey` is the height of a floor in pixels.
    """
    every = [
        (-floor.open, -floor.breached, column, level, floor.path)
        for column, one in enumerate(buildings)
        for level, floor in enumerate(one.floors)
        if floor.open
    ]
    chosen: list[tuple[int, int, str]] = []
    for *_, column, level, path in sorted(every, key=lambda each: each[:2]):
        free = all(column != c or abs(level - h) * storey >= PLATE for c, h, _ in chosen)
        if free and len(chosen) < MARKED:
            chosen.append((column, level, path))
    return [path for *_, path in chosen]
