"""The wall's panels as HTML: every text in them is escaped by `markup`, none is a complaint's.

`data_…` attributes are what the kiosk counts in the browser; the text beside them is only what
stands there until it does.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.evidence import evidence
from dashboard.markup import Markup, div, span, tag
from dashboard.scene import Row, Scene, Shown, site_now
from dashboard.visit import Visit
from dashboard.words import Words
from models.snapshot import Cluster, Crisis, Due, Share, Site

CARDS = 2  # crises that are told in full
ROWS = 8  # rows handed to a list; the browser counts those that find no room
DAY_SHIFT = (8, 20)  # o'clock, site time


def header(here: Visit, scene: Scene, now: int) -> Markup:
    """Name the site and offer the others; badges, sound, health, age and clock."""
    words, own = here.words, scene.own
    age = words.text("kiosk.ago", time=words.duration(site_now(own, now) - own.at))
    return tag(
        "header",
        chooser(here, scene),
        *badges(own.site, words),
        tag("button", words.text("wall.sound"), class_="sound", data_sound=""),
        span("health", words.text("kiosk.health_unknown"), data_health=""),
        span("age", age, data_since=own.at, data_say="ago"),
        span("clock", words.stamp(site_now(own, now), own.site.zone), data_clock=""),
        class_="top",
    )


def chooser(here: Visit, scene: Scene) -> Markup:
    """Show the site's name; the pages and the other sites unfold under it."""
    words, own = here.words, scene.own
    pages = [(words.text(f"page.{page}"), here.link(page)) for page in ("desk", "weekly")]
    sites = [(title(one.site, words), here.link(site=one.site.id)) for one in scene.sites]
    languages = [(words.text("wall.other_language"), here.other_language())]
    links = [tag("a", name, href=href, target="_self") for name, href in pages + sites + languages]
    name = tag("h1", title(own.site, words), span("page", words.text("page.wall")))
    return tag("details", tag("summary", name), tag("nav", *links), class_="sites")


def title(site: Site, words: Words) -> str:
    """Name a site in the reader's language."""
    return words.pick([site.zh, site.en]) or site.id


def badges(site: Site, words: Words) -> list[Markup]:
    """Say what must not be mistaken for live truth: invented data, a replayed past."""
    demo = [span("badge", words.text("wall.demo"))] if site.demo else []
    if site.clock is None:
        return demo
    rate = site.clock.rate
    key = "wall.replay" if rate > 1 else "wall.past"
    return [*demo, span("badge", words.text(key, rate=rate))]


def band(scene: Scene, words: Words) -> Markup:
    """Tell the worst alerts in full and count the others by level; say so if there is none."""
    crises = scene.crises()
    if not crises:
        return div("band calm", span("", "✓ ", words.text("wall.calm")))
    cards = [_card(shown, scene, words) for shown in crises[:CARDS]]
    rest = crises[CARDS:]
    return div("band", *cards, *([_others(rest, words)] if rest else []), role="alert")


def _card(shown: Shown[Crisis], scene: Scene, words: Words) -> Markup:
    row = shown.row
    return div(
        f"crisis l{row.level} {row.status}",
        level(row.level, words),
        div(
            "what",
            div("where", place(shown, scene, words), " · ", words.code("category", row.category)),
            div("why", evidence(row, words)),
        ),
        div("who", *_answer(row, words)),
    )


def _answer(row: Crisis, words: Words) -> list[Markup]:
    lasting = span("", "", data_since=row.since, data_say="lasting")
    status = span("status", words.code("alert", row.status))
    if row.status == "acknowledged":
        return [div("", status), div("by", row.by), div("", lasting)]
    if not row.next:
        return [div("", status), div("by", words.text("wall.last_tier")), div("", lasting)]
    return [
        div("", status, " · ", words.text("wall.next_tier")),
        div("until", "", data_until=row.next),
        div("", lasting),
    ]


def _others(rest: Sequence[Shown[Crisis]], words: Words) -> Markup:
    levels = sorted({shown.row.level for shown in rest})
    counts = [
        (words.level(n), sum(shown.row.level == n for shown in rest)) for n in levels
    ]
    lines = [div("", f"{one.shape} {one.numeral} × {n}") for one, n in counts]
    return div("others", div("", words.text("wall.others", n=len(rest))), *lines)


def level(number: int, words: Words) -> Markup:
    """Tell a crisis level by shape, numeral, word and colour."""
    one = words.level(number)
    return div(f"level l{number}", span("shape", one.shape), span("numeral", one.numeral), one.word)


def place(shown: Shown[Row], scene: Scene, words: Words) -> str:
    """Name a row's place, and its site where several are shown together."""
    name = words.place(shown.row.place, shown.site.names)
    return f"{title(shown.site, words)} {name}" if scene.together else name


def kpis(scene: Scene, words: Words, now: int) -> Markup:
    """Draw the KPI strip; a share shows its denominator, the day its hours."""
    numbers = scene.numbers()
    backlog = words.text("kpi.backlog", n=words.count(numbers.backlog)) if numbers.backlog else ""
    zone = ZoneInfo(scene.own.site.zone)
    hour = datetime.fromtimestamp(site_now(scene.own, now), zone).hour
    shift = "08–20" if DAY_SHIFT[0] <= hour < DAY_SHIFT[1] else "20–08"
    return div(
        "kpis",
        _tile("open", words.count(numbers.open), backlog, words),
        _tile("breached", words.count(numbers.breached), "", words, bad=numbers.breached > 0),
        _tile("at_risk", words.count(numbers.at_risk), "", words),
        _tile("shift", words.count(numbers.shift), shift, words),
        _tile("day", words.count(numbers.day), _hours(scene.hours()), words),
        _tile("receipt", _percent(numbers.receipt), _fraction(numbers.receipt, words), words),
    )


def _tile(name: str, value: str, aside: str, words: Words, *, bad: bool = False) -> Markup:
    return div(
        "kpi bad" if bad else "kpi",
        div("label", words.text(f"kpi.{name}")),
        div("line", span("value", value), span("aside", aside)),
        data_kpi=name,
    )


def _hours(hours: Sequence[int]) -> Markup:
    top = max(hours, default=0) or 1
    bars = [tag("i", style=f"height:{max(4, 100 * n // top)}%") for n in hours]
    return span("hours", *bars)


def _percent(share: Share) -> str:
    return f"{100 * share.good // share.total}%" if share.total else "—"


def _fraction(share: Share, words: Words) -> str:
    if not share.total:
        return words.text("kpi.none_yet")
    return f"{words.count(share.good)} / {words.count(share.total)}"


def due(scene: Scene, words: Words) -> Markup:
    """List the steps about to breach, each with its live countdown."""
    shown = scene.due()
    rows = [
        div(
            f"row {each.row.status}",
            div("line", span("time", words.code("sla", each.row.status), data_due=each.row.due),
                span("step", words.code("step", each.row.step))),
            div("place", place(each, scene, words), " · ",
                words.code("category", each.row.category)),
        )
        for each in shown[:ROWS]
    ]  # fmt: skip
    hidden = sum(one.hidden_due for one in scene.live) + len(shown[ROWS:])
    return panel("due", rows, hidden, words)


def clusters(scene: Scene, words: Words) -> Markup:
    """List the clusters with the newest activity."""
    shown = scene.clusters()
    rows = [_cluster(each, scene, words) for each in shown[:ROWS]]
    hidden = sum(one.hidden_clusters for one in scene.live) + len(shown[ROWS:])
    return panel("clusters", rows, hidden, words)


def _cluster(each: Shown[Cluster], scene: Scene, words: Words) -> Markup:
    row = each.row
    numbers = words.text(
        "wall.cluster", size=words.count(row.size), people=words.count(row.people)
    )
    mark = words.level(row.level)
    badge = [span(f"small l{row.level}", f"{mark.shape} {mark.numeral}")] if row.level else []
    return div(
        "row",
        div("line", span("size", numbers), *badge,
            span("step", "", data_since=row.last, data_say="ago")),
        div("place", place(each, scene, words), " · ", words.code("category", row.category)),
    )  # fmt: skip


def panel(name: str, rows: Sequence[Markup], hidden: int, words: Words) -> Markup:
    """Frame a list: its title, how many rows are not shown, and the rows or a calm word."""
    body = div("rows", *rows, data_hidden=hidden) if rows else div("none", words.text("wall.none"))
    return div(f"list {name}", heading(words.text(f"panel.{name}"), ""), body)


def heading(text: str, aside: str) -> Markup:
    """Title a panel; beside it stands what is not shown."""
    return div("head", tag("h2", text), span("more", aside, data_more=""))

