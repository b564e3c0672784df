"""What a cluster knows of itself: its central message, who files again, and how often it came."""

import pandas as pd

from dashboard import queries, queries_clusters
from dashboard.desk_seat import Seat
from dashboard.desk_text import cut
from dashboard.markup import Markup, div
from dashboard.words import MINUTE
from models.stores.tables import ClusterRow

TEXT = 160  # characters of the central message
OFTEN = 3  # messages of one complainant that are worth telling


def known(seat: Seat, site: str, row: ClusterRow | None, members: pd.DataFrame) -> Markup:
    """Tell it line by line."""
    lines = [
        central(seat, row, members),
        repeated(seat, members),
        returned(seat, site, str(members["cluster"].iloc[0])),
    ]
    return div("", *(div("facts", line) for line in lines if line))


def central(seat: Seat, row: ClusterRow | None, members: pd.DataFrame) -> str:
    """Say what it is about in the words of its most central message; alone it speaks below."""
    if row is None or len(members) == 1:
        return ""
    found = members[members["key"] == row.central]
    texts = [f"{one['subject']} {one['body']}" for one in found.to_dict("records")]
    said = cut(texts[0], TEXT) if texts else ""
    return seat.say("cluster.central", text=said) if said else ""


def repeated(seat: Seat, members: pd.DataFrame) -> str:
    """Say that one complainant filed many of them, and within what time."""
    counts = members[members["who"] != 0]["who"].value_counts()
    if counts.empty or counts.iloc[0] < OFTEN:
        return ""
    times = members[members["who"] == counts.index[0]]["time"]
    spell = seat.words.duration(max(MINUTE, int(times.max() - times.min())))
    return seat.say("cluster.repeated", times=int(counts.iloc[0]), spell=spell)


def returned(seat: Seat, site: str, name: str) -> str:
    """Say that the trouble came before: how often, since when, and which the last time was."""
    link = queries_clusters.returned(seat.engine, site, name)
    if link is None:
        return ""
    last = queries.complaint(seat.engine, site, link.like)
    since = seat.stamp(site, link.since)
    number = last[0].pos if last else "?"
    return seat.say("cluster.returned", times=link.times, since=since, number=number)
