"""The desk's third view: all complaints, filtered and searched, and the one looked at."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import queries
from dashboard.desk_complaint import complaint_detail
from dashboard.desk_filter import Filter
from dashboard.desk_seat import Seat, go, shown
from dashboard.desk_tables import complaint_rows, table
from dashboard.desk_text import plain
from dashboard.markup import div
from models.policy import STEPS

STATUSES = ("", "open", "resolved", "closed")
STANDINGS = ("", "at_risk", "breached", "on_track")
FAMILIES = {"standing": "sla"}
KINDS = ("", "complaint", "repair", "enquiry", "suggestion", "praise")


def complaints(seat: Seat) -> None:
    """Draw the open complaint above the list it was picked from."""
    if shown("complaint"):
        complaint_detail(seat, seat.at, shown("complaint"))
    wanted = asked(seat)
    rows, total = queries.complaints(seat.engine, seat.at, wanted)
    key = "desk.complaints_all" if total == len(rows) else "desk.complaints_some"
    st.html(div("section", seat.say(key, total=f"{total:,}", n=len(rows))))
    if rows.empty:
        st.html(div("empty", seat.say("desk.no_complaint")))
        return
    keys = list(rows["key"])
    table(
        seat,
        complaint_rows(seat, seat.at, rows),
        f"complaints-{seat.at}-{shown('complaint')}",
        lambda i: go("complaints", complaint=keys[i], of=seat.of(seat.at)),
        chosen=keys.index(shown("complaint")) if shown("complaint") in keys else None,
        tall=16,
    )


def asked(seat: Seat) -> Filter:
    """Draw the filters and read them."""
    places, categories = queries.used(seat.engine, seat.at)
    with st.container(horizontal=True, key="filters"):
        return Filter(
            words=st.text_input(
                seat.say("filter.words"), key="filter.words", max_chars=80, width=220
            ),
            place=choice(seat, "place", with_tops(places, "/")),
            category=choice(seat, "category", with_tops(categories, ".")),
            status=choice(seat, "status", STATUSES),
            standing=choice(seat, "standing", STANDINGS),
            step=choice(seat, "step", ("", *STEPS)),
            kind=choice(seat, "kind", KINDS),
        )


def choice(seat: Seat, field: str, options: Sequence[str]) -> str:
    """Ask for one value; the first, "", is all of them."""
    return st.selectbox(
        seat.say(f"filter.{field}"),
        options,
        key=f"filter.{field}-{seat.at}",
        format_func=partial(option, seat, field),
        width=150,
    )


def option(seat: Seat, field: str, code: str) -> str:
    """Name a value; what is below another is set in."""
    if not code:
        return seat.say("filter.all")
    if field == "place":
        return seat.place(seat.at, code)
    name = plain(seat.words.code(FAMILIES.get(field, field), code))
    return f"\u3000{name}" if field == "category" and "." in code else name


def with_tops(paths: Sequence[str], separator: str) -> list[str]:
    """Return all paths and everything above them, sorted, behind ""."""
    above = {
        separator.join(path.split(separator)[:depth])
        for path in paths
        for depth in range(1, path.count(separator) + 2)
    }
    return ["", *sorted(above - {""})]
