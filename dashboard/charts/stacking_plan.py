"""The stacking plan 楼宇剖面图: each building a column, each floor a cell, lit by open complaints.

Coordinates run from 0 to 1 across the panel. Every building stands on the ground line, under
which its name and total find room; a floor has the height that the tallest building leaves it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from dashboard.charts.look import (
    DIGIT,
    LIGHT,
    PALE,
    STRONG,
    TEXT,
    Drawing,
    colour,
    finished,
    ink,
    steps,
)
from dashboard.measure import lines, width
from dashboard.words import Words
from models.snapshot import Building, Floor, Snapshot

Names = Mapping[str, list[str]]
MOST = 8  # buildings that fit side by side
ROOMY = 40  # pixels of a storey from which each cell tells its floor and count
MARKED = 3  # of smaller cells, so many of the worst get a plate that tells their floor
PLATE = 42  # pixels of its height
WIDTH, HEIGHT = 390, 560  # pixels of the panel, roughly: they only decide how much text fits
TOTAL, LINE = 46, 36  # pixels of the total, and of one line of a name
LOWEST = 6  # storeys of the panel at least, lest one floor fill it
LINES = 3  # of a building's name
SLIT = 0.06  # of a column's width, left free on each side
CELLS = ["x", "x2", "middle", "y", "y2", "centre", "ground", "step", "text"]
CELLS += ["worst", "sign", "name", "total"]


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
        middle, centre = (x + x2) / 2, (y + y2) / 2
        return {"x": x, "x2": x2, "middle": middle, "y": y, "y2": y2, "centre": centre}


def stacking_plan(snapshot: Snapshot, words: Words) -> Drawing:
    """Give one row per floor; the lowest floor's row carries its building's name and total."""
    total = max((width(words.count(one.open)) for one in snapshot.buildings), default=1)
    shown = busiest(snapshot.buildings, min(MOST, WIDTH // (total * DIGIT + 8)))
    frame = pd.DataFrame(_rows(shown, snapshot.site.names, words), columns=["open", *CELLS])
    left_out = len(snapshot.buildings) - len(shown)
    return Drawing(
        frame.assign(step=steps(frame["open"].tolist()))[CELLS],
        words.text("panel.hidden_buildings", n=left_out) if left_out else "",
    )


def _rows(shown: Sequence[Building], names: Names, words: Words) -> Iterator[dict[str, object]]:
    if not shown:
        return
    room = int(WIDTH * (1 - 2 * SLIT) / len(shown)) * 2 // TEXT
    labels = [lines(words.place(one.path, names), room, LINES) for one in shown]
    ground = (TOTAL + LINE * max(map(len, labels))) / HEIGHT
    storeys = max(LOWEST, *(len(floors(one)) for one in shown))
    layout = Layout(len(shown), storeys, ground)
    marked = worst(shown, layout.storey)
    for column, one in enumerate(shown):
        foot = {"name": "\n".join(labels[column]), "total": words.count(one.open)}
        for height, floor in enumerate(reversed(floors(one))):
            yield (
                {"open": floor.open, "ground": ground, "name": "", "total": ""}
                | layout.box(column, height)
                | _told(floor, layout, floor.path in marked, names, words)
                | (foot if height == 0 else {})
            )


def _told(
    floor: Floor, layout: Layout, marked: bool, names: Names, words: Words
) -> dict[str, object]:
    name = words.pick(names.get(floor.path, [floor.path.split("/")[-1]]))
    full = f"{name} · {words.count(floor.open)}"
    bare = name.removesuffix("层").removeprefix("floor ")  # it goes without saying
    told = [text for text in (full, name, bare) if long(text) <= layout.cell]
    text = told[0] if told else ""
    roomy = layout.storey >= ROOMY
    sign = next((each for each in told if each != full), "") if marked and not roomy else ""
    return {"text": text if roomy else "", "worst": marked and not roomy, "sign": sign}


def long(text: str) -> int:
    """Measure a bold text in pixels."""
    return sum(STRONG if width(letter) > 1 else DIGIT for letter in text)


def busiest(buildings: Sequence[Building], most: int) -> list[Building]:
    """Choose the buildings with the most open complaints, in the site's own order."""
    ranked = sorted(range(len(buildings)), key=lambda i: (-buildings[i].open, i))
    return [buildings[i] for i in sorted(ranked[:most])]


def floors(building: Building) -> Sequence[Floor]:
    """Give the floors from the highest down; a building without any is one storey."""
    return building.floors or [Floor(building.path, building.open, building.breached)]


def worst(buildings: Sequence[Building], storey: int) -> list[str]:
    """Choose the floors with the most open complaints whose plates do not cover each other.

    `storey` is the height of a floor in pixels.
    """
    every = [
        (-floor.open, -floor.breached, column, height, floor.path)
        for column, one in enumerate(buildings)
        for height, floor in enumerate(one.floors)
        if floor.open
    ]
    chosen: list[tuple[int, int, str]] = []
    for *_, column, height, path in sorted(every, key=lambda each: each[:2]):
        free = all(column != c or abs(height - h) * storey >= PLATE for c, h, _ in chosen)
        if free and len(chosen) < MARKED:
            chosen.append((column, height, path))
    return [path for *_, path in chosen]


def _spec() -> dict[str, Any]:
    unit = alt.Scale(domain=[0, 1], nice=False, zero=False)
    plain: dict[str, Any] = {"axis": None, "scale": unit}
    base = alt.Chart(pd.DataFrame(columns=CELLS)).encode(x=alt.X("middle:Q", **plain))
    box = base.encode(x=alt.X("x:Q", **plain), x2="x2:Q", y=alt.Y("y:Q", **plain), y2="y2:Q")
    cells = box.mark_rect(cornerRadius=2).encode(color=colour())
    sign = base.encode(y=alt.Y("centre:Q", **plain)).transform_filter(alt.datum.worst)
    plates = sign.mark_bar(
        orient="horizontal", size=PLATE, stroke=LIGHT, strokeWidth=3, cornerRadius=4
    ).encode(x=alt.X("x:Q", **plain), x2="x2:Q", color=colour())
    bold: dict[str, Any] = {"fontSize": STRONG, "fontWeight": "bold"}
    texts = base.mark_text(dy=2, **bold).encode(
        y=alt.Y("centre:Q", **plain), text="text:N", color=ink()
    )
    signs = sign.mark_text(dy=2, **bold).encode(text="sign:N", color=ink())
    foot = base.encode(y=alt.Y("ground:Q", **plain))
    totals = foot.mark_text(color=LIGHT, baseline="top", dy=8, **bold).encode(text="total:N")
    names = foot.mark_text(
        fontSize=TEXT, color=PALE, baseline="top", dy=TOTAL, lineBreak="\n", lineHeight=LINE
    ).encode(text="name:N")
    return finished(cells + texts + plates + signs + totals + names)


SPEC = _spec()
