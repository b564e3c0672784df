"""The wall 值班大屏: what is wrong now, readable from five metres, without a hand on it."""

from pathlib import Path
from typing import Any

import streamlit as st
from redis import RedisError

from dashboard import connections
from dashboard import wall_panels as panels
from dashboard.charts import heat, stacking_plan
from dashboard.charts.look import Drawing
from dashboard.kiosk import kiosk
from dashboard.markup import div
from dashboard.portfolio_tiles import tiles
from dashboard.scene import Scene
from dashboard.visit import PORTFOLIO, Visit, picture
from dashboard.wall_header import chooser, header, waiting
from dashboard.words import Words
from models.snapshot import Snapshot
from models.stores import settings

SAFETY_NET = 15  # seconds after which a wall looks again though nobody rang
SIREN_LEVEL = 2
STYLE = Path(__file__).with_name("wall.css")


def wall(here: Visit) -> None:
    """Draw the wall of one site, and again at every ring of the doorbell."""
    st.html(STYLE)

    @st.fragment(run_every=SAFETY_NET)
    def drawing() -> None:
        draw(here.again())

    drawing()


def draw(here: Visit) -> None:
    """Draw one picture; without one say what is missing."""
    others = every_site() if here.site == PORTFOLIO else named_sites()
    scene = Scene(here.snapshot, others) if here.snapshot else None
    with st.container(key="wall"):
        kiosk(here, wall=True, sirens=sirens(scene))
        if scene is None:
            st.html(waiting(here, others))
            return
        now, words = settings.now(), here.words
        with st.container(key="top"):
            st.html(chooser(here, scene))
            st.html(header(here, scene, now))
        st.html(panels.band(scene, words, now))
        st.html(panels.kpis(scene, words, now))
        if scene.together:
            st.html(tiles(here, scene, now))
        else:
            draw_charts(scene.own, words)
        st.html(div("lists", panels.due(scene, words), panels.clusters(scene, words, now)))


def every_site() -> list[Snapshot]:
    """Read the picture of every site but the portfolio; one that cannot be read is left out."""
    try:
        names = connections.live().sites()
    except RedisError:
        return []
    found = [picture(site)[0] for site in names if site != PORTFOLIO]
    return [one for one in found if one is not None]


@st.cache_resource(ttl=60, show_spinner=False)
def named_sites() -> list[Snapshot]:
    """Know the sites for the chooser, where a minute's age does no harm."""
    return every_site()


def sirens(scene: Scene | None) -> list[str]:
    """Name the unanswered alerts that are grave enough to be heard."""
    crises = scene.crises() if scene else []
    return [
        f"{shown.site.id}:{shown.row.alert}:{shown.row.level}"
        for shown in crises
        if shown.row.level <= SIREN_LEVEL and shown.row.status == "triggered"
    ]


def draw_charts(snapshot: Snapshot, words: Words) -> None:
    """Draw the two charts, each in its panel."""
    _chart("plan", stacking_plan.stacking_plan(snapshot, words), stacking_plan.SPEC, words)
    _chart("heat", heat.heat(snapshot, words), heat.SPEC, words)


def _chart(name: str, drawing: Drawing, spec: dict[str, Any], words: Words) -> None:
    with st.container(key=name):
        st.html(panels.heading(words.text(f"panel.{name}"), drawing.hidden))
        if drawing.frame.empty:
            st.html(div("none", words.text(f"panel.{name}_none")))
        else:
            st.vega_lite_chart(
                drawing.frame, spec, key=f"{name}_chart", theme=None, height="stretch"
            )
