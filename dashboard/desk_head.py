"""The head of desk and weekly: which page, which site, who acts."""

import streamlit as st

from dashboard.desk_seat import covered, described
from dashboard.desk_text import plain
from dashboard.markup import div, span, tag
from dashboard.visit import PORTFOLIO, Visit
from models.events import SiteOpened

ROLE = 80  # characters
PAGES = {"wall": "", "desk": "desk", "weekly": "weekly", "handover": "handover"}  # name -> path


def head(here: Visit, page: str) -> str:
    """Draw it; return the role that acts at the desk, "" until one is given."""
    title, sites, who, links = st.columns([2.5, 2, 2, 3], vertical_alignment="center", gap="medium")
    opened = described()
    title.html(title_of(here, page, opened))
    with sites:
        choose_site(here, opened)
    by = ""
    if page == "desk":
        by = who.text_input(
            here.words.text("desk.who"),
            key="desk.by",
            max_chars=ROLE,
            placeholder=here.words.text("desk.who"),
            label_visibility="collapsed",
            persist_state="session",
        )
    links.html(links_of(here, page))
    return by


def title_of(here: Visit, page: str, opened: dict[str, SiteOpened]) -> str:
    """Name the page, and say so where data are invented, for the portfolio at any live site."""
    invented = any(opened[site].demo for site in covered(here.site, opened) if site in opened)
    demo = [span("demo", here.words.text("desk.demo"))] if invented else []
    return div("desk-title", here.words.text(f"page.{page}"), *demo)


def links_of(here: Visit, page: str) -> str:
    """Lead to the other pages and to the other language."""
    other = "en" if here.words.locale == "zh_CN" else "zh_CN"
    targets = [
        (here.words.text(f"page.{name}"), here.link(path))
        for name, path in PAGES.items()
        if name != page
    ]
    targets.append((here.words.text("desk.other_language"), f"{here.link(page)}&lang={other}"))
    return div("desk-links", *(tag("a", name, href=to, target="_self") for name, to in targets))


def choose_site(here: Visit, opened: dict[str, SiteOpened]) -> None:
    """Offer all sites; choosing one changes the address."""
    names = {PORTFOLIO: here.words.text("desk.portfolio")} | {
        site: plain(here.words.pick([one.zh, one.en]) or site) for site, one in opened.items()
    }
    names.setdefault(here.site, here.site)
    options = list(names)
    st.selectbox(
        here.words.text("desk.site"),
        options,
        index=options.index(here.site),
        format_func=lambda site: names.get(site, site),
        key=f"site-{here.site}",
        label_visibility="collapsed",
        on_change=lambda: turn(st.session_state[f"site-{here.site}"]),
    )


def turn(site: str) -> None:
    """Look at another site; what was open at this one is left."""
    for name in ("alert", "cluster", "complaint", "of", "week"):
        st.query_params.pop(name, None)
    st.query_params["site"] = site
