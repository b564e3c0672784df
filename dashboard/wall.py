"""The wall 值班大屏: what is wrong now, readable from five metres, without a hand on it."""

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from redis import RedisError

from dashboard import connections
from dashboard import wall_panels as panels
from dashboard.charts import heat, stacking_plan
from dashboard.kiosk import kiosk
from dashboard.markup import Markup, div
from dashboard.portfolio_tiles import tiles
from dashboard.scene import Scene
from dashboard.visit import PORTFOLIO, Visit
from dashboard.words import Words
from models.snapshot import Snapshot
from models.stores import settings

SAFETY_NET = 15  # seconds after which a wall looks again though nobody rang
SIREN_LEVEL = 2
HEAT_ROWS, HEAT_COLUMNS = 7, 7
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
    scene = scene_of(here)
    with st.container(key="wall"):
        kiosk(here, wall=True, sirens=sirens(scene))
        if scene is None:
            st.html(waiting(here))
            return
        now, words = settings.now(), here.words
        st.html(panels.header(here, scene, now))
        st.html(panels.band(scene, words))
        st.html(panels.kpis(scene, words, now))
        if scene.together:
            st.html(tiles(here, scene))
        else:
            draw_charts(scene.own, words)
        st.html(div("lists", panels.due(scene, words), panels.clusters(scene, words)))


def scene_of(here: Visit) -> Scene | None:
    """Put together what the wall shows; the portfolio and the chooser need every site."""
    if here.snapshot is None:
        return None
    try:
        store = connections.live()
        found = [store.snapshot(site) for site in store.sites() if site != PORTFOLIO]
    except RedisError:
        found = []
    return Scene(here.snapshot, [one for one in found if one is not None])


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
    buildings = len(snapshot.buildings) - stacking_plan.MOST
    aside = words.text("panel.hidden_buildings", n=buildings) if buildings > 0 else ""
    frame = stacking_plan.stacking_plan(snapshot, words)
    _chart("plan", aside, frame, stacking_plan.SPEC, words)
    places = heat.hidden(snapshot, HEAT_ROWS)
    aside = words.text("panel.hidden_places", n=places) if places else ""
    _chart("heat", aside, heat.heat(snapshot, words, HEAT_ROWS, HEAT_COLUMNS), heat.SPEC, words)


def _chart(name: str, aside: str, frame: pd.DataFrame, spec: dict[str, Any], words: Words) -> None:
    with st.container(key=name):
        st.html(panels.heading(words.text(f"panel.{name}"), aside))
        if frame.empty:
            st.html(div("none", words.text(f"panel.{name}_none")))
        else:
            st.vega_lite_chart(frame, spec, key=f"{name}_chart", theme=None, height="stretch")


def waiting(here: Visit) -> Markup:
    """Say why there is no picture and what to do about it."""
    key = here.broken or "empty"
    text = here.words.text
    return div(
        "waiting",
        div("title", text(f"waiting.{key}")),
        div("hint", text(f"waiting.{key}_hint", site=here.site)),
    )
