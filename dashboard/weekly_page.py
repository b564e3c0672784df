"""The weekly's page: cards, charts, the table of steps, what is apart, and the file."""

import pandas as pd
import streamlit as st

from dashboard.charts import weekly_days, weekly_groups, weekly_shares
from dashboard.desk_seat import Seat
from dashboard.desk_steps import adopted
from dashboard.markup import div, span
from dashboard.weekly_cards import cards, step_table
from dashboard.weekly_export import export
from dashboard.weekly_figures import Figures, GroupFigure, figures
from dashboard.weekly_period import Span, Week, compared
from dashboard.weekly_rows import backlog_open, weekly_rows
from models.policy import STEPS

KEPT = 60  # seconds that a week's figures are kept


def report(seat: Seat, week: Week) -> None:
    """Draw it."""
    now = seat.now(seat.site)
    spans = compared(week, now)
    this, before, received = computed(seat.site, week, now - now % KEPT, seat)
    running = week.span.begin <= now < week.span.end
    st.html(div("facts weekly", seat.say("week.running" if running else "week.whole")))
    st.html(cards(seat, this, before))
    draw(seat, week, this, before, received[received < spans[0].end])
    st.html(step_table(seat, this, before))
    by_group(seat, this, before)
    apart(seat, this)
    st.html(div("assumed", seat.say("week.assumed")))
    names = {group.name: place_name(seat, group.name) for group in this.places + before.places}
    st.download_button(
        seat.say("week.download"),
        export(seat.words, this, before, names),
        file_name=f"tocsin-{seat.site}-{week.monday}.csv",
        mime="text/csv",
        on_click="ignore",
    )


@st.cache_data(ttl=KEPT, max_entries=32, show_spinner=False)
def computed(
    site: str, week: Week, now: int, _seat: Seat
) -> tuple[Figures, Figures, "pd.Series[int]"]:
    """Compute both weeks; also give the site times of the complaints received in them."""
    this, before = compared(week, now)
    both = Span(week.before().span.begin, week.span.end)
    rows = weekly_rows(_seat.engine, site, both)
    complaints = rows.complaints
    steps = tuple(_seat.sites[site].steps) or STEPS
    registration = next((rules.registration for _, rules in adopted(site, _seat.desk.log)), 0)
    counted = complaints[(complaints["kind"] == "complaint") & ~complaints["backlog"]]
    return (
        figures(rows, this, now, steps, registration),
        figures(rows, before, now, steps, registration),
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
    """Draw the complaints by category and by place."""
    left, right = st.columns(2, gap="large")
    with left:
        group_chart(seat, "week.categories", this.categories, before.categories)
    with right:
        group_chart(seat, "week.places", this.places, before.places)


def group_chart(seat: Seat, title: str, this: list[GroupFigure], before: list[GroupFigure]) -> None:
    """Draw one of them, and say how many groups found no room."""
    st.html(div("section", seat.say(title)))
    name = seat.category if title == "week.categories" else lambda path: place_name(seat, path)
    rows = weekly_groups.groups(seat.words, this, before, name)
    if rows.empty:
        st.html(div("empty", seat.say("week.none")))
        return
    st.vega_lite_chart(rows, weekly_groups.spec(len(rows)), key=title)
    if len(this) > len(rows):
        st.html(div("facts", seat.say("desk.more", n=len(this) - len(rows))))


def place_name(seat: Seat, path: str) -> str:
    """Name a place group; complaints without a place belong to the whole site."""
    return seat.place(seat.site, path)


def apart(seat: Seat, this: Figures) -> None:
    """Tell what no complaint figure contains: other kinds, and the backlog."""
    words = seat.words
    kinds = [f"{words.code('kind', kind)} {n:,}" for kind, n in this.other_kinds.items()]
    st.html(div("section", seat.say("week.apart")))
    st.html(
        div(
            "facts",
            seat.say("week.kinds", kinds=seat.say("reason.comma").join(kinds) or "0"),
            " · ",
            seat.say("week.backlog_open", n=f"{backlog_open(seat.engine, seat.site):,}"),
        )
    )
