"""What a person can do about an alert."""

import streamlit as st

from dashboard.desk_acting import act, ask_who, fates
from dashboard.desk_seat import Seat
from models import events as e
from models.stores.tables import AlertRow

NOTE = 500  # characters


def answers(seat: Seat, row: AlertRow) -> None:
    """Offer what the alert's state allows, and tell what became of the last action."""
    fates(seat, row.site, row.id)
    ask_who(seat)
    with st.container(horizontal=True, vertical_alignment="bottom", key="answers"):
        if row.status == "triggered":
            acknowledge(seat, row)
            escalate(seat, row)
        if row.status == "acknowledged":
            hand_over(seat, row)
        if row.status != "resolved":
            resolve(seat, row)
        judge(seat, row)


def acknowledge(seat: Seat, row: AlertRow) -> None:
    """认领, with a note."""
    key = f"note-{row.id}"
    st.text_input(seat.say("alert.note_label"), key=key, max_chars=NOTE, width=380)
    st.button(
        seat.say("action.alert.acknowledged"),
        type="primary",
        disabled=seat.idle,
        on_click=lambda: send(seat, row, e.AlertAcknowledged(seat.by, st.session_state[key])),
    )


def escalate(seat: Seat, row: AlertRow) -> None:
    """Tell the next tier now."""
    st.button(
        seat.say("action.alert.escalated"),
        disabled=seat.idle,
        on_click=lambda: send(seat, row, e.AlertEscalated(seat.by)),
    )


def hand_over(seat: Seat, row: AlertRow) -> None:
    """移交 to another role."""
    key = f"to-{row.id}"
    with st.popover(seat.say("action.alert.handed_over"), disabled=seat.idle):
        to = st.text_input(seat.say("alert.hand_to"), key=key, max_chars=80)
        st.button(
            seat.say("alert.confirm"),
            key=f"over-{row.id}",
            disabled=not to.strip(),
            on_click=lambda: send(
                seat, row, e.AlertHandedOver(seat.by, st.session_state[key].strip())
            ),
        )


def resolve(seat: Seat, row: AlertRow) -> None:
    """Declare it over, with a note."""
    key = f"end-{row.id}"
    with st.popover(seat.say("action.alert.resolved"), disabled=seat.idle):
        st.text_input(seat.say("alert.note_label"), key=key, max_chars=NOTE)
        st.button(
            seat.say("alert.confirm"),
            key=f"ended-{row.id}",
            on_click=lambda: send(seat, row, e.AlertResolved(seat.by, st.session_state[key])),
        )


def judge(seat: Seat, row: AlertRow) -> None:
    """Say whether it was right: 属实 or 误报."""
    for verdict in ("right", "false_alarm"):
        st.button(
            seat.words.code("verdict", verdict),
            key=f"{verdict}-{row.id}",
            disabled=seat.idle or row.verdict == verdict,
            help=seat.say("alert.judge_help"),
            on_click=send,
            args=(seat, row, e.AlertJudged(verdict, seat.by)),
        )


def send(seat: Seat, row: AlertRow, data: e.Data) -> None:
    """Act on this alert."""
    act(seat, row.site, [row.id], data)
