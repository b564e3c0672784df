"""Beside the six steps: stop the clock and let it run, promise a time, call for more authority.

Each is offered for one complaint, or for all open ones of a cluster: one event for each of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.desk_acting import act
from dashboard.desk_promise import days, moment, trouble
from dashboard.desk_seat import Seat
from dashboard.desk_steps import stopped
from dashboard.desk_text import plain
from dashboard.markup import div
from models import events as e
from models.clock.asides import TIERS
from models.state import Course
from models.stores.recall import COURSE

PAUSES: tuple[e.PauseReason, ...] = get_args(e.PauseReason)
REASONS: tuple[e.CallReason, ...] = get_args(e.CallReason)
CALLED: tuple[e.Authority, ...] = get_args(e.Authority)
NOON = time(12)
NOTE = 200  # characters
Courses = Mapping[str, Course]  # by the complaint's key


@dataclass(frozen=True)
class Form:
    """Some questions under a button, for one action on some complaints."""

    seat: Seat
    site: str
    about: str
    action: str

    @property
    def room(self) -> str:
        """The name of its box, and of what says whether that is open."""
        return f"{self.action}-{self.about}"

    def opened(self) -> DeltaGenerator:
        """Draw the button, and give the room under it."""
        label, idle = self.seat.say(f"action.{self.action}"), self.seat.idle
        return st.popover(label, disabled=idle, key=self.room, on_change="rerun")

    def confirm(self, keys: list[str], answer: e.Data | str) -> None:
        """Offer to send the event, or say by its key what is still wrong."""
        if isinstance(answer, str):
            st.html(div("warning", self.seat.say(answer)))
        st.button(
            self.seat.say("alert.confirm"),
            type="primary",
            key=f"yes-{self.room}",
            disabled=isinstance(answer, str),
            on_click=self.send,
            args=(keys, answer),
        )

    def send(self, keys: list[str], data: e.Data) -> None:
        """Send it and shut the box, so that nobody sends it twice."""
        act(self.seat, self.site, keys, data, self.about)
        st.session_state[self.room] = False


def courses(rows: Sequence[Mapping[Any, Any]]) -> Courses:
    """Return what the open complaints among these records went through."""
    return {
        row["key"]: COURSE(row["course"]) if row["course"] else Course()
        for row in rows
        if row["status"] == "open"
    }


def asides(seat: Seat, site: str, about: str, open_ones: Courses) -> None:
    """Offer what these complaints allow; what becomes of it is told where `about` is shown."""
    running = [key for key, course in open_ones.items() if not course.paused_at]
    waiting = [key for key in open_ones if key not in running]
    low = min((reached(course) for course in open_ones.values()), default=len(TIERS))
    if running:
        pause(seat, site, about, running)
    if waiting:
        st.button(
            seat.say("action.complaint.resumed"),
            key=f"resume-{about}",
            disabled=seat.idle,
            on_click=act,
            args=(seat, site, waiting, e.Resumed(seat.by), about),
        )
    if open_ones:
        promise(seat, site, about, list(open_ones))
    if low + 1 < len(TIERS):
        escalate(seat, site, about, {key: reached(one) for key, one in open_ones.items()})


def reached(course: Course) -> int:
    """Return the tier that a complaint has come to, by time or by call."""
    return max(course.tier, course.asked)


def pause(seat: Seat, site: str, about: str, keys: list[str]) -> None:
    """暂停计时, for a reason; it says which steps that stops."""
    form = Form(seat, site, about, "complaint.paused")
    with form.opened():
        reason = st.radio(
            seat.say("pause.why"),
            PAUSES,
            index=None,
            key=f"pause-{about}",
            format_func=lambda code: seat.words.code("cause", code),
        )
        names = [seat.words.code("step", step) for step in stopped(seat, site)]
        key = "pause.stops" if names else "pause.stops_none"
        st.html(div("facts", seat.say(key, steps=seat.say("reason.comma").join(names))))
        form.confirm(keys, e.Paused(reason, seat.by) if reason else "pause.no_reason")


def promise(seat: Seat, site: str, about: str, keys: list[str]) -> None:
    """承诺 a time, on the clocks of the site."""
    now, zone = seat.now(site), seat.zone(site)
    form = Form(seat, site, about, "complaint.promised")
    with form.opened():
        day = st.selectbox(
            seat.say("promise.day"),
            days(now, zone),
            key=f"day-{about}",
            format_func=lambda day: seat.words.day(moment(day, NOON, zone), zone),
        )
        clock = st.time_input(seat.say("promise.time"), None, key=f"time-{about}")
        until = moment(day, clock, zone) if clock else 0
        wrong = trouble(until, now)
        form.confirm(keys, wrong or e.Promised(until, seat.by))


def escalate(seat: Seat, site: str, about: str, tiers: Mapping[str, int]) -> None:
    """升级 to a higher tier of authority (三级处理权限); "other" needs a word on why."""
    low = min(tiers.values())
    form = Form(seat, site, about, "complaint.escalated")
    with form.opened():
        to = st.radio(
            seat.say("escalate.to"),
            CALLED[low:],
            key=f"to-{about}",
            format_func=lambda code: seat.words.code("tier", code),
        )
        reason = st.selectbox(
            seat.say("escalate.why"),
            REASONS,
            key=f"why-{about}",
            format_func=lambda code: seat.words.code("authority", code),
        )
        note = st.text_input(seat.say("alert.note_label"), key=f"call-{about}", max_chars=NOTE)
        keys = [key for key, tier in tiers.items() if tier < TIERS.index(to)]
        wrong = "escalate.no_note" if reason == "other" and not plain(note) else ""
        form.confirm(keys, wrong or e.ComplaintEscalated(to, reason, seat.by, note))
