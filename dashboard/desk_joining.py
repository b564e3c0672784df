"""Putting complaints together and apart: 拆案, 并案, and what the machine only suggests."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import queries, queries_clusters
from dashboard.desk_acting import act
from dashboard.desk_members import choose, reasoned
from dashboard.desk_seat import Seat
from dashboard.desk_text import plain
from dashboard.markup import div
from models import events as e
from models.stores.tables import MembershipRow


def part(seat: Seat, site: str, name: str, members: pd.DataFrame) -> None:
    """Take some complaints out, each alone or together; the machine never puts them back."""
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
        st.button(
            seat.say("action.cluster.split"),
            key=f"split-{name}",
            disabled=seat.idle or not 1 < len(keys) < len(members),
            on_click=act,
            args=(seat, site, [name], e.ClusterSplit(keys, seat.by)),
        )


def suggestions(seat: Seat, site: str, name: str, reasons: list[MembershipRow]) -> None:
    """List what looks alike, but not enough for the machine to decide; a person may join it."""
    no = refused(reasons)
    asked = [one.complaint for one in reasons if one.suggested and one.complaint not in no]
    rows = queries.named(seat.engine, site, asked)
    rows = rows[(rows["cluster"] != name) & ~rows["cluster"].isin(no)]
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
        others = sorted(set(rows[rows["key"].isin(keys)]["cluster"]))
        st.button(
            seat.say("action.cluster.kept_apart"),
            key=f"apart-{name}",
            disabled=seat.idle or not keys,
            on_click=act,
            args=(seat, site, others, e.ClusterKeptApart(name, seat.by), name),
        )


def refused(reasons: list[MembershipRow]) -> list[str]:
    """List the complaints and clusters of which a person said that they are another trouble."""
    return [one.complaint for one in reasons if one.by and not one.suggested]


def merge(seat: Seat, site: str, name: str) -> None:
    """Merge this cluster into another open one."""
    others, _ = queries_clusters.clusters(seat.engine, site)
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


def label(seat: Seat, site: str, row: Mapping[Any, Any]) -> str:
    """Name a cluster in a list of them."""
    size = seat.say("cluster.title", size=row["size"], people=row["people"])
    return " · ".join((seat.place(site, row["place"]), seat.category(row["category"]), size))
