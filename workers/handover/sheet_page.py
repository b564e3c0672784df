"""The sheet as a page to print: A4, with room for ticks and signatures."""

from xml.etree.ElementTree import Element

from workers.handover.lines import Handed, Part, figures, parts, title
from workers.paper.markup import Child, element, table
from workers.paper.page import heading, section, tile, tiles
from workers.paper.page import page as paper
from workers.paper.words import Words

TICK = "☐"


def page(words: Words, handed: Handed) -> str:
    """Return the page as HTML."""
    name, shift = title(words, handed)
    sheet = words.say("Hand-over sheet")
    numbers = (tile(number, what, note) for number, what, note in figures(words, handed.sheet))
    return paper(
        f"{sheet} · {name} · {shift}",
        words.locale,
        heading(f"{sheet} · {name}", shift, *demo(words, handed)),
        tiles(*numbers),
        moved(words, handed),
        *(listed(words, part) for part in parts(words, handed)),
        signatures(words),
    )


def demo(words: Words, handed: Handed) -> list[Element]:
    """Say that the data are invented, where they are."""
    return [element("div", words.say("Demonstration data"), class_="demo")] * handed.opened.demo


def moved(words: Words, handed: Handed) -> Element:
    """Say what came and went, by category, on one line."""
    said = [
        f"{words.code('category', one.category)} +{one.opened} −{one.closed}"
        for one in handed.sheet.moved
    ]
    return element("p", " · ".join(said), class_="note")


def listed(words: Words, part: Part) -> Element:
    """Return one part with a box to tick before each row."""
    name = f"{part.title} ({part.total:,})"
    if not part.rows:
        return section(name, element("p", words.say("None."), class_="note"))
    rows: list[list[Child]] = [[TICK, *row] for row in part.rows]
    more = part.total - len(part.rows)
    rest = [element("p", words.say("and {n} more", n=f"{more:,}"), class_="note")] if more else []
    return section(name, table(["", *part.heads], rows, class_="ticks"), *rest)


def signatures(words: Words) -> Element:
    """Return lines to sign on."""
    roles = (words.say("Handed over by"), words.say("Taken over by"), words.say("Time"))
    return element("div", *(element("div", role) for role in roles), class_="sign")
