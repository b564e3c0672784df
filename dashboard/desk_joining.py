"""Putting complaints together and apart: 拆案, 并案, and what the machine only suggests."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.desk_acting import act
from dashboard.desk_members import choose, reasoned
from dashboard.desk_seat import Seat
from dashboard.desk_text import plain
from dashboard.markup import div
from models import events as e
from models.stores.tables import MembershipRow


def part(seat: Seat, site: str, name: str, members: pd.DataFrame) -> None:
    """Take some complaints out; the machine never puts them back."""
    if len(members) == 1:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keys = choose(seat, f"part-{name}", "cluster.choose_part", members)
        st.button(
            seat.say("action.cluster.parted"),
            key=f"parted-{name}",
            disabled=seat.idle or not keys,
            on_click=act,
            args=(seat, site, keys, e.ClusterParted(seat.by), name),
        )


def suggestions(seat: Seat, site: str, name: str, reasons: list[MembershipRow]) -> None:
    """List what looks alike, but not enough for the machine to decide; a person may join it."""
    rows = queries.named(seat.engine, site, [one.complaint for one in reasons])
    rows = rows[rows["cluster"] != name]
    if rows.empty:
        return
    st.html(div("section", seat.say("cluster.suggested", n=len(rows))))
    st.html(reasoned(seat, site, rows, reasons))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keys = choose(seat, f"join-{name}", "cluster.choose_join", rows)
        st.button(
            seat.say("action.cluster.joined"),
            key=f"joined-{name}",
            disabled=seat.idle or not keys,
            on_click=act,
            args=(seat, site, keys, e.ClusterJoined(name, seat.by), name),
        )


def merge(seat: Seat, site: str, name: str) -> None:
    """Merge this cluster into another open one."""
    others, _ = queries.clusters(seat.engine, site)
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
