"""What stands on the sheet, once for text and page: each part as heads and rows of words."""

from collections.abc import Mapping
from typing import NamedTuple

from models.events import SiteOpened
from models.handover import Sheet
from models.snapshot import Crisis, Due
from workers.handover.shifts import Shift
from workers.paper.words import Words

RED, DUE, CLUSTERS = 14, 12, 6  # rows shown, so that a usual shift fits on one page


class Part(NamedTuple):
    """One part of the sheet; `total` is of all rows, `rows` are those that are shown."""

    title: str
    total: int
    heads: list[str]
    rows: list[list[str]]


class Handed(NamedTuple):
    """A sheet, whose it is, and the names of its places (path -> [zh, en])."""

    sheet: Sheet
    shift: Shift
    opened: SiteOpened
    names: Mapping[str, list[str]]


def title(words: Words, handed: Handed) -> tuple[str, str]:
    """Return whose sheet it is, and of which shift."""
    shift, name = handed.shift, words.pick(handed.opened.zh, handed.opened.en)
    part = words.say("Day shift") if shift.name == "day" else words.say("Night shift")
    span = f"{words.stamp(shift.begin)} – {words.stamp(handed.sheet.end)}"
    running = words.say("(so far)") if handed.sheet.end < shift.end else ""
    return name, " ".join(filter(None, (part, span, running)))


def figures(words: Words, sheet: Sheet) -> list[tuple[str, str, str]]:
    """Return the numbers: how many, of what, and how it changed."""
    before, after = sheet.before, sheet.after
    reopened = words.say("{n} reopened", n=sheet.reopened)
    inherited = words.say("{n} of them from before", n=sheet.inherited)
    return [
        (f"{sheet.opened:,}", words.say("opened"), ""),
        (f"{sheet.closed:,}", words.say("closed"), reopened if sheet.reopened else ""),
        (f"{after.open:,}", words.say("open"), change(before.open, after.open)),
        (f"{len(sheet.red):,}", words.say("still red"), inherited if sheet.inherited else ""),
        (f"{len(sheet.alerts):,}", words.say("open alerts"), ""),
    ]


def change(before: int, after: int) -> str:
    """Say what a number was, and what it is."""
    return f"{before:,} → {after:,}"


def parts(words: Words, handed: Handed) -> list[Part]:
    """Return the parts of the sheet in the order in which they matter."""
    sheet, names = handed.sheet, handed.names
    return [
        Part(
            words.say("Open alerts and who holds them"), len(sheet.alerts),
            said(words, "Level", "Evidence", "Place", "Since", "Held by"),
            [alert(words, one, names) for one in sheet.alerts],
        ),
        Part(
            words.say("Still red"), len(sheet.red),
            said(words, "No.", "Place", "Matter", "Step", "Late by", "Person"),
            [late(words, one, names, sheet.end) for one in sheet.red[:RED]],
        ),
        Part(
            words.say("Due by the end of the next shift"), len(sheet.due),
            said(words, "No.", "Place", "Matter", "Step", "Due", "Person"),
            [coming(words, one, names) for one in sheet.due[:DUE]],
        ),
        Part(
            words.say("New shared troubles"), len(sheet.clusters),
            said(words, "Place", "Matter", "Size", "From", "Open"),
            [
                [
                    words.place(one.place, names),
                    words.code("category", one.category),
                    words.count("{n} complaint", "{n} complaints", one.size),
                    words.count("{n} person", "{n} people", one.people),
                    words.say("{n} open", n=f"{one.open:,}"),
                ]
                for one in sheet.clusters[:CLUSTERS]
            ],
        ),
    ]  # fmt: skip


def said(words: Words, *heads: str) -> list[str]:
    """Return the heads in the reader's language."""
    return [words.say(head) for head in heads]


def alert(words: Words, one: Crisis, names: Mapping[str, list[str]]) -> list[str]:
    """Return an open alert with its holder."""
    held = one.by if one.status == "acknowledged" else words.say("nobody yet")
    return [
        words.level(one.level),
        words.say("{rule}, {n}", rule=words.code("rule", one.rule), n=f"{one.count:,}"),
        words.place(one.place, names),
        words.stamp(one.since),
        held or words.say("nobody yet"),
    ]


def late(words: Words, one: Due, names: Mapping[str, list[str]], now: int) -> list[str]:
    """Return a complaint that is past a limit."""
    return [*what(words, one, names), words.duration(now - one.due), one.person]


def coming(words: Words, one: Due, names: Mapping[str, list[str]]) -> list[str]:
    """Return a complaint with a limit to come."""
    return [*what(words, one, names), words.stamp(one.due), one.person]


def what(words: Words, one: Due, names: Mapping[str, list[str]]) -> list[str]:
    """Return which complaint it is, where, about what, and which step."""
    return [
        f"#{one.number}",
        words.place(one.place, names),
        words.code("category", one.category),
        words.code("step", one.step),
    ]
