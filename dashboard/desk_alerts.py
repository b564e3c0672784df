"""The desk's first view: open alerts, worst first, and the one that is looked at."""

import streamlit as st

from dashboard import queries
from dashboard.desk_alert import alert_detail, as_crisis
from dashboard.desk_outlook import outlook
from dashboard.desk_seat import Seat, go, shown
from dashboard.desk_style import chip
from dashboard.desk_text import plain
from dashboard.evidence import evidence
from dashboard.markup import Markup, div, span
from models.stores.tables import AlertRow

LISTED = 30
ENDED_WITHIN = 86_400  # seconds of site time that an alert stays listed after its end


def alerts(seat: Seat) -> None:
    """Draw both halves."""
    rows = queries.alerts(seat.engine, "" if seat.everywhere else seat.site)
    ended = [] if seat.everywhere else recent(seat)
    chosen = look_at(seat, rows or ended)
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        cards(seat, rows, chosen, "desk.alerts_open")
        if ended:
            cards(seat, ended, chosen, "desk.alerts_ended")
        st.html(outlook(seat))
    with right:
        if chosen is None:
            st.html(div("empty", seat.say("desk.no_alert")))
        else:
            alert_detail(seat, chosen)


def recent(seat: Seat) -> list[AlertRow]:
    """List what ended within a day of site time."""
    if seat.site not in seat.sites:
        return []
    return queries.alerts(seat.engine, seat.site, seat.now(seat.site) - ENDED_WITHIN)


def look_at(seat: Seat, rows: list[AlertRow]) -> AlertRow | None:
    """Choose the alert that the address names, else the worst one."""
    site = seat.at or seat.site
    named = queries.alert(seat.engine, site, shown("alert")) if shown("alert") else None
    return named or next(iter(rows), None)


def cards(seat: Seat, rows: list[AlertRow], chosen: AlertRow | None, title: str) -> None:
    """List alerts as cards that can be clicked and reached by keyboard."""
    st.html(div("section", seat.say(title, n=len(rows))))
    for i, row in enumerate(rows[:LISTED]):
        with st.container(border=True, key=f"card-{title.rpartition('_')[2]}-{i}"):
            st.html(card(seat, row, row == chosen))
            st.button(
                seat.say("desk.look"),
                key=f"look-{row.site}-{row.id}",
                on_click=go,
                args=("alerts",),
                kwargs={"alert": row.id, "of": seat.of(row.site)},
            )
    if len(rows) > LISTED:
        st.html(div("facts", seat.say("desk.more", n=len(rows) - LISTED)))


def card(seat: Seat, row: AlertRow, chosen: bool) -> Markup:
    """Tell an alert in three lines."""
    where = [seat.site_name(row.site)] if seat.everywhere else []
    where += [seat.place(row.site, row.place), seat.category(row.category)]
    return div(
        "card chosen" if chosen else "card",
        div("", chip(seat, row.level), status(seat, row)),
        div("what", " · ".join(part for part in where if part)),
        div("facts", evidence(as_crisis(row), seat.words)),
        *([div("facts", seat.say("crisis.under"))] if row.under else []),
        div("facts", since(seat, row)),
    )


def status(seat: Seat, row: AlertRow) -> Markup:
    """Tell whether somebody answered, and who."""
    by = f" · {plain(row.acknowledged_by)}" if row.acknowledged_by else ""
    return span(f"state state-{row.status}", seat.words.code("alert", row.status) + by)


def since(seat: Seat, row: AlertRow) -> str:
    """Tell when it began and how long it has lasted or did last."""
    until = row.ended or (seat.now(row.site) if row.site in seat.sites else row.since)
    lasting = seat.words.duration(max(0, until - row.since))
    return seat.say("desk.since", stamp=seat.stamp(row.site, row.since), time=lasting)
