"""Where the six steps of one complaint stand this moment, by the same rule as the fold's."""

import msgspec
import pandas as pd
import streamlit as st
from sqlalchemy import select

from dashboard.desk_seat import DESCRIBED, Seat
from dashboard.desk_tables import moments
from dashboard.desk_text import plain
from models.clock.asides import TIERS
from models.clock.statuses import StepStanding, statuses
from models.clock.targets import Calendars, targets
from models.events import RulesAdopted
from models.policy import ClockRules, Policy
from models.state import Complaint, Course
from models.stores.database import reading
from models.stores.log import ENTRY, Log
from models.stores.recall import recalled
from models.stores.tables import ComplaintRow

MINUTE = 60
RUNNING = ("on_track", "at_risk", "breached")


@st.cache_data(ttl=DESCRIBED, max_entries=64, show_spinner=False)
def adopted(site: str, _log: Log) -> list[tuple[int, ClockRules]]:
    """Return the clock's rules that some complaint may have, the newest first, and from where."""
    query = select(ENTRY.c.pos).where(ENTRY.c.site == site, ENTRY.c.type == "rules.adopted")
    with reading(_log.engine) as connection:
        found = list(connection.scalars(query.order_by(ENTRY.c.pos.desc())))
    rules: list[tuple[int, ClockRules]] = []
    for pos in found:
        event = _log.find(site, pos)
        if event is not None and isinstance(event.data, RulesAdopted):
            rules.append((pos, msgspec.convert(event.data.policy, Policy).clock))
            if rules[-1][1].on_change == "recompute":
                break
    return rules


def stopped(seat: Seat, site: str) -> list[str]:
    """Return the steps that a pause stops by the policy in force."""
    return next((rules.pauses for _, rules in adopted(site, seat.desk.log)), [])


def standings(seat: Seat, row: ComplaintRow) -> list[StepStanding]:
    """Return where everything owed stands now; nothing where no rules are known."""
    rules = adopted(row.site, seat.desk.log)
    if not rules:
        return []
    complaint, opened = recalled(row), seat.sites.get(row.site)
    own = next((clock for pos, clock in rules if pos < row.pos), rules[-1][1])
    own = rules[0][1] if rules[0][1].on_change == "recompute" else own
    calendars = Calendars(own, seat.zone(row.site))
    sort = (complaint.kind, complaint.category, complaint.urgency, complaint.channel)
    limits = targets(calendars, row.site, opened.steps if opened else [], sort)
    return statuses(complaint, limits, rules[0][1], seat.now(row.site))


def steps(seat: Seat, row: ComplaintRow) -> pd.DataFrame:
    """Tell of each step when it is due and done, and what that makes."""
    found, now = standings(seat, row), seat.now(row.site)
    return pd.DataFrame(
        {
            "step": [seat.words.code("step", one.step) for one in found],
            "due": moments(seat, row.site, pd.Series([one.due for one in found], dtype="int64")),
            "done": moments(seat, row.site, pd.Series([one.done for one in found], dtype="int64")),
            "sla": [said(seat, one, now) for one in found],
        }
    )


def said(seat: Seat, one: StepStanding, now: int) -> str:
    """Say how a step stands and why: what is left of its time, why it waits, that it was met."""
    status = seat.words.code("sla", one.status)
    if one.status in RUNNING:
        left = seat.words.left(one.due - now) if one.due else "–"
        return f"{status} {one.cause}% · {left}" if one.cause else left
    cause = seat.words.code("cause", one.cause) if one.cause else ""
    return f"{status} · {cause}" if cause else status


def course(seat: Seat, row: ComplaintRow) -> list[str]:
    """Tell what else became of it: outcome and reason, whose it is, promises, late entry."""
    complaint: Complaint = recalled(row)
    own = complaint.course or Course()
    told = []
    if own.outcome:
        outcome = seat.words.code("outcome", own.outcome)
        told.append(" · ".join(part for part in (outcome, plain(own.reason)) if part))
    if own.tier:
        told.append(seat.say("course.tier", tier=seat.words.code("tier", TIERS[own.tier])))
        if own.asked_for:
            told[-1] += f" · {seat.words.code('authority', own.asked_for)}"
    if own.kept or own.broken:
        told.append(seat.say("course.promises", kept=own.kept, n=own.kept + own.broken))
    if row.at - row.time >= MINUTE:
        told.append(seat.say("course.entered", time=seat.words.duration(row.at - row.time)))
    return told
