"""Working the six steps: for a whole cluster at once, or for one complaint."""

import pandas as pd
import streamlit as st

from dashboard.desk_acting import act
from dashboard.desk_seat import Seat
from dashboard.markup import div
from models import events as e
from models.policy import STEPS

OUTCOMES: tuple[e.Outcome, ...] = (
    "resolved", "partly_resolved", "not_resolvable", "unfounded", "not_ours", "withdrawn",
)  # fmt: skip
DONE: dict[e.Step, type[e.ReceiptConfirmed | e.Diagnosed | e.PlanTold | e.ProgressTold]] = {
    "receipt": e.ReceiptConfirmed,
    "diagnosis": e.Diagnosed,
    "plan": e.PlanTold,
    "action": e.ProgressTold,
}


def work_as_one(seat: Seat, site: str, name: str, members: pd.DataFrame) -> None:
    """Offer each step for all members: one event, which the fold applies to every one of them."""
    st.html(div("section", seat.say("cluster.work")))
    outcome, reason = ending(seat, name)
    for column, step in zip(st.columns(len(STEPS), gap="small"), STEPS, strict=True):
        with column:
            done = int((members[f"done_{step}"] > 0).sum())
            st.button(
                seat.words.code("step", step),
                key=f"work-{name}-{step}",
                disabled=seat.idle
                or done == len(members)
                or not ready(members, step)
                or unexplained(step, outcome, reason),
                width="stretch",
                on_click=act,
                args=(seat, site, [name], e.ClusterWorked(step, outcome, seat.by, reason)),  # type: ignore[arg-type]
            )
            st.html(div("done", seat.say("cluster.done", done=done, n=len(members))))


def work_complaint(seat: Seat, site: str, key: str, row: "pd.Series[int]") -> None:
    """Offer each step of one complaint."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outcome, reason = ending(seat, key)
        happy = follow_up_box(seat, key)
    for column, step in zip(st.columns(len(STEPS), gap="small"), STEPS, strict=True):
        column.button(
            seat.words.code("step", step),
            key=f"work-{key}-{step}",
            disabled=seat.idle
            or row[f"done_{step}"] > 0
            or not ready(pd.DataFrame([row]), step)
            or unexplained(step, outcome, reason),
            width="stretch",
            on_click=act,
            args=(seat, site, [key], step_done(step, outcome, reason, happy, seat.by)),
        )


def ready(members: pd.DataFrame, step: str) -> bool:
    """Whether the step can be done: nobody is asked how it went before it is resolved."""
    return step != "follow_up" or bool((members["done_resolution"] > 0).any())


def unexplained(step: str, outcome: e.Outcome, reason: str) -> bool:
    """Whether it would end without the reason, or the name to turn to, that it needs."""
    return step == "resolution" and outcome in e.REASONED and not reason


def step_done(step: str, outcome: e.Outcome, reason: str, happy: bool, by: str) -> e.Data:
    """Return the event that says that a step is done."""
    if step == "resolution":
        return e.Resolved(outcome, by, reason=reason)
    if step == "follow_up":
        return e.FollowedUp(happy, by)
    return DONE[step](by)  # type: ignore[index]


def ending(seat: Seat, name: str) -> tuple[e.Outcome, str]:
    """Ask how it ended, and where that needs it, why or with whom; else the reason is ""."""
    outcome = outcome_box(seat, f"outcome-{name}")
    if outcome not in e.REASONED:
        return outcome, ""
    reason = st.text_input(seat.say("work.reason"), key=f"reason-{name}", max_chars=200)
    return outcome, reason.strip()


def outcome_box(seat: Seat, key: str) -> e.Outcome:
    """Ask how it ended; only the step that resolves reads it."""
    return st.selectbox(
        seat.say("work.outcome"),
        OUTCOMES,
        key=key,
        format_func=lambda code: seat.words.code("outcome", code),
        width=260,
    )


def follow_up_box(seat: Seat, key: str) -> bool:
    """Ask whether the complainant is happy; only the follow-up reads it."""
    return st.toggle(seat.say("work.happy"), value=True, key=f"happy-{key}")
