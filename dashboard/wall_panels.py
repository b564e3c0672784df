"""The wall's panels as HTML: every text in them is escaped by `markup`, none is a complaint's.

`data_…` attributes are what the kiosk counts in the browser; the text beside them is only what
stands there until it does.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from dashboard.early import outlook, rising
from dashboard.evidence import evidence, people
from dashboard.markup import Markup, div, span, tag
from dashboard.scene import Row, Scene, Shown, site_now
from dashboard.wall_header import title
from dashboard.words import Words
from models.snapshot import Cluster, Crisis, Share

CARDS = 2  # crises that fit when told in full
LINES = 3  # beside one told in full
ROWS = 8  # rows handed to a list; the browser counts those that find no room
DAY_SHIFT = (8, 20)  # o'clock, site time


def band(scene: Scene, words: Words, now: int) -> Markup:
    """Tell the worst alerts in full, the next in a line each, and count the rest by level."""
    crises = scene.crises()
    if not crises:
        arrow = outlook(scene.live, words, now)
        ahead = [span("rising", arrow, words.text("wall.outlook"))] if arrow else []
        return div("band calm", span("", "✓ ", words.text("wall.calm")), *ahead)
    cards = crises if len(crises) <= CARDS else crises[:1]
    lines = crises[len(cards) :]
    listed = [_line(each, scene, words) for each in lines[:LINES]]
    hidden = scene.hidden_crises()
    if len(lines) > LINES or hidden:
        levels = Counter(each.row.level for each in lines[LINES - 1 :])
        listed[LINES - 1 :] = [_rest(levels + hidden, words)]
    aside = [div("lines", *listed)] if listed else []
    return div("band", *(_card(each, scene, words) for each in cards), *aside, role="alert")


def _card(each: Shown[Crisis], scene: Scene, words: Words) -> Markup:
    row = each.row
    return div(
        f"crisis l{row.level} {row.status}",
        level(row.level, words),
        div("what", matter(each, scene, words),
            div("why", evidence(row, words)), div("why", people(row, words))),
        div("who", *_answer(row, words)),
    )  # fmt: skip


def _answer(row: Crisis, words: Words) -> list[Markup]:
    status = div(
        "", span("status", words.code("alert", row.status)), " ",
        span("", "", data_since=row.since, data_say="time"),
    )  # fmt: skip
    if row.status == "acknowledged":
        again = (
            [div("again", *_until(row, words, "wall.to_reminder", "reminding"))] if row.next else []
        )
        return [status, *([div("by", row.by)] if row.by else []), *again]
    if not row.next:
        return [status, div("by", words.text("wall.last_tier", n=row.tier + 1))]
    return [status, div("tier", *_until(row, words, "wall.to_next"))]


def _until(row: Crisis, words: Words, after: str, up: str = "now") -> list[Markup]:
    counting = span("until", "", data_until=row.next, data_say=up)
    return [counting, span("after", words.text(after))]


def _line(each: Shown[Crisis], scene: Scene, words: Words) -> Markup:
    row = each.row
    counting = row.next if row.status == "triggered" and row.next else None
    danger = words.code("signal", row.signal)
    doubt = "" if row.confirmed else words.text("wall.unconfirmed", signal=danger)
    return div(
        "line",
        chip(row.level, words),
        matter(each, scene, words, doubt),
        span(f"status {row.status}", words.code("alert", row.status)),
        *([span("until", "", data_until=counting)] if counting else []),
    )


def _rest(levels: Counter[int], words: Words) -> Markup:
    chips = [chip(level, words, f" × {words.count(levels[level])}") for level in sorted(levels)]
    more = words.text("kiosk.more", n=words.count(levels.total()))
    return div("line", *chips, span("where", more))


def chip(number: int, words: Words, after: str = "") -> Markup:
    """Tell a crisis level in a line of text."""
    one = words.level(number)
    return span(f"chip l{number}", one.shape, " ", span("numeral", one.numeral), after)


def level(number: int, words: Words) -> Markup:
    """Tell a crisis level by shape, numeral, word and colour."""
    one = words.level(number)
    sign = div("sign", span("shape", one.shape), span("numeral", one.numeral))
    return div(f"level l{number}", sign, div("", one.word))


def matter(each: Shown[Row], scene: Scene, words: Words, what: str = "") -> Markup:
    """Say where and what: in the portfolio the site, on its own wall the place; else the category.

    A long place loses its beginning, so that its floor stays readable.
    """
    place = words.place(each.row.place, each.site.names)
    where = tag("bdi", title(each.site, words) if scene.together else place)
    what = what or words.code("category", each.row.category)
    return div("where", span("place", where), *([span("", " · ", what)] if what else []))


def kpis(scene: Scene, words: Words, now: int) -> Markup:
    """Draw the KPI strip; a share shows its denominator, the day its hours."""
    numbers = scene.numbers()
    backlog = words.text("kpi.backlog", n=words.count(numbers.backlog)) if numbers.backlog else ""
    zone = ZoneInfo(scene.own.site.zone)
    hour = datetime.fromtimestamp(site_now(scene.own, now), zone).hour
    shift = "08–20" if DAY_SHIFT[0] <= hour < DAY_SHIFT[1] else "20–08"
    return div(
        "kpis",
        _tile(words, "open", words.count(numbers.open), backlog),
        _tile(words, "breached", words.count(numbers.breached), bad=numbers.breached > 0),
        _tile(words, "at_risk", words.count(numbers.at_risk)),
        _tile(words, "shift", words.count(numbers.shift), shift),
        _tile(words, "day", words.count(numbers.day), beside=_hours(scene.hours())),
        _tile(words, "receipt", _percent(numbers.receipt), beside=_of(numbers.receipt, words)),
    )


def _tile(
    words: Words, name: str, value: str, aside: str = "", beside: str = "", *, bad: bool = False
) -> Markup:
    return div(
        "kpi bad" if bad else "kpi",
        div("line", span("label", words.text(f"kpi.{name}")), span("aside", aside)),
        div("line", span("value", value), span("aside", beside)),
        data_kpi=name,
    )


def _hours(hours: Sequence[int]) -> Markup:
    top = max(hours, default=0) or 1
    bars = [tag("i", style=f"height:{max(4, 100 * n // top)}%") for n in hours]
    return span("hours", *bars)


def _percent(share: Share) -> str:
    return f"{100 * share.good // share.total}%" if share.total else "—"


def _of(share: Share, words: Words) -> str:
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
            matter(each, scene, words),
        )
        for each in shown[:ROWS]
    ]  # fmt: skip
    hidden = sum(one.hidden_due for one in scene.live) + len(shown[ROWS:])
    return panel("due", rows, hidden, words)


def clusters(scene: Scene, words: Words, now: int) -> Markup:
    """List the clusters with the newest activity."""
    shown = scene.clusters()
    rows = [_cluster(each, scene, words, now) for each in shown[:ROWS]]
    hidden = sum(one.hidden_clusters for one in scene.live) + len(shown[ROWS:])
    arrow = outlook(scene.live, words, now) if scene.crises() else ""  # else the band tells it
    return panel("clusters", rows, hidden, words, arrow)


def _cluster(each: Shown[Cluster], scene: Scene, words: Words, now: int) -> Markup:
    row = each.row
    warning = rising(row, words, site_now(scene.own, now))
    arrow = [span("rising", warning)] if warning else []
    numbers = words.text("wall.cluster", size=words.count(row.size), people=words.count(row.people))
    badge = [chip(row.level, words)] if row.level else []
    return div(
        "row",
        div("line", span("size", numbers), *arrow),
        div("line", matter(each, scene, words),
            span("ago", "", data_since=row.last, data_say="ago"), *badge),
    )  # fmt: skip


def panel(name: str, rows: Sequence[Markup], hidden: int, words: Words, ahead: str = "") -> Markup:
    """Frame a list: its title, how many rows are not shown, and the rows or a calm word."""
    body = div("rows", *rows, data_hidden=hidden) if rows else div("none", words.text("wall.none"))
    return div(f"list {name}", heading(words.text(f"panel.{name}"), "", ahead), body)


def heading(text: str, aside: str, ahead: str = "") -> Markup:
    """Title a panel; beside it stand what it foretells, and what is not shown."""
    arrow = [span("rising", ahead)] if ahead else []
    return div("head", tag("h2", text), *arrow, span("more", aside, data_more=""))
