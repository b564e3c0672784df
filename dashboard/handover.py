"""The hand-over sheet 交接班单 of the running shift, to print from the browser."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from dashboard.desk_alert import as_crisis
from dashboard.desk_head import head
from dashboard.desk_seat import Seat, seat
from dashboard.desk_style import chip, figures, style
from dashboard.desk_text import plain
from dashboard.evidence import evidence
from dashboard.handover_rows import Handed, Owed, handed
from dashboard.kiosk import kiosk
from dashboard.markup import Markup, div, tag
from dashboard.visit import Visit
from models.stores.tables import AlertRow, ClusterRow

SHOWN = 15  # rows of a list
SHEET = """<style>
.handed table { width: 100%; border-collapse: collapse; table-layout: fixed }
.handed td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #24324A;
  overflow-wrap: anywhere; vertical-align: top }
.handed td:first-child { width: 9rem } .handed td:nth-child(2) { width: 28% }
@media print {
  [data-testid="stApp"], [data-testid="stMain"] { position: static; overflow: visible }
  [data-testid="stApp"] *, .section { color: #000 !important; background: #fff !important }
  .desk-links, [data-testid="stSelectbox"] { display: none }
  @page { size: A4; margin: 12mm } }
</style>"""


def handover(here: Visit) -> None:
    """Draw the sheet of one site."""
    st.set_page_config(page_title=here.words.text("page.handover"), layout="wide")
    st.html(style() + SHEET)
    head(here, "handover")
    kiosk(here)
    one = seat(here, "")
    if one.everywhere or one.site not in one.sites:
        key = "desk.choose_site" if one.everywhere else "desk.unknown_site"
        st.html(div("empty", one.say(key, site=one.site)))
        return
    try:
        draw(one, handed(one.engine, one.site, one.zone(one.site), one.now(one.site)))
    except SQLAlchemyError:
        st.html(div("empty", one.say("desk.no_database")))


def draw(one: Seat, sheet: Handed) -> None:
    """Draw the parts in the order in which they matter."""
    span = one.say(
        "handover.span", begin=one.stamp(one.site, sheet.begin), end=one.stamp(one.site, sheet.end)
    )
    numbers = {
        "opened": sheet.opened, "closed": sheet.closed, "open": sheet.open, "red": len(sheet.red),
    }  # fmt: skip
    pairs = [(f"{n:,}", one.say(f"handover.{name}")) for name, n in numbers.items()]
    st.html(div("facts", span) + figures(pairs))
    listed(one, "handover.alerts", len(sheet.alerts), [alert(one, row) for row in sheet.alerts])
    for name, rows in (("handover.still_red", sheet.red), ("handover.due", sheet.due)):
        listed(one, name, len(rows), [owed(one, row, sheet.end) for row in rows[:SHOWN]])
    clusters = [cluster(one, row) for row in sheet.clusters[:SHOWN]]
    listed(one, "handover.clusters", len(sheet.clusters), clusters)
    st.html(div("facts", one.say("handover.past", site=one.site)))


def listed(one: Seat, title: str, count: int, rows: Sequence[Sequence[str]]) -> None:
    """Draw one part, and say how many rows found no room."""
    lines = [tag("tr", *(tag("td", cell) for cell in row)) for row in rows]
    shown = div("handed", tag("table", *lines)) if lines else div("facts", one.say("handover.none"))
    more = [div("facts", one.say("desk.more", n=count - len(rows)))] if count > len(rows) else []
    st.html(div("section", one.say(title, n=count)) + shown + Markup("".join(more)))


def alert(one: Seat, row: AlertRow) -> list[str]:
    """Return an open alert with whoever holds it."""
    held = plain(row.acknowledged_by) if row.status == "acknowledged" else ""
    return [
        chip(one, row.level),
        one.place(one.site, row.place),
        plain(evidence(as_crisis(row), one.words)),
        held or one.say("handover.nobody"),
    ]


def owed(one: Seat, row: Owed, now: int) -> list[str]:
    """Return a complaint with its limit."""
    complaint = row.complaint
    return [
        f"#{complaint.pos}",
        one.place(one.site, complaint.place),
        one.category(complaint.category),
        one.words.code("step", row.step),
        one.words.left(row.due - now),
        plain(complaint.person),
    ]


def cluster(one: Seat, row: ClusterRow) -> list[str]:
    """Return a new cluster."""
    return [
        one.place(one.site, row.place),
        one.category(row.category),
        one.say("handover.size", size=f"{row.size:,}", people=f"{row.people:,}"),
        one.say("handover.left", open=f"{row.open:,}"),
    ]
