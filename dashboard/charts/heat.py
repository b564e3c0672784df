"""The heatmap 位置 × 类别: complaints of the last 24 hours, place by category."""

from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.look import (
    DIGIT,
    HALF,
    PALE,
    STRONG,
    TEXT,
    Drawing,
    colour,
    finished,
    ink,
    steps,
)
from dashboard.measure import cut, width
from dashboard.words import Words
from models.snapshot import Heat, Snapshot

ROWS, COLUMNS = 7, 9  # at most; fewer columns where the numbers or the heads are long
FEWEST = 5  # rows are padded to so many, lest a single one fill the panel
LABEL = 16  # half-widths of a place's name
PANEL = 760  # pixels for names and cells
FIELDS = ["place", "category", "step", "text"]


def heat(snapshot: Snapshot, words: Words) -> Drawing:
    """Give one row per cell of the busiest places and categories; empty ones have no text.

    `place` and `category` begin with their rank in two digits, which orders them and keeps
    namesakes apart; the axes leave it out.
    """
    shown = snapshot.heat
    names = [cut(words.place(path, snapshot.site.names), LABEL) for path in shown.places[:ROWS]]
    heads = [words.short("category", code) for code in shown.categories]
    chosen = busiest(shown, _columns(shown, names, heads, words))
    cells = [
        (f"{i:02d}{name}", f"{j:02d}{heads[j]}", shown.counts[i][j] if name else 0)
        for i, name in enumerate(names + [""] * (FEWEST - len(names)) if names else [])
        for j in chosen
    ]
    level = steps([n for *_, n in cells])
    texts = [words.count(n) if n else "" for *_, n in cells]
    table = [(*cell[:2], step, text) for cell, step, text in zip(cells, level, texts, strict=True)]
    return Drawing(pd.DataFrame(table, columns=FIELDS), hidden(shown, len(chosen), words))


def _columns(shown: Heat, names: list[str], heads: list[str], words: Words) -> int:
    """Tell how many columns leave room for the names, the heads and the numbers."""
    room = PANEL - max(map(width, names), default=0) * HALF
    head = max(map(width, heads), default=1) * HALF
    number = max((width(words.count(n)) for row in shown.counts for n in row), default=1) * DIGIT
    return max(1, min(COLUMNS, room // (max(head, number) + 8)))


def hidden(shown: Heat, columns: int, words: Words) -> str:
    """Say how many places and categories are not drawn."""
    places = shown.hidden + max(0, len(shown.places) - ROWS)
    categories = len(shown.categories) - columns if shown.places else 0
    parts = (("panel.hidden_places", places), ("panel.hidden_categories", categories))
    return words.text("panel.comma").join(words.text(key, n=n) for key, n in parts if n)


def busiest(shown: Heat, columns: int) -> list[int]:
    """Choose the columns with the most complaints, in their own order."""
    totals = [sum(row[j] for row in shown.counts) for j in range(len(shown.categories))]
    ranked = sorted(range(len(totals)), key=lambda j: (-totals[j], j))
    return sorted(ranked[:columns])


def _spec() -> dict[str, Any]:
    label = "slice(datum.label, 2)"
    axis: dict[str, Any] = dict.fromkeys(("ticks", "domain", "grid"), False)
    axis |= {"title": None, "labelColor": PALE, "labelFontSize": TEXT}
    axis |= {"labelExpr": label, "labelLimit": 400}
    across = alt.Axis(orient="top", labelAngle=0, **axis)
    down = alt.Axis(labelPadding=12, **axis)
    base = alt.Chart(pd.DataFrame(columns=FIELDS)).encode(
        x=alt.X("category:N", axis=across, scale=alt.Scale(paddingInner=0.06, paddingOuter=0)),
        y=alt.Y("place:N", axis=down, scale=alt.Scale(paddingInner=0.08, paddingOuter=0)),
    )
    cells = base.mark_rect(cornerRadius=4).encode(color=colour())
    numbers = base.mark_text(fontSize=STRONG, fontWeight="bold", dy=2).encode(
        text="text:N", color=ink()
    )
    return finished(cells + numbers)


SPEC = _spec()
