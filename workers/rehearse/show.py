"""What a rehearsal found, as tables for people and as plain values for programs."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from alerts.evidence import evidence
from alerts.wording import where
from models.policy import STEPS
from workers.paper.words import Words
from workers.rehearse.compare import Change, Difference, Pair

EXAMPLES = 12
SIGNS = {"gained": "+", "lost": "−", "worse": "▲", "milder": "▼"}


def tables(words: Words, found: Mapping[str, Difference], whole: Difference) -> Group:
    """Return what to print; `whole` is the sum of all sites."""
    parts: list[RenderableType] = [figures(words, whole)]
    if whole.changes:
        parts += [by_rule(words, whole), examples(words, whole)]
    else:
        parts.append(Text(words.say("No alert would be gained, lost or of another level.")))
    if len(found) > 1:
        parts.append(by_site(words, found))
    parts.append(Text(words.say("Nothing was written and nobody was told."), style="dim"))
    return Group(*parts)


def figures(words: Words, whole: Difference) -> Table:
    """Return the figures side by side."""
    names = ["", words.say("as it was"), words.say("new rules"), words.say("difference")]
    table = grid(words.say("Policy rehearsal"), *names)
    pairs = {
        words.say("Alerts"): whole.alerts,
        words.say("Messages"): whole.messages,
        words.say("of them at night, 22 to 7"): whole.night,
    }
    for step in STEPS:
        if step in whole.breaches:
            name = words.say("Limits passed: {step}", step=words.code("step", step))
            pairs[name] = whole.breaches[step]
    for name, (was, new) in pairs.items():
        table.add_row(name, f"{was:,}", f"{new:,}", signed(new - was))
    together = words.say(
        "{joined} joined, {parted} parted, {moved} moved",
        joined=f"{whole.joined:,}", parted=f"{whole.parted:,}", moved=f"{whole.moved:,}",
    )  # fmt: skip
    table.add_row(words.say("Complaints told as one"), "", "", together)
    return table


def by_rule(words: Words, whole: Difference) -> Table:
    """Return how many alerts changed, by level and rule."""
    heads = [words.say("Level"), words.say("Evidence")]
    table = grid(words.say("Alerts that change"), *heads, *(words.say(kind) for kind in SIGNS))
    counts = whole.counts
    for level, rule in sorted({(level, rule) for _, level, rule in counts}):
        numbers = (counts[kind, level, rule] for kind in SIGNS)
        shown = (f"{n:,}" if n else "" for n in numbers)
        table.add_row(words.level(level), words.code("rule", rule), *shown)
    return table


def examples(words: Words, whole: Difference) -> Table:
    """Return the first of them one by one, the worst before the others."""
    names = ["Level", "Time", "Evidence", "Where", "Numbers"]
    table = grid(words.say("Examples"), "", *(words.say(name) for name in names))
    for column in table.columns[:4]:
        column.no_wrap = True
    worst = sorted(whole.changes, key=lambda change: (change.one.level, change.one.since))
    for change in worst[:EXAMPLES]:
        table.add_row(*example(words, change))
    return table


def example(words: Words, change: Change) -> list[str]:
    """Return one change as cells; names from the log lose what is not printable."""
    one = change.one
    notice = one.notice
    zone = notice.zone if notice else words.zone
    level = words.level(one.level)
    if change.was is not None and change.new is not None:
        level = f"{words.level(change.was.level)} → {level}"
    return [
        f"{SIGNS[change.kind]} {words.say(change.kind)}",
        level,
        Words(words.locale, zone).moment(one.since),
        words.code("rule", one.rule),
        where(notice, words.locale) if notice else change.site,
        evidence(notice, words.catalogue) if notice else words.say("silenced"),
    ]


def by_site(words: Words, found: Mapping[str, Difference]) -> Table:
    """Return alerts and messages per site."""
    heads = [words.say(name) for name in ("Site", "Alerts", "Messages", "at night")]
    table = grid(words.say("By site"), *heads)
    for site, one in found.items():
        table.add_row(site, arrow(one.alerts), arrow(one.messages), arrow(one.night))
    return table


def grid(title: str, *heads: str) -> Table:
    """Return an empty table."""
    table = Table(title=Text(title, style="bold"), title_justify="left")
    for head in heads:
        table.add_column(Text(head))
    return table


def signed(n: int) -> str:
    """Say a difference; nothing for none."""
    return f"{n:+,}" if n else ""


def arrow(pair: Pair) -> str:
    """Say a pair."""
    return f"{pair[0]:,} → {pair[1]:,}"


def plain(found: Mapping[str, Difference], whole: Difference) -> dict[str, Any]:
    """Return everything as values for JSON."""
    sites = {site: values(one) for site, one in found.items()}
    return {"total": values(whole), "sites": sites}


def values(one: Difference) -> dict[str, Any]:
    """Return one difference; pairs are [as it was, under the new rules]."""
    return {
        "alerts": list(one.alerts),
        "messages": list(one.messages),
        "messages_at_night": list(one.night),
        "breaches": {step: list(pair) for step, pair in one.breaches.items()},
        "complaints": {"joined": one.joined, "parted": one.parted, "moved": one.moved},
        "changes": list(changed(one)),
    }


def changed(one: Difference) -> Iterator[dict[str, Any]]:
    """Yield each alert that changes."""
    for change in one.changes:
        rang = change.one
        yield {
            "site": change.site,
            "kind": change.kind,
            "rule": rang.rule,
            "subject": rang.subject,
            "since": rang.since,
            "level": [side.level if side else 0 for side in (change.was, change.new)],
        }
