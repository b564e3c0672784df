"""Clusters that one message links: the machine suggests a merge, people decide."""

import streamlit as st

from dashboard import queries, queries_clusters
from dashboard.desk_acting import act
from dashboard.desk_joining import label, refused
from dashboard.desk_reasons import reason
from dashboard.desk_seat import Seat
from dashboard.desk_text import plain
from dashboard.markup import div
from models import events as e
from models.stores.tables import ClusterRow, MembershipRow


def bridged(seat: Seat, site: str, name: str, reasons: list[MembershipRow]) -> None:
    """Suggest the other clusters that complaints of this one are like, the most alike first."""
    no, said = refused(reasons), dict[str, MembershipRow]()
    for one in queries_clusters.bridges(seat.engine, site, name):
        if one.cluster not in no:
            said.setdefault(one.cluster, one)
    linked = [(row, said[other]) for other in said if (row := whole(seat, site, other))]
    if not linked:
        return
    st.html(div("section", seat.say("cluster.bridged", n=len(linked))))
    for row, link in linked:
        suggested(seat, name, row, link)


def whole(seat: Seat, site: str, other: str) -> ClusterRow | None:
    """Return a cluster's record, if it is one that still stands."""
    row = queries_clusters.cluster(seat.engine, site, other)
    return row if row is not None and row.size and not row.merged_into else None


def suggested(seat: Seat, name: str, row: ClusterRow, link: MembershipRow) -> None:
    """Tell why, and let a person merge or refuse."""
    told = queries.complaint(seat.engine, row.site, link.complaint)
    number, texts = (told[0].pos, (told[1].subject, told[1].body)) if told else (0, ("",))
    why = reason(seat.words, link, {}, *texts)
    st.html(div("facts", label(seat, row.site, row.model_dump()), " · ",
                seat.say("cluster.link", number=number), plain(why)))  # fmt: skip
    with st.container(horizontal=True):
        for key, data in (
            ("merged", e.ClusterMerged(name, seat.by)),
            ("kept_apart", e.ClusterKeptApart(name, seat.by)),
        ):
            st.button(
                seat.say(f"action.cluster.{key}"),
                key=f"bridge-{key}-{row.id}-{name}",
                disabled=seat.idle,
                on_click=act,
                args=(seat, row.site, [row.id], data, name),
            )
