"""The stacking plan 楼宇剖面图: each building a column, each floor a cell, lit by open complaints.

Coordinates run from 0 to 1 across the panel. Every building stands on the ground line, under
which its name and total find room; below are the places without floors. A floor has the height
that the tallest building leaves it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts import plan_places
from dashboard.charts.look import (
    DIGIT,
    HALF,
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
from dashboard.charts.plan_floors import (
    HEIGHT,
    LINE,
    PLATE,
    TOTAL,
    WIDTH,
    Layout,
    Names,
    laid_out,
    told,
    worst,
)
from dashboard.charts.plan_names import brief, under
from dashboard.measure import width
from dashboard.words import Words
from models.snapshot import Building, Snapshot

MOST = 8  # buildings that fit side by side
PLACES = 4  # without floors, beside buildings
CELLS = ["x", "x2", "middle", "y", "y2", "centre", "ground", "step", "text"]
CELLS += ["worst", "sign", "name", "total"]
NOTHING = {"text": "", "worst": False, "sign": "", "name": "", "total": ""}
NAME = 60  # pixels of a short name for which columns are left out


def stacking_plan(snapshot: Snapshot, words: Words) -> Drawing:
    """Give one row per floor; the lowest floor's row carries its building's name and total."""
    names = snapshot.site.names
    full = {one.path: words.place(one.path, names) for one in snapshot.buildings}
    towers = [one for one in snapshot.buildings if one.floors]
    brevities = brief([full[one.path] for one in towers])
    short = {one.path: name for one, name in zip(towers, brevities, strict=True)}
    shown = busiest(towers, columns(towers, short, words))
    places = busiest([one for one in snapshot.buildings if not one.floors], PLACES)
    texts = [plan_places.told(full[one.path], words.count(one.open), WIDTH) for one in places]
    labels = under([full[one.path] for one in shown], [short[one.path] for one in shown], WIDTH)
    filled = plan_places.rows(texts, WIDTH)
    layout = laid_out(shown, labels, plan_places.height(filled))
    bars = plan_places.bars(places, texts, filled, (WIDTH, HEIGHT))
    drawn = [*_towers(shown, labels, layout, names, words), *bars]
    frame = pd.DataFrame([NOTHING | row for row in drawn], columns=["open", *CELLS])
    frame["ground"] = layout.ground  # also of what has no foot, whose room Vega would add below
    left_out = len(snapshot.buildings) - len(shown) - len(places)
    return Drawing(
        frame.assign(step=steps(frame["open"].tolist()))[CELLS],
        words.text("panel.hidden_buildings", n=left_out) if left_out else "",
    )


def columns(towers: Sequence[Building], short: Mapping[str, str], words: Words) -> int:
    """Return how many buildings fit side by side with their totals and short names."""
    totals = [width(words.count(one.open)) * DIGIT for one in towers]
    names = [width(short[one.path]) * HALF for one in towers]
    return min(MOST, WIDTH // (max([1, *totals, *(n for n in names if n <= NAME)]) + 8))


def _towers(
    shown: Sequence[Building], labels: list[list[str]], layout: Layout, names: Names, words: Words
) -> Iterator[dict[str, object]]:
    marked = worst(shown, layout.storey)
    for column, one in enumerate(shown):
        foot = {"name": "\n".join(labels[column]), "total": words.count(one.open)}
        for level, floor in enumerate(reversed(one.floors)):
            yield (
                {"open": floor.open}
                | layout.box(column, level)
                | told(floor, layout, floor.path in marked, names, words)
                | (foot if level == 0 else {})
            )


def busiest(buildings: Sequence[Building], most: int) -> list[Building]:
    """Choose the buildings with the most open complaints, in the site's own order."""
    ranked = sorted(range(len(buildings)), key=lambda i: (-buildings[i].open, i))
    return [buildings[i] for i in sorted(ranked[:most])]


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
