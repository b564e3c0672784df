"""One cluster: why its complaints stand together, and working them as one."""

import pandas as pd
import streamlit as st

from dashboard import queries_clusters
from dashboard.desk_acting import ask_who, fates
from dashboard.desk_asides import asides, courses
from dashboard.desk_bridges import bridged
from dashboard.desk_history import history
from dashboard.desk_joining import merge, part, suggestions
from dashboard.desk_known import known
from dashboard.desk_members import reasoned
from dashboard.desk_seat import Seat, go
from dashboard.desk_style import figures
from dashboard.desk_work import work_as_one
from dashboard.markup import Markup, div
from models.stores.tables import ClusterRow, MembershipRow


def cluster_detail(seat: Seat, site: str, name: str) -> None:
    """Draw it; a complaint that stands alone has no record of a cluster."""
    members = queries_clusters.members(seat.engine, site, name)
    row = queries_clusters.cluster(seat.engine, site, name)
    if row is not None and row.merged_into:
        merged(seat, row)
        return
    if members.empty:
        st.html(div("empty", seat.say("cluster.unknown")))
        return
    reasons = queries_clusters.reasons(seat.engine, site, name)
    st.html(headline(seat, site, row, members))
    st.html(known(seat, site, row, members))
    fates(seat, site, name)
    ask_who(seat)
    work_as_one(seat, site, name, members)
    with st.container(horizontal=True):
        asides(seat, site, name, courses(members.to_dict("records")))
    st.html(history(seat, site, [name, *members["key"]]))
    joined(seat, site, name, members, reasons)
    suggestions(seat, site, name, reasons)
    bridged(seat, site, name, reasons)
    merge(seat, site, name)


def merged(seat: Seat, row: ClusterRow) -> None:
    """Say where the complaints went, and lead there."""
    st.html(div("empty", seat.say("cluster.merged")))
    target = {"cluster": row.merged_into, "of": seat.of(row.site)}
    st.button(seat.say("cluster.follow"), on_click=go, args=("clusters",), kwargs=target)


def headline(seat: Seat, site: str, row: ClusterRow | None, members: pd.DataFrame) -> Markup:
    """Name place and category, and how many complaints of how many people."""
    first = members.iloc[0]
    place, category = (row.place, row.category) if row else (first["place"], first["category"])
    where = " · ".join((seat.place(site, place), seat.category(category)))
    people = row.people if row else 1
    title = seat.say("cluster.title", size=len(members), people=people)
    first_made, last_made = (
        seat.stamp(site, int(moment)) for moment in (members["time"].min(), members["time"].max())
    )
    apart = row is not None and row.workers > 1 and not row.as_one
    return div(
        "",
        div("headline", f"{title}  {where}"),
        figures(
            [
                (str(int((members["status"] == "open").sum())), seat.say("cluster.open")),
                (str(members["channel"].nunique()), seat.say("cluster.channels")),
            ]
        ),
        div("facts", seat.say("cluster.spell", first=first_made, last=last_made)),
        *([div("warning", seat.say("cluster.apart", n=row.workers))] if row and apart else []),
    )


def joined(
    seat: Seat, site: str, name: str, members: pd.DataFrame, reasons: list[MembershipRow]
) -> None:
    """List the members with the reason of each; some can be parted."""
    st.html(div("section", seat.say("cluster.why")))
    st.html(reasoned(seat, site, members, [one for one in reasons if not one.suggested]))
    part(seat, site, name, members)
