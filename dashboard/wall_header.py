"""The top of the wall: its name with the way to the others, badges, health, age and clock."""

from collections.abc import Sequence

from dashboard.markup import Markup, div, span, tag
from dashboard.scene import Scene, site_now
from dashboard.visit import PORTFOLIO, Visit
from dashboard.words import Words
from models.snapshot import Site, Snapshot


def header(here: Visit, scene: Scene, now: int) -> Markup:
    """Show badges, the switch for sound, health, age and clock."""
    words, own = here.words, scene.own
    age = words.text("kiosk.age", time=words.duration(site_now(own, now) - scene.at()))
    return tag(
        "header",
        *badges(own.site, words, demo=any(one.site.demo for one in scene.live)),
        tag("button", words.text("wall.sound"), class_="sound", data_sound=""),
        span("health", words.text("kiosk.health_unknown"), data_health=""),
        span("age", age, data_since=scene.at(), data_say="age"),
        span("clock", words.stamp(site_now(own, now), own.site.zone), data_clock=""),
        class_="signs",
    )


def chooser(here: Visit, scene: Scene) -> Markup:
    """Show the site's name; the pages and the other sites unfold under it.

    It says nothing that changes with a picture, so a redraw leaves it unfolded.
    """
    words, own = here.words, scene.own
    pages = [link(words.text(f"page.{page}"), here.link(page)) for page in ("desk", "weekly")]
    portfolio = link(words.text("panel.sites"), here.link(site=PORTFOLIO))
    language = link(words.text("wall.other_language"), here.other_language())
    name = tag("h1", title(own.site, words), span("page", words.text("page.wall")))
    unfolded = tag("nav", *pages, portfolio, *site_links(here, scene.sites), language)
    return tag("details", tag("summary", name), unfolded, class_="sites")


def site_links(here: Visit, sites: Sequence[Snapshot]) -> list[Markup]:
    """Lead to the wall of each site."""
    return [link(title(one.site, here.words), here.link(site=one.site.id)) for one in sites]


def link(text: str, href: str) -> Markup:
    """Lead to another page in the same window."""
    return tag("a", text, href=href, target="_self")


def waiting(here: Visit, sites: Sequence[Snapshot]) -> Markup:
    """Say why there is no picture, what to do about it, and where there is one."""
    key, text = here.broken or "empty", here.words.text
    return div(
        "waiting",
        div("title", text(f"waiting.{key}")),
        div("hint", text(f"waiting.{key}_hint", site=here.site)),
        tag("nav", *site_links(here, sites)),
    )


def title(site: Site, words: Words) -> str:
    """Name a site in the reader's language."""
    return words.pick([site.zh, site.en]) or site.id


def badges(site: Site, words: Words, *, demo: bool = False) -> list[Markup]:
    """Say what must not be mistaken for live truth: invented data, a replayed past."""
    keys = ["wall.demo"] if demo else []
    rate = site.clock.rate if site.clock else 0
    keys += ["wall.replay" if rate > 1 else "wall.past"] if site.clock else []
    return [span("badge", words.text(key, rate=rate)) for key in keys]
