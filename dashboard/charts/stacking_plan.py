"""The stacking plan 楼宇剖面图: each building a column, each floor a cell, lit by open complaints.

Coordinates run from 0 to 1 across the panel. Every building stands on the ground line, under
which its name and total find room; a floor has the height that the tallest building leaves it.
"""

from collections.abc import Sequence
from typing import Any
from unicodedata import east_asian_width

import altair as alt
import pandas as pd

from dashboard.charts.look import LIGHT, PALE, STRONG, TEXT, colour, finished, ink, steps
from dashboard.words import Words
from models.snapshot import Building, Floor, Snapshot

MOST = 8  # buildings that fit side by side
NAMED_BUILDINGS, NAMED_FLOORS = 2, 9  # up to here a cell is large enough for its floor's name
WIDTH, HEIGHT = 400, 470  # pixels of the panel, roughly: they only decide how much text fits
TOTAL, LINE = 46, 36  # pixels of the total, and of one line of a name
LINES = 3  # of a building's name
SLIT = 0.06  # of a column's width, left free on each side
CELLS = ["x", "x2", "middle", "y", "y2", "centre", "ground", "step", "text"]
CELLS += ["worst", "name", "total"]


def stacking_plan(snapshot: Snapshot, words: Words) -> pd.DataFrame:
    """Give one row per floor; the lowest floor's row carries its building's name and total."""
    shown = busiest(snapshot.buildings)
    tallest = max((len(floors(one)) for one in shown), default=1)
    named = len(shown) <= NAMED_BUILDINGS and tallest <= NAMED_FLOORS
    marked = set() if named else {floor.path for floor in worst(snapshot)}
    names = [wrapped(words.place(one.path, snapshot.site.names), len(shown)) for one in shown]
    ground = (TOTAL + LINE * max((name.count("\n") + 1 for name in names), default=0)) / HEIGHT
    rows = [
        _box(column, len(shown), height, tallest, ground)
        | {"open": floor.open, "worst": floor.path in marked}
        | {"text": _label(floor, snapshot, words) if named else ""}
        | {"name": names[column] if height == 0 else ""}
        | {"total": words.count(one.open) if height == 0 else ""}
        for column, one in enumerate(shown)
        for height, floor in enumerate(reversed(floors(one)))
    ]
    frame = pd.DataFrame(rows, columns=["open", *CELLS])
    return frame.assign(step=steps(frame["open"].tolist()))[CELLS]


def busiest(buildings: Sequence[Building]) -> list[Building]:
    """Choose the buildings with the most open complaints, in the site's own order."""
    ranked = sorted(range(len(buildings)), key=lambda i: (-buildings[i].open, i))
    return [buildings[i] for i in sorted(ranked[:MOST])]


def floors(building: Building) -> Sequence[Floor]:
    """Give the floors from the highest down; a building without any is one storey."""
    return building.floors or [Floor(building.path, building.open, building.breached)]


def worst(snapshot: Snapshot, most: int = 3) -> list[Floor]:
    """Choose the floors with the most open complaints, worst first."""
    every = [floor for one in busiest(snapshot.buildings) for floor in floors(one) if floor.open]
    return sorted(every, key=lambda floor: (-floor.open, -floor.breached))[:most]


def wrapped(name: str, columns: int) -> str:
    """Break a name into lines as wide as a column, and cut what three lines do not hold."""
    room = max(2, int(WIDTH * (1 - 2 * SLIT) / columns) * 2 // TEXT)  # half-width characters
    lines, used = [""], 0
    for letter in name:
        width = 2 if east_asian_width(letter) in "WF" else 1
        if used + width > room or (letter == " " and used > room // 2):
            lines, used = [*lines, ""], 0
        lines[-1] += letter
        used += width
    kept = [line.strip() for line in lines[:LINES]]
    return "\n".join(kept) + ("…" if len(lines) > LINES else "")


def _box(
    column: int, columns: int, height: int, tallest: int, ground: float
) -> dict[str, float]:
    storey = (1 - ground) / tallest
    x, x2 = (column + SLIT) / columns, (column + 1 - SLIT) / columns
    y, y2 = ground + height * storey, ground + (height + 0.9) * storey
    return {
        "x": x, "x2": x2, "middle": (x + x2) / 2, "y": y, "y2": y2, "centre": (y + y2) / 2,
        "ground": ground,
    }  # fmt: skip


def _label(floor: Floor, snapshot: Snapshot, words: Words) -> str:
    own = floor.path.split("/")[-1]
    return f"{words.pick(snapshot.site.names.get(floor.path, [own]))} · {words.count(floor.open)}"


def _spec() -> dict[str, Any]:
    unit = alt.Scale(domain=[0, 1], nice=False, zero=False)
    across, up = {"axis": None, "scale": unit}, {"axis": None, "scale": unit}
    base = alt.Chart(pd.DataFrame(columns=CELLS)).encode(x=alt.X("middle:Q", **across))
    box = base.encode(
        x=alt.X("x:Q", **across), x2="x2:Q", y=alt.Y("y:Q", **up), y2="y2:Q"
    )
    cells = box.mark_rect(cornerRadius=2).encode(color=colour())
    marks = box.transform_filter(alt.datum.worst).mark_rect(
        fill=None, stroke=LIGHT, strokeWidth=3, cornerRadius=2
    )
    bold = {"fontSize": STRONG, "fontWeight": "bold"}
    texts = base.mark_text(dy=2, **bold).encode(
        y=alt.Y("centre:Q", **up), text="text:N", color=ink()
    )
    foot = base.encode(y=alt.Y("ground:Q", **up))
    totals = foot.mark_text(color=LIGHT, baseline="top", dy=8, **bold).encode(text="total:N")
    names = foot.mark_text(
        fontSize=TEXT, color=PALE, baseline="top", dy=TOTAL, lineBreak="\n", lineHeight=LINE
    ).encode(text="name:N")
    return finished(cells + marks + texts + totals + names)


SPEC = _spec()
