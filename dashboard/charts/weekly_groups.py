"""Complaints by category, place or site, against the week before."""

from collections.abc import Callable
from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.weekly_look import BEFORE, LIGHT, NOW, ROW, SIZE, axis, finished
from dashboard.measure import cut
from dashboard.weekly_change import of_counts
from dashboard.weekly_figures import GroupFigure
from dashboard.weekly_words import change, ratio
from dashboard.words import Words

SHOWN = 10
LABEL = 180  # pixels of a name
LETTERS = 22  # half-widths of a name, which fit these
ROOM = 1.75  # of the longest bar, so that the words beside it fit


def groups(
    words: Words, now: list[GroupFigure], before: list[GroupFigure], name: Callable[[str], str]
) -> pd.DataFrame:
    """Give one row per group, busiest first, ten at most; `name` names it.

    A week before without any is no week to compare with.
    """
    old = {one.name: one.received for one in before}
    rows = [
        {
            "order": i,
            "name": f"{i:02d}{cut(name(one.name), LETTERS)}",
            "now": one.received,
            "before": old.get(one.name, 0) if old else None,
            "text": label(words, one.received, old.get(one.name, 0)),
        }
        for i, one in enumerate(now[:SHOWN])
    ]
    frame = pd.DataFrame(rows, columns=["order", "name", "now", "before", "text"])
    return frame.assign(top=frame[["now", "before"]].max(axis=None) if rows else 0)


def label(words: Words, now: int, before: int) -> str:
    """Tell the count and its change."""
    moved = of_counts(now, before)
    return f"{now:,}  {change(words, moved, ratio)}" if before else f"{now:,}"


@cache
def spec(rows: int) -> dict[str, Any]:
    """Draw one bar a group, the week before as a tick, count and change beside."""
    names = axis(labelLimit=LABEL, labelExpr="substring(datum.value, 2)")
    base = alt.Chart(pd.DataFrame()).encode(y=alt.Y("name:N", sort=None, axis=names))
    base = base.transform_calculate(
        end="max(datum.now, datum.before)", room=f"max(datum.top, 1) * {ROOM}"
    )
    scale = alt.Scale(nice=False, zero=True)
    hidden = base.mark_point(opacity=0).encode(x=alt.X("room:Q", scale=scale, axis=None))
    bars = base.mark_bar(color=NOW, height={"band": 0.55}, cornerRadiusEnd=2).encode(
        x=alt.X("now:Q", scale=scale)
    )
    ticks = base.mark_tick(color=BEFORE, thickness=4, height={"band": 0.8}).encode(x="before:Q")
    numbers = base.mark_text(color=LIGHT, fontSize=SIZE, align="left", dx=8).encode(
        x="end:Q", text="text:N"
    )
    return finished(hidden + bars + ticks + numbers, ROW * rows + 30)
