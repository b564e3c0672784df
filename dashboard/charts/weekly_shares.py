"""The on-time share of each step, against the week before."""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts.weekly_look import BEFORE, LIGHT, NOW, ROW, SIZE, axis, finished
from dashboard.weekly_figures import StepFigure
from dashboard.weekly_words import parts, share
from dashboard.words import Words


def shares(words: Words, now: list[StepFigure], before: list[StepFigure]) -> pd.DataFrame:
    """Give one row per step; a share of nothing draws no bar, but says so."""
    return pd.DataFrame(
        [
            {
                "order": i,
                "step": words.code("step", one.step),
                "now": one.on_time.good / one.on_time.total if one.on_time.total else None,
                "before": old.on_time.good / old.on_time.total if old.on_time.total else None,
                "text": f"{share(one.on_time)}  {parts(words, one.on_time)}",
            }
            for i, (one, old) in enumerate(zip(now, before, strict=True))
        ]
    )


@cache
def spec(rows: int) -> dict[str, Any]:
    """Draw one bar a step from 0 to 100 %, the week before as a tick, the numbers beside."""
    base = alt.Chart(pd.DataFrame()).encode(
        y=alt.Y("step:N", sort=alt.SortField("order"), axis=axis())
    )
    scale = alt.Scale(domain=[0, 1.55])
    x = alt.X("now:Q", scale=scale, axis=axis(format="%", values=[0, 0.5, 1]))
    bars = base.mark_bar(color=NOW, height={"band": 0.55}, cornerRadiusEnd=2).encode(x=x)
    ticks = base.mark_tick(color=BEFORE, thickness=4, height={"band": 0.8}).encode(
        x=alt.X("before:Q", scale=scale)
    )
    numbers = base.mark_text(color=LIGHT, fontSize=SIZE, align="left", dx=6).encode(
        x=alt.XDatum(1, scale=scale), text="text:N"
    )
    return finished(bars + ticks + numbers, ROW * rows + 30)
