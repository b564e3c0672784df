"""The desk's second view: complaints that are one trouble (同一事件)."""

import pandas as pd
import streamlit as st

from dashboard import queries_clusters
from dashboard.desk_cluster import cluster_detail
from dashboard.desk_seat import Seat, go, shown
from dashboard.desk_tables import coded, moments, table
from dashboard.markup import div


def clusters(seat: Seat) -> None:
    """Draw the list, and the one that is looked at."""
    rows, total = queries_clusters.clusters(seat.engine, seat.at)
    chosen = shown("cluster") or (rows["id"].iloc[0] if len(rows) else "")
    left, right = st.columns([1.15, 1.7], gap="medium")
    with left:
        st.html(div("section", seat.say("desk.clusters_open", n=f"{total:,}")))
        listed(seat, rows, chosen)
    with right:
        if chosen:
            cluster_detail(seat, seat.at, chosen)


def listed(seat: Seat, rows: pd.DataFrame, chosen: str) -> None:
    """List the clusters; a click opens one."""
    if rows.empty:
        st.html(div("empty", seat.say("desk.no_cluster")))
        return
    ids = list(rows["id"])
    table(
        seat,
        cluster_rows(seat, seat.at, rows),
        f"clusters-{seat.at}-{chosen}",
        lambda i: go("clusters", cluster=ids[i], of=seat.of(seat.at)),
        chosen=ids.index(chosen) if chosen in ids else None,
        tall=18,
    )


def cluster_rows(seat: Seat, site: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Show clusters as a list does."""
    return pd.DataFrame(
        {
            "place": [seat.place(site, path) for path in rows["place"]],
            "category": coded(seat, "category", rows["category"]),
            "size": rows["size"],
            "people": rows["people"],
            "open": rows["open"],
            "last": moments(seat, site, rows["last"]),
        }
    )
