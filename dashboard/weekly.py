"""The weekly 周报: one site or all live ones, one week, against the week before."""

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from dashboard.desk_head import head
from dashboard.desk_seat import Seat, covered, seat, shown
from dashboard.desk_style import style
from dashboard.kiosk import kiosk
from dashboard.markup import div
from dashboard.visit import Visit
from dashboard.weekly_page import report
from dashboard.weekly_period import Week, opened, weeks_between
from dashboard.weekly_rows import extent

KEPT = 260  # weeks that can be chosen: five years


def weekly(here: Visit) -> None:
    """Draw the weekly of the site, or of the portfolio."""
    st.set_page_config(page_title=here.words.text("page.weekly"), layout="wide")
    st.html(style())
    head(here, "weekly")
    kiosk(here)
    try:
        choose(seat(here, ""))
    except SQLAlchemyError:
        st.html(div("empty weekly", here.words.text("desk.no_database")))


def choose(one: Seat) -> None:
    """Draw the report of the chosen week, or say why there is none."""
    if not one.everywhere and one.site not in one.sites:
        st.html(div("empty weekly", one.say("desk.unknown_site", site=one.site)))
        return
    sites = covered(one.site, one.sites)
    found = extent(one.engine, sites)
    if found is None:
        key = "week.empty_everywhere" if one.everywhere else "week.empty"
        st.html(div("empty weekly", one.say(key)))
        return
    report(one, sites, pick(one, found))


def pick(one: Seat, found: tuple[int, int]) -> Week:
    """Ask for the week; the one that runs, or the last with complaints, stands first."""
    first, last = found
    zone = one.zone(one.site)
    now = max(last, one.now(one.site))
    weeks = weeks_between(first, now, zone)[:KEPT]
    named = {week.monday.isoformat(): week for week in weeks}
    asked = named.get(shown("week"), opened(weeks, last, now, zone))
    options = list(named)
    day = st.selectbox(
        one.say("week.choose", zone=zone),
        options,
        index=options.index(asked.monday.isoformat()) if asked in weeks else 0,
        key=f"week-{one.site}",
        format_func=lambda day: title(one, named[day]),
        on_change=lambda: st.query_params.update(week=st.session_state[f"week-{one.site}"]),
        width=360,
    )
    return named[day]


def title(one: Seat, week: Week) -> str:
    """Name a week by its first and last day."""
    monday, sunday = week.days()[0], week.days()[-1]
    return one.say("week.title", week=monday.isocalendar().week, first=monday, last=sunday)
