"""Acting at the desk: send an event, show it as pending, then what the fold made of it."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from dashboard import queries
from dashboard.actions import Pending
from dashboard.desk_seat import Seat
from dashboard.desk_text import plain
from dashboard.desk_verdict import Fate, fate
from dashboard.markup import div
from models.events import Data
from models.stores import records, settings

KEPT = 50  # actions of this session whose fate can still be shown
MARK = {"pending": "⏳", "done": "✓", "set_aside": "✗"}


def act(seat: Seat, site: str, subjects: Sequence[str], data: Data, about: str = "") -> None:
    """Send one event about each subject, and remember to tell what becomes of it.

    It is told where the first subject is shown, or the thing that the action is `about`.
    """
    about = about or subjects[0]
    try:
        pending = replace(seat.desk.act(site, subjects, data, settings.now()), subject=about)
    except SQLAlchemyError:
        st.session_state["desk.failed"] = about
        return
    st.session_state.pop("desk.failed", None)
    st.session_state["desk.pending"] = [pending, *sent()][:KEPT]


def sent() -> list[Pending]:
    """List what this session did, newest first."""
    found: list[Pending] = st.session_state.get("desk.pending", [])
    return found


def fates(seat: Seat, site: str, subject: str) -> None:
    """Tell what became of the newest action about something."""
    if st.session_state.get("desk.failed") == subject:
        st.html(div("fate fate-failed", "✗ ", seat.say("fate.failed"), role="alert"))
    newest = next((one for one in sent() if (one.site, one.subject) == (site, subject)), None)
    if newest is not None:
        decided = judged(seat, newest)
        st.html(div(f"fate fate-{decided}", told(seat, newest, decided), role="status"))


def judged(seat: Seat, action: Pending) -> Fate:
    """Look up what the fold made of an action."""
    cursor = records.cursor(seat.engine, action.site)
    set_aside = action.pos in records.poisoned(seat.engine, action.site)
    return fate(action, cursor, set_aside, queries.alert(seat.engine, action.site, action.subject))


def told(seat: Seat, action: Pending, decided: Fate) -> str:
    """Say it: acknowledged by you, already by somebody else, over by then."""
    alert = queries.alert(seat.engine, action.site, action.subject)
    owner = plain(alert.acknowledged_by) if alert else ""
    name = seat.say(f"action.{action.action}")
    mine = decided == "done" and action.action == "alert.acknowledged"
    key = "fate.acknowledged" if mine else f"fate.{decided}"
    return f"{MARK.get(decided, '!')} {seat.say(key, action=name, owner=owner)}"


def ask_who(seat: Seat) -> None:
    """Ask for a role where there is none yet: nobody acts as nobody."""
    if seat.idle:
        st.html(div("warning", seat.say("desk.who_first")))
