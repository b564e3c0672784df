"""The heatmap 位置 × 类别: complaints of the last 24 hours, place by category."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.look import PALE, STRONG, TEXT, colour, finished, ink, steps
from dashboard.words import Words
from models.snapshot import Heat, Snapshot

LABEL = 250  # pixels that a place's name may take before it is cut with …
FEWEST = 6  # rows are padded to so many, lest a single one fill the panel
COLUMNS = ["place", "category", "step", "text"]


def heat(snapshot: Snapshot, words: Words, rows: int, columns: int) -> pd.DataFrame:
    """Give one row per cell of the busiest places and categories; empty ones have no text.

    `place` and `category` begin with their rank in two digits, which orders them and keeps
    namesakes apart; the axes leave it out.
    """
    shown = snapshot.heat
    chosen = busiest(shown, columns)
    cells = [
        (
            f"{i:02d}{words.place(path, snapshot.site.names)}",
            f"{j:02d}{words.short('category', shown.categories[j])}",
            counts[j],
        )
        for i, (path, counts) in enumerate(zip(shown.places, shown.counts, strict=True))
        for j in chosen
        if i < rows
    ]
    cells += [(f"{i:02d}", cells[0][1], 0) for i in range(len(shown.places), FEWEST) if cells]
    level = steps([count for *_, count in cells])
    return pd.DataFrame(
        [
            (place, category, step, words.count(count) if count else "")
            for (place, category, count), step in zip(cells, level, strict=True)
        ],
        columns=COLUMNS,
    )


def hidden(snapshot: Snapshot, rows: int) -> int:
    """Tell how many places are not drawn."""
    return snapshot.heat.hidden + max(0, len(snapshot.heat.places) - rows)


def busiest(shown: Heat, columns: int) -> list[int]:
    """Choose the columns with the most complaints, in their own order."""
    totals = [sum(row[j] for row in shown.counts) for j in range(len(shown.categories))]
    ranked = sorted(range(len(totals)), key=lambda j: (-totals[j], j))
    return sorted(ranked[:columns])


def _spec() -> dict[str, Any]:
    label = "slice(datum.label, 2)"
    axis = {"title": None, "ticks": False, "domain": False, "labelColor": PALE}
    across = alt.Axis(orient="top", labelAngle=0, labelFontSize=TEXT, labelExpr=label, **axis)
    down = alt.Axis(labelFontSize=TEXT, labelExpr=label, labelLimit=LABEL, labelPadding=12, **axis)
    base = alt.Chart(pd.DataFrame(columns=COLUMNS)).encode(
        x=alt.X("category:N", axis=across, scale=alt.Scale(paddingInner=0.06, paddingOuter=0)),
        y=alt.Y("place:N", axis=down, scale=alt.Scale(paddingInner=0.08, paddingOuter=0)),
    )
    cells = base.mark_rect(cornerRadius=4).encode(color=colour())
    numbers = base.mark_text(fontSize=STRONG, fontWeight="bold", dy=2).encode(
        text="text:N", color=ink()
    )
    return finished(cells + numbers)


SPEC = _spec()
