"""One alert: its evidence, its complaints, who was told, and what can be done about it."""

import msgspec
import pandas as pd
import streamlit as st

from dashboard import queries
from dashboard.desk_answers import answers
from dashboard.desk_seat import Seat, go
from dashboard.desk_style import chip
from dashboard.desk_tables import coded, complaint_rows, listing, moments, table
from dashboard.desk_text import plain
from dashboard.evidence import evidence, people
from dashboard.markup import Markup, div, span
from models.snapshot import Crisis
from models.stores.tables import AlertRow


def alert_detail(seat: Seat, row: AlertRow) -> None:
    """Draw it."""
    st.html(headline(seat, row))
    answers(seat, row)
    st.html(div("section", seat.say("alert.complaints", n=len(as_crisis(row).complaints))))
    complaints(seat, row)
    st.html(div("section", seat.say("alert.told")) + next_tier(seat, row))
    told(seat, row)


def as_crisis(row: AlertRow) -> Crisis:
    """Read a stored alert as the picture has it, so that both are worded alike."""
    values = row.model_dump(exclude={"complaints"})
    complaints = msgspec.json.decode(row.complaints)
    return msgspec.convert(values | {"alert": row.id, "complaints": complaints}, Crisis)


def headline(seat: Seat, row: AlertRow) -> Markup:
    """Name level, rule and place, then the evidence."""
    words = seat.words
    what = [seat.site_name(row.site)] if seat.everywhere else []
    what += [words.code("rule", row.rule), seat.place(row.site, row.place)]
    what += [seat.category(row.category)] if row.category else []
    crisis = as_crisis(row)
    counted = [evidence(crisis, words), people(crisis, words)]
    verdict = [span("chip chip-0", words.code("verdict", row.verdict))] if row.verdict else []
    begun = seat.say("alert.begun", stamp=seat.stamp(row.site, row.since))
    over = [seat.say("alert.over", stamp=seat.stamp(row.site, row.ended))] if row.ended else []
    doubt = [] if crisis.confirmed else [div("facts", seat.say("alert.unconfirmed"))]
    note = [div("facts", seat.say("alert.note", note=plain(row.note)))] if row.note else []
    return div(
        "",
        div("headline", chip(seat, row.level), " ", " · ".join(what), " ", *verdict),
        div("evidence", " · ".join(filter(None, counted))),
        *doubt,
        div("facts", " · ".join([answered(seat, row), begun, *over, row.id])),
        *note,
    )


def answered(seat: Seat, row: AlertRow) -> str:
    """Tell who has it in hand, since when."""
    status = seat.words.code("alert", row.status)
    if not row.acknowledged_by:
        return status
    stamp = seat.stamp(row.site, row.acknowledged_at)
    return seat.say("alert.answered", status=status, by=plain(row.acknowledged_by), stamp=stamp)


def complaints(seat: Seat, row: AlertRow) -> None:
    """List the complaints that are the evidence; a click opens one."""
    if row.cluster:
        st.button(
            seat.say("alert.to_cluster"),
            on_click=go,
            args=("clusters",),
            kwargs={"cluster": row.cluster, "of": seat.of(row.site)},
        )
    found = queries.named(seat.engine, row.site, as_crisis(row).complaints)
    if found.empty:
        st.html(div("facts", seat.say("alert.no_complaints")))
        return
    keys = list(found["key"])
    of = seat.of(row.site)
    table(
        seat,
        complaint_rows(seat, row.site, found),
        f"evidence-{row.id}",
        lambda i: go("complaints", complaint=keys[i], of=of),
        tall=6,
        text=224,
    )


def next_tier(seat: Seat, row: AlertRow) -> Markup:
    """Tell when the next tier will be told, or that none will."""
    picture = seat.picture(row.site)
    crisis = next((one for one in picture.crises if one.alert == row.id), None) if picture else None
    if row.status == "resolved" or crisis is None:
        return div("facts")
    coming = crisis.next
    if not coming:
        key = "alert.no_next" if row.status == "triggered" else "alert.stopped"
        return div("facts", seat.say(key))
    key = "alert.next" if row.status == "triggered" else "alert.remind"
    return div(
        "facts",
        seat.say(key, stamp=seat.stamp(row.site, coming)),
        " ",
        span("due", seat.words.left(coming - seat.now(row.site)), data_due=coming),
    )


def told(seat: Seat, row: AlertRow) -> None:
    """List every message about the alert, newest first."""
    messages = queries.told(seat.engine, row.site, row.id)
    if not messages:
        st.html(div("facts", seat.say("alert.nobody_told")))
        return
    frame = pd.DataFrame([message.model_dump() for message in messages])
    shown = {
        "told_at": moments(seat, row.site, frame["created_at"]),
        "recipient": [plain(name) for name in frame["recipient"]],
        "tier": frame["tier"] + 1,
        "transition": coded(seat, "transition", frame["transition"]),
        "state": coded(seat, "delivery", frame["state"]),
        "sent_at": moments(seat, row.site, frame["sent_at"]),
        "attempts": frame["attempts"],
        "error": [plain(error) for error in frame["error"]],
    }
    listing(seat, pd.DataFrame(shown), tall=8)
