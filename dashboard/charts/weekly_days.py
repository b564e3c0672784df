"""Complaints received on each day of the week, against the week before."""

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import altair as alt
import pandas as pd
from babel.dates import format_date

from dashboard.charts.weekly_look import BEFORE, LIGHT, NOW, SIZE, axis, finished
from dashboard.weekly_period import Week
from dashboard.words import Words

HEIGHT = 260


def days(words: Words, week: Week, received: "pd.Series[int]") -> pd.DataFrame:
    """Give one row per day; `received` holds the site times of what came in in both weeks.

    A week before without any is no week to compare with.
    """
    counts = per_day(received, week.zone)
    these, earlier = ([counts.get(day, 0) for day in w.days()] for w in (week, week.before()))
    return pd.DataFrame(
        {
            "order": range(7),
            "day": [format_date(day, "EEE d", locale=words.locale) for day in week.days()],
            "now": these,
            "before": earlier if any(earlier) else None,
            "top": [max(pair) for pair in zip(these, earlier, strict=True)],
        }
    )


def per_day(received: "pd.Series[int]", zone: str) -> dict[Any, int]:
    """Count epoch seconds by the calendar day of the zone."""
    local = pd.to_datetime(received, unit="s", utc=True).dt.tz_convert(ZoneInfo(zone))
    return {day: int(count) for day, count in local.dt.date.value_counts().items()}


@cache
def spec() -> dict[str, Any]:
    """Draw bars for this week, ticks for the last, and the number above both."""
    base = alt.Chart(pd.DataFrame()).encode(
        x=alt.X("day:N", sort=alt.SortField("order"), axis=axis(labelAngle=0))
    )
    y = alt.Y("now:Q", axis=axis(tickCount=4, tickMinStep=1), scale=alt.Scale(nice=True))
    bars = base.mark_bar(color=NOW, width={"band": 0.6}, cornerRadiusEnd=2).encode(y=y)
    ticks = base.mark_tick(color=BEFORE, thickness=4, width={"band": 0.8}).encode(y="before:Q")
    count = alt.Text("now:Q", format=",")
    numbers = base.mark_text(color=LIGHT, fontSize=SIZE, dy=-11).encode(y="top:Q", text=count)
    return finished(bars + ticks + numbers, HEIGHT)
