"""The desk's last view: what was refused at the door, and why (退件)."""

import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.desk_seat import Seat
from dashboard.desk_tables import coded, listing, moments
from dashboard.desk_text import plain
from dashboard.markup import div

SHOWN = 400  # characters of a refused body


def refused(seat: Seat) -> None:
    """List the newest, and say how many there are."""
    rows, total = queries.refused(seat.engine, "" if seat.everywhere else seat.site)
    key = "desk.refused_all" if total == len(rows) else "desk.refused_some"
    st.html(div("section", seat.say(key, total=f"{total:,}", n=len(rows))))
    if rows.empty:
        st.html(div("empty", seat.say("desk.no_refused")))
        return
    listing(seat, refused_rows(seat, rows), tall=18)


def refused_rows(seat: Seat, rows: pd.DataFrame) -> pd.DataFrame:
    """Show refused letters; a body is bytes of any kind, read as text as far as it goes."""
    return pd.DataFrame(
        {
            "refused_at": moments(seat, seat.site, rows["refused_at"]),
            "channel": coded(seat, "channel", rows["channel"]),
            "site": [seat.site_name(site) if site else "–" for site in rows["site"]],
            "why": [plain(reason) for reason in rows["reason"]],
            "body": [
                plain(bytes(body)[: SHOWN * 4].decode("utf-8", "replace"))[:SHOWN]
                for body in rows["body"]
            ],
        }
    )
