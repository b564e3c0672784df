"""The portfolio's sites as tiles, each a door to its own wall."""

from dashboard.early import outlook
from dashboard.markup import Markup, div, span, tag
from dashboard.scene import Scene
from dashboard.visit import Visit
from dashboard.wall_header import badges, title
from dashboard.wall_panels import chip, heading
from dashboard.words import Words
from models.snapshot import Snapshot

MOST = 8  # tiles that fit


def tiles(here: Visit, scene: Scene, now: int) -> Markup:
    """Draw the worst sites first; those without room are counted."""
    worst_first = sorted(scene.sites, key=_rank)
    shown = [_tile(here, one, now) for one in worst_first[:MOST]]
    left_out = len(worst_first) - len(shown)
    aside = here.words.text("kiosk.more", n=left_out) if left_out > 0 else ""
    return div("tiles", heading(here.words.text("panel.sites"), aside), div("grid", *shown))


def _rank(one: Snapshot) -> tuple[bool, int, int, str]:
    level = min((crisis.level for crisis in one.crises), default=9)
    return one.site.clock is not None, level, -one.numbers.breached, one.site.id


def _tile(here: Visit, one: Snapshot, now: int) -> Markup:
    words, numbers = here.words, one.numbers
    arrow = outlook([one], words, now)
    ahead = [span("rising", arrow)] if arrow else []
    worst = min((crisis.level for crisis in one.crises), default=0)
    sign = (
        chip(worst, words, "" if arrow else f" {words.level(worst).word}")
        if worst
        else span("calm", words.text("wall.calm_site"))
    )
    return tag(
        "a",
        div("name", span("title", title(one.site, words)), *badges(one.site, words), *ahead, sign),
        div(
            "numbers",
            _number("open", numbers.open, words),
            _number("breached", numbers.breached, words),
        ),
        class_="site",
        href=here.link(site=one.site.id),
        target="_self",
    )


def _number(name: str, n: int, words: Words) -> Markup:
    kind = "number bad" if name == "breached" and n else "number"
    return div(kind, span("value", words.count(n)), " ", words.text(f"kpi.{name}"))
