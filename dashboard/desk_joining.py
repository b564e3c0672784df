"""Putting complaints together and apart: 拆案, 并案, and what the machine only suggests."""

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from dashboard import queries
from dashboard.desk_acting import act
from dashboard.desk_reasons import reason
from dashboard.desk_seat import Seat
from dashboard.desk_tables import complaint_rows, plain, table
from dashboard.markup import div
from models import events as e
from models.stores.tables import MembershipRow


def part(seat: Seat, site: str, name: str, keys: list[str]) -> None:
    """Take the marked complaints out; the machine never puts them back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            seat.say("action.cluster.parted"),
            key=f"part-{name}",
            disabled=seat.idle or not keys,
            on_click=act,
            args=(seat, site, keys, e.ClusterParted(seat.by)),
        )
        st.html(div("facts", seat.say("cluster.marked", n=len(keys))))


def suggestions(seat: Seat, site: str, name: str, reasons: list[MembershipRow]) -> None:
    """List what looks alike, but not enough for the machine to decide; a person may join it."""
    known = {one.complaint: one for one in reasons}
    rows = queries.named(seat.engine, site, list(known)) if known else None
    if rows is None or (rows := rows[rows["cluster"] != name].reset_index(drop=True)).empty:
        return
    st.html(div("section", seat.say("cluster.suggested", n=len(rows))))
    shown = complaint_rows(seat, site, rows)
    shown["reason"] = [plain(reason(seat.words, known[key], {})) for key in rows["key"]]
    columns = ["number", "time", "text", "reason", "place"]
    marked = table(seat, shown[columns], f"suggested-{name}-{len(rows)}", tall=5)
    st.button(
        seat.say("action.cluster.joined"),
        key=f"join-{name}",
        disabled=seat.idle or not marked,
        on_click=act,
        args=(seat, site, [rows["key"].iloc[i] for i in marked], e.ClusterJoined(name, seat.by)),
    )


def merge(seat: Seat, site: str, name: str) -> None:
    """Merge this cluster into another open one."""
    others = queries.clusters(seat.engine, site)
    others = others[others["id"] != name]
    if others.empty:
        return
    labels: dict[str, str] = {
        row["id"]: label(seat, site, row) for row in others.to_dict("records")
    }
    st.html(div("section", seat.say("cluster.merge")))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        into = st.selectbox(
            seat.say("cluster.into"),
            list(labels),
            index=None,
            key=f"into-{name}",
            format_func=lambda one: plain(labels.get(one, one)),
            placeholder=seat.say("cluster.choose"),
            width=420,
        )
        st.button(
            seat.say("action.cluster.merged"),
            key=f"merge-{name}",
            disabled=seat.idle or into is None,
            on_click=act,
            args=(seat, site, [name], e.ClusterMerged(into or "", seat.by)),
        )


def label(seat: Seat, site: str, row: Mapping[Hashable, Any]) -> str:
    """Name a cluster in a list of them."""
    size = seat.say("cluster.title", size=row["size"], people=row["people"])
    return " · ".join((seat.place(site, row["place"]), seat.category(row["category"]), size))
