"""The weekly's page: cards, charts, the table of steps, what is apart, and the file."""

from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from dashboard.charts import weekly_days, weekly_groups, weekly_shares
from dashboard.desk_seat import Seat
from dashboard.markup import div, span
from dashboard.weekly_cards import cards, step_table
from dashboard.weekly_export import export
from dashboard.weekly_figures import By, Figures, GroupFigure, figures
from dashboard.weekly_period import Span, Week, compared
from dashboard.weekly_rows import backlog_open, weekly_rows
from dashboard.weekly_sites import kept, site_table

KEPT = 60  # seconds that a week's figures are kept


def report(seat: Seat, sites: tuple[str, ...], week: Week) -> None:
    """Draw it."""
    now = seat.now(seat.site)
    spans = compared(week, now)
    by: By = "site" if seat.everywhere else "place"
    this, before, received = computed(sites, by, week, now - now % KEPT, seat)
    running = week.span.begin <= now < week.span.end
    covers = [div("facts", seat.say("week.covers", n=len(sites)))] if seat.everywhere else []
    said = seat.say("week.running" if running else "week.whole")
    st.html(div("weekly", div("facts", said), *covers))
    st.html(cards(seat, this, before))
    draw(seat, week, this, before, received[received < spans[0].end])
    st.html(step_table(seat, this, before))
    by_group(seat, this, before)
    if seat.everywhere:
        st.html(site_table(seat, sites, week, this, before))
    apart(seat, sites, this)
    st.html(div("assumed", seat.say("week.assumed")))
    names = {group.name: name(seat, by, group.name) for group in this.where + before.where}
    st.download_button(
        seat.say("week.download"),
        export(seat.words, this, before, names),
        file_name=f"tocsin-{seat.site}-{week.monday}.csv",
        mime="text/csv",
        on_click="ignore",
    )


@st.cache_data(ttl=KEPT, max_entries=32, show_spinner=False)
def computed(
    sites: tuple[str, ...], by: By, week: Week, now: int, _seat: Seat
) -> tuple[Figures, Figures, "pd.Series[int]"]:
    """Compute both weeks; also give the site times of the complaints received in them."""
    this, before = compared(week, now)
    both = Span(week.before().span.begin, week.span.end)
    rows, rules = weekly_rows(_seat.engine, sites, both), kept(_seat, sites)
    complaints = rows.complaints
    counted = complaints[(complaints["kind"] == "complaint") & ~complaints["backlog"]]
    return (
        figures(rows, this, now, rules, by),
        figures(rows, before, now, rules, by),
        counted["at"],
    )


def draw(
    seat: Seat, week: Week, this: Figures, before: Figures, received: "pd.Series[int]"
) -> None:
    """Draw the volume per day and the on-time share per step."""
    left, right = st.columns(2, gap="large")
    key = legend(seat)
    with left:
        st.html(div("section", seat.say("week.by_day")) + key)
        st.vega_lite_chart(
            weekly_days.days(seat.words, week, received), weekly_days.spec(), key="days"
        )
    with right:
        st.html(div("section", seat.say("week.on_time")) + key)
        rows = weekly_shares.shares(seat.words, this.steps, before.steps)
        st.vega_lite_chart(rows, weekly_shares.spec(len(rows)), key="shares")


def legend(seat: Seat) -> str:
    """Say what bar and tick mean."""
    now = span("key-now", "■ ", seat.say("week.this"))
    return now + span("key-before", "▬ ", seat.say("week.last"))


def by_group(seat: Seat, this: Figures, before: Figures) -> None:
    """Draw the complaints by category, and by place or site."""
    left, right = st.columns(2, gap="large")
    with left:
        group_chart(seat, "category", this.categories, before.categories)
    with right:
        group_chart(seat, this.by, this.where, before.where)


def group_chart(
    seat: Seat, by: By | Literal["category"], this: list[GroupFigure], before: list[GroupFigure]
) -> None:
    """Draw one of them, and say how many groups found no room."""
    st.html(div("section", seat.say(f"week.by_{by}")))
    rows = weekly_groups.groups(seat.words, this, before, partial(name, seat, by))
    if rows.empty:
        st.html(div("empty", seat.say("week.none")))
        return
    st.vega_lite_chart(rows, weekly_groups.spec(len(rows)), key=by)
    if len(this) > len(rows):
        st.html(div("facts", seat.say("desk.more", n=len(this) - len(rows))))


def name(seat: Seat, by: str, group: str) -> str:
    """Name a group; complaints without a place belong to the whole site."""
    if by == "category":
        return seat.category(group)
    return seat.site_name(group) if by == "site" else seat.place(seat.site, group)


def apart(seat: Seat, sites: tuple[str, ...], this: Figures) -> None:
    """Tell what no complaint figure contains: other kinds, and the backlog."""
    words = seat.words
    kinds = [f"{words.code('kind', kind)} {n:,}" for kind, n in this.other_kinds.items()]
    st.html(div("section", seat.say("week.apart")))
    st.html(
        div(
            "facts",
            seat.say("week.kinds", kinds=seat.say("reason.comma").join(kinds) or "0"),
            " · ",
            seat.say("week.backlog_open", n=f"{backlog_open(seat.engine, sites):,}"),
        )
    )
