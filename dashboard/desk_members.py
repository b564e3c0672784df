"""Complaints of a cluster with the reason of each, and choosing some of them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.desk_reasons import reason
from dashboard.desk_seat import Seat
from dashboard.desk_tables import standing
from dashboard.desk_text import cut, plain
from dashboard.markup import Markup, div, tag
from models.stores.tables import MembershipRow

LISTED = 100
TEXT = 140  # characters
HEADS = ("number", "time", "channel", "text", "reason", "standing")


def reasoned(seat: Seat, site: str, rows: pd.DataFrame, reasons: Sequence[MembershipRow]) -> Markup:
    """Build a table in which every reason can be read to its end."""
    known = {one.complaint: one for one in reasons}
    numbers = dict(zip(rows["key"], rows["pos"], strict=True))
    head = tag("tr", *(tag("th", seat.say(f"column.{name}")) for name in HEADS))
    lines = []
    for row in rows[:LISTED].to_dict("records"):
        why = reason(seat.words, known.get(row["key"]), numbers, row["subject"], row["body"])
        lines.append(line(seat, site, {str(name): value for name, value in row.items()}, why))
    more = seat.say("cluster.cut", n=LISTED, total=len(rows)) if len(rows) > LISTED else ""
    return div("members", tag("table", head, *lines), div("facts", more))


def line(seat: Seat, site: str, row: dict[str, object], why: str) -> Markup:
    """Build one row."""
    address = f"{seat.here.link('desk')}&view=complaints&{seat.query(site, str(row['key']))}"
    cells = [
        tag("a", f"#{row['pos']}", href=address, target="_self"),
        seat.stamp(site, int(str(row["time"]))),
        plain(seat.words.code("channel", str(row["channel"]))),
        cut(f"{row['subject']} {row['body']}", TEXT),
        plain(why),
        standing(seat, str(row["status"]), str(row["standing"])),
    ]
    return tag("tr", *(tag("td", cell) for cell in cells))


def choose(seat: Seat, key: str, label: str, rows: pd.DataFrame) -> list[str]:
    """Ask for some of the complaints; return their keys."""
    listed = zip(rows["key"], rows["pos"], rows["subject"], rows["body"], strict=True)
    names = {name: cut(f"#{pos} {subject} {body}", 40) for name, pos, subject, body in listed}
    return st.multiselect(
        seat.say(label),
        list(names),
        key=f"{key}-{len(rows)}",
        format_func=lambda name: names.get(name, name),
        placeholder=seat.say("cluster.choose_complaint"),
        width=520,
    )
