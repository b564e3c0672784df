"""The one page on a judged file: what would have been seen, how steps were kept, what is assumed.

Numbers, places and categories only; what people wrote is not shown.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from alerts.wording import NUMERALS, SHAPES
from models.events import SiteOpened
from models.policy import STEPS
from workers.judge.figures import Figures
from workers.judge.periods import periods
from workers.paper import charts
from workers.paper.markup import Child, element, table
from workers.paper.page import heading, section, tile, tiles
from workers.paper.page import page as paper
from workers.paper.words import MINUTE, Words

TOP = 6  # categories, and places
RISES = 5
STATUSES = ("met", "met_late", "breached", "open")
OPEN = ("on_track", "at_risk", "paused")


class Report(NamedTuple):
    """What the page says of the file itself; `answer` in seconds."""

    file: str
    opened: SiteOpened
    told: frozenset[str]  # steps that the file tells of
    policy: str
    answer: int
    duplicates: int
    refused: int


def page(words: Words, report: Report, figures: Figures) -> str:
    """Return the page as HTML."""
    names = {place.path: [place.zh, place.en] for place in report.opened.places}
    title = words.say("Trial on past complaints")
    site = words.pick(report.opened.zh, report.opened.en)
    span = f"{words.date(figures.first)} – {words.date(figures.last)}" if figures.first else ""
    head = heading(title, f"{site} · {span}", *aside(words, report, figures))
    volume = words.say("Complaints over time, and where a crisis rose")
    return paper(
        f"{title} · {site}",
        words.locale,
        head,
        key_figures(words, report, figures),
        section(volume, charts.columns(periods(words, figures), volume)),
        section(words.say("How the steps were kept"), *step_table(words, report, figures)),
        section(words.say("Crises that would have rung"), *crises(words, figures, names)),
        section(words.say("The largest shared troubles"), *troubles(words, figures, names)),
        pair(words, figures, names),
        footer(words, report),
    )


def aside(words: Words, report: Report, figures: Figures) -> list[Element]:
    """Say what was read."""
    rows = words.count("{n} row taken", "{n} rows taken", figures.whole)
    rest = words.say(
        "{duplicates} doubled, {refused} refused",
        duplicates=f"{report.duplicates:,}", refused=f"{report.refused:,}",
    )  # fmt: skip
    return [element("div", report.file[:60]), element("div", rows), element("div", rest)]


def key_figures(words: Words, report: Report, figures: Figures) -> Element:
    """Return the five numbers to know."""
    total = figures.complaints
    others = words.say("{n} of other kinds", n=f"{figures.whole - total:,}")
    spared = figures.members - figures.troubles
    late = sum(n for (_, status), n in figures.steps.items() if status in {"met_late", "breached"})
    met = figures.steps["resolution", "met"]
    of = met + figures.steps["resolution", "met_late"] + figures.steps["resolution", "breached"]
    by_level = [f"{NUMERALS[n]}{SHAPES[n]} {k}" for n in SHAPES if (k := at_level(figures, n))]
    unsaid = words.say("not in the file")
    return tiles(
        tile(f"{total:,}", words.say("complaints"), others if figures.whole > total else ""),
        tile(
            f"{figures.troubles:,}",
            words.say("shared troubles"),
            words.say("{n} told again", n=f"{spared:,}"),
        ),
        tile(
            f"{100 * met // of}%" if of else "–",
            words.say("resolved in time"),
            f"{met:,}/{of:,}" if of else unsaid,
        ),
        tile(
            f"{late:,}" if report.told else "–",
            words.say("steps late"),
            words.count("of {n} step told", "of {n} steps told", len(report.told))
            if report.told
            else unsaid,
        ),
        tile(f"{len(figures.rises):,}", words.say("crises"), "  ".join(by_level)),
    )


def at_level(figures: Figures, level: int) -> int:
    """Return how often an alert rose to a level."""
    return sum(rise.level == level for rise in figures.rises)


def step_table(words: Words, report: Report, figures: Figures) -> list[Element]:
    """Return each step's shares; of a step that the file does not tell of, nothing can be said."""
    if not report.told:
        return [element("p", words.say("The file does not tell when any step was done."))]
    rows: list[list[Child]] = []
    for step in STEPS:
        if step in report.told:
            parts = parts_of(figures, step)
            shown: list[Child] = [charts.shares(parts), *(f"{n:,}" for _, n in parts)]
        else:
            shown = [element("small", words.say("not in the file")), *("–" for _ in STATUSES)]
        rows.append([words.code("step", step), *shown])
    head = [words.say("Step"), "", *(words.code("sla", s) for s in STATUSES)]
    keys = element("div", *(key(words, status) for status in STATUSES), class_="keys")
    return [keys, table(head, rows, class_="steps")]


def parts_of(figures: Figures, step: str) -> list[tuple[str, int]]:
    """Return a step's counts by what the page tells apart."""
    found = [(status, figures.steps[step, status]) for status in STATUSES[:-1]]
    return [*found, ("open", sum(figures.steps[step, status] for status in OPEN))]


def key(words: Words, status: str) -> Element:
    """Return a line of the legend."""
    return element("span", charts.shares([(status, 1)]), words.code("sla", status))


def crises(words: Words, figures: Figures, names: Mapping[str, list[str]]) -> list[Element]:
    """Return the worst crises."""
    if not figures.rises:
        return [element("p", words.say("None: the days in this file stayed calm."))]
    rows: list[list[Child]] = [
        [
            element("span", words.level(rise.level), class_="level"),
            element("span", words.moment(rise.at), class_="nowrap"),
            words.code("rule", rise.rule),
            words.place(rise.place, names),
            words.code("category", rise.category) if rise.category else "",
            rise.numbers,
        ]
        for rise in figures.worst()[:RISES]
    ]
    head = ["Level", "Time", "Evidence", "Place", "Matter", "Numbers"]
    shown = table([words.say(name) for name in head], rows)
    return [shown, *more(words, len(figures.rises) - RISES, "crises.csv")]


def troubles(words: Words, figures: Figures, names: Mapping[str, list[str]]) -> list[Element]:
    """Return the largest clusters."""
    if not figures.troubles:
        return [element("p", words.say("None: each complaint was about something else."))]
    rows: list[list[Child]] = [
        [
            words.place(one.place, names),
            words.code("category", one.category),
            words.count("{n} complaint", "{n} complaints", one.size),
            words.count("{n} person", "{n} people", one.people),
            element("span", words.moment(one.first), class_="nowrap"),
            words.duration(one.last - one.first),
        ]
        for one in figures.biggest()
    ]
    head = ["Place", "Matter", "Size", "From", "First", "Lasted"]
    shown = table([words.say(name) for name in head], rows)
    return [shown, *more(words, figures.troubles - len(rows), "clusters.csv")]


def more(words: Words, left: int, file: str) -> list[Element]:
    """Say where the rest stands."""
    if left <= 0:
        return []
    said = words.say("{n} more in {file}", n=f"{left:,}", file=file)
    return [element("p", said, class_="note")]


def pair(words: Words, figures: Figures, names: Mapping[str, list[str]]) -> Element:
    """Return complaints by category and by place, side by side."""
    categories = [(words.code("category", c), n) for c, n in figures.categories.most_common(TOP)]
    places = [(words.place(path, names), n) for path, n in figures.places.most_common(TOP)]
    left = section(words.say("By category"), charts.bars(categories))
    right = section(words.say("By place"), charts.bars(places))
    return element("div", left, right, class_="pair")


def footer(words: Words, report: Report) -> Element:
    """Say what all this rests on."""
    answered = (
        words.say(
            "The file does not say who answered alerts; each counts as acknowledged after {time}.",
            time=words.duration(report.answer),
        )
        if report.answer >= MINUTE
        else words.say("Nobody acknowledges an alert of a file, so each stays open to its end.")
    )
    said = [
        words.say("Judged by policy {version}; its limits and thresholds are yours to set.",
                  version=report.policy),
        answered,
        words.say("Crisis levels are an internal scale, not a statutory warning."),
        words.say("What people wrote is not on this page."),
    ]  # fmt: skip
    return element("footer", " ".join(said))
