"""One complaint: what was written, where its six steps stand, and doing the next one."""

import pandas as pd
import streamlit as st

from dashboard import queries, queries_clusters
from dashboard.desk_acting import act, ask_who, fates
from dashboard.desk_asides import asides, courses
from dashboard.desk_history import history
from dashboard.desk_known import returned
from dashboard.desk_seat import Seat, go
from dashboard.desk_steps import course, steps
from dashboard.desk_tables import listing
from dashboard.desk_text import plain, whole
from dashboard.desk_work import work_complaint
from dashboard.markup import Markup, div
from models import events as e
from models.stores.tables import ComplaintRow, TextRow

SHOWN = 20_000  # characters of a text


def complaint_detail(seat: Seat, site: str, key: str) -> None:
    """Draw it."""
    found = queries.complaint(seat.engine, site, key)
    with st.container(border=True, key="complaint"):
        if found is None:
            st.html(div("empty", seat.say("complaint.unknown")))
            return
        row, text = found
        left, right = st.columns([1, 1.2], gap="medium")
        with left:
            st.html(written(seat, row, text))
            links(seat, row)
        with right:
            listing(seat, steps(seat, row))
            fates(seat, site, key)
            ask_who(seat)
            work_complaint(seat, site, key, pd.Series(row.model_dump()))
            with st.container(horizontal=True):
                assign(seat, row)
                asides(seat, site, key, courses([row.model_dump()]))
            st.html(history(seat, site, [key, row.cluster]))


def written(seat: Seat, row: ComplaintRow, text: TextRow) -> Markup:
    """Show the text as it is, and what is known of it."""
    words = seat.words
    facts = [
        words.code("kind", row.kind),
        words.code("channel", row.channel),
        seat.place(row.site, row.place),
        seat.category(row.category),
        words.text("complaint.urgency", urgency=words.code("urgency", row.urgency)),
    ]
    role = words.code("role", text.role) if text.role else ""
    person = " · ".join(plain(part) for part in (text.name, role, text.contact) if part)
    body = whole(text.body, SHOWN)
    return div(
        "",
        div("headline", f"#{row.pos} {plain(text.subject)}"),
        div("facts", " · ".join(plain(part) for part in facts if part)),
        div("facts", seat.say("complaint.made", stamp=seat.stamp(row.site, row.time))),
        div("complaint-text", body or seat.say("complaint.no_text")),
        *(div("facts", line) for line in asked(seat, text)),
        div("facts", person or seat.say("complaint.anonymous" if not row.who else "complaint.who")),
        *([div("facts", seat.say("complaint.backlog"))] if row.backlog else []),
        *(div("facts", line) for line in course(seat, row)),
        div("facts", returned(seat, row.site, row.cluster)),
    )


def asked(seat: Seat, text: TextRow) -> list[str]:
    """Say what the complainant asks for, and how to tell them."""
    wish = [seat.say("complaint.wish", wish=plain(text.wish))] if text.wish else []
    how = seat.words.code("reply_by", text.reply_by)
    return wish + ([seat.say("complaint.reply_by", how=plain(how))] if text.reply_by else [])


def links(seat: Seat, row: ComplaintRow) -> None:
    """Lead to its cluster, and away."""
    with st.container(horizontal=True):
        target = {"cluster": row.cluster, "of": seat.of(row.site)}
        if queries_clusters.cluster(seat.engine, row.site, row.cluster):
            st.button(seat.say("alert.to_cluster"), on_click=go, args=("clusters",), kwargs=target)
        away = {"of": seat.of(row.site)}
        st.button(seat.say("complaint.away"), on_click=go, args=("complaints",), kwargs=away)


def assign(seat: Seat, row: ComplaintRow) -> None:
    """Give it to a team and a person."""
    now_with = " · ".join(plain(part) for part in (row.team, row.person) if part)
    with st.popover(seat.say("action.complaint.assigned"), disabled=seat.idle):
        if now_with:
            st.text(seat.say("complaint.with", who=now_with))
        team = st.text_input(seat.say("complaint.team"), key=f"team-{row.key}", max_chars=80)
        person = st.text_input(seat.say("complaint.person"), key=f"person-{row.key}", max_chars=80)
        st.button(
            seat.say("alert.confirm"),
            key=f"assign-{row.key}",
            disabled=not (team.strip() or person.strip()),
            on_click=act,
            args=(seat, row.site, [row.key], e.Assigned(seat.by, team.strip(), "", person.strip())),
        )
