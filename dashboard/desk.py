"""The desk 工作台: what is open, why, who was told, and doing something about it."""

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from dashboard.desk_alerts import alerts
from dashboard.desk_clusters import clusters
from dashboard.desk_complaints import complaints
from dashboard.desk_head import head
from dashboard.desk_refused import refused
from dashboard.desk_seat import VIEWS, Seat, go, seat, shown, view
from dashboard.desk_style import style
from dashboard.kiosk import kiosk
from dashboard.markup import div
from dashboard.visit import Visit

SAFETY = 10  # seconds after which the desk looks again though nothing rang
PANELS = {"alerts": alerts, "clusters": clusters, "complaints": complaints, "refused": refused}


def desk(here: Visit) -> None:
    """Draw the desk of one site, or of all of them."""
    st.set_page_config(page_title=here.words.text("page.desk"), layout="wide")
    st.html(style())
    by = head(here, "desk")
    work(here, by)


@st.fragment(run_every=SAFETY)
def work(here: Visit, by: str) -> None:
    """Draw what changes: again at every ring of the doorbell."""
    here = here.again()
    kiosk(here)
    try:
        panel(seat(here, by))
    except SQLAlchemyError:
        st.html(div("empty", here.words.text("desk.no_database")))


def panel(one: Seat) -> None:
    """Draw the chosen view."""
    st.session_state["desk.view"] = view()
    st.segmented_control(
        one.say("desk.view"),
        VIEWS,
        required=True,
        key="desk.view",
        format_func=lambda name: one.say(f"desk.{name}"),
        label_visibility="collapsed",
        on_change=lambda: go(st.session_state["desk.view"], of=shown("of")),
    )
    if not one.sites:
        st.html(div("empty", one.say("desk.no_site")))
    elif not one.everywhere and one.site not in one.sites:
        st.html(div("empty", one.say("desk.unknown_site", site=one.site)))
    elif not one.at and view() in ("clusters", "complaints"):
        st.html(div("empty", one.say("desk.choose_site")))
    else:
        PANELS[view()](one)
