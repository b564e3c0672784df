"""The hand-over sheet 交接班单 of the running shift, to print from the browser."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from dashboard.desk_alert import as_crisis
from dashboard.desk_head import head
from dashboard.desk_seat import Seat, seat
from dashboard.desk_style import chip, figures, style
from dashboard.desk_text import plain
from dashboard.evidence import evidence
from dashboard.handover_rows import Handed, Owed, Part, handed
from dashboard.kiosk import kiosk
from dashboard.markup import Markup, div, tag
from dashboard.visit import Visit
from models.stores.tables import AlertRow, ClusterRow

SHOWN, UNFOLDED = 15, 300  # rows of a part, and those that unfold below them
ALERT = ("level", "place", "evidence", "holder")
OWED = ("number", "place", "category", "step", "left", "person")
CLUSTER = ("place", "category", "size", "open")
T = TypeVar("T")
SHEET = """<style>
.handed table { width: 100%; border-collapse: collapse; table-layout: fixed }
.handed :is(th, td) { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #24324A;
  overflow-wrap: anywhere; vertical-align: top }
.handed th { color: #9FB0C8; font-weight: 400; text-align: left }
.handed tr > :first-child { width: 9rem } .handed tr > :nth-child(2) { width: 28% }
.handed-clusters tr > :first-child { width: 28% }
details > summary { cursor: pointer; padding: .3rem 0 }
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
        "opened": sheet.opened, "closed": sheet.closed, "open": sheet.open,
        "red": sheet.red.total,
    }  # fmt: skip
    pairs = [(f"{n:,}", one.say(f"handover.{name}")) for name, n in numbers.items()]
    st.html(div("facts", span) + figures(pairs))
    listed(one, "alerts", ALERT, sheet.alerts, lambda row: alert(one, row))
    for name, part in (("still_red", sheet.red), ("due", sheet.due)):
        listed(one, name, OWED, part, lambda row: owed(one, row, sheet.end))
    listed(one, "clusters", CLUSTER, sheet.clusters, lambda row: cluster(one, row))
    st.html(div("facts", one.say("handover.past", site=one.site)))


def listed(
    one: Seat, name: str, heads: Sequence[str], part: Part[T], cells: Callable[[T], Sequence[str]]
) -> None:
    """Draw one part: the first rows, those that unfold, and how many are on neither."""
    rows = [tag("tr", *(tag("td", cell) for cell in cells(row))) for row in part.rows[:UNFOLDED]]
    head = tag("tr", *(tag("th", one.say(f"handover.head_{each}")) for each in heads))
    shown = [div(f"handed handed-{name}", tag("table", head, *rows[:SHOWN]))] if rows else []
    if part.total > SHOWN:
        shown.append(unfolding(one, name, part.total, rows[SHOWN:]))
    none = [div("facts", one.say("handover.none"))]
    st.html(div("", div("section", one.say(f"handover.{name}", n=part.total)), *(shown or none)))


def unfolding(one: Seat, name: str, total: int, rows: Sequence[Markup]) -> Markup:
    """Fold the rest away under how many they are; beyond it is the command's sheet."""
    beyond = total - SHOWN - len(rows)
    more = [div("facts", one.say("desk.more", n=beyond))] if beyond else []
    return tag(
        "details",
        tag("summary", one.say("handover.unfold", n=total - SHOWN), class_="facts"),
        div(f"handed handed-{name}", tag("table", *rows)),
        *more,
    )


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
