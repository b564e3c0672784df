"""Bars drawn by hand: they need no script, print in black and white, and open offline."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workers.paper.markup import element

WIDE, HIGH, FOOT, HEAD = 720, 105, 22, 20  # user units of the drawing
LABELS, ROOM = 9, 50  # at most so many labels below the columns, each needs so much room


class Column(NamedTuple):
    """One column of a chart over time; `mark` stands above it."""

    label: str
    value: int
    mark: str = ""


def columns(data: Sequence[Column], title: str) -> Element:
    """Draw columns over time with the largest value, and a label below every so many."""
    top = max([1, *(one.value for one in data)])
    step = WIDE / max(1, len(data))
    every = -(-len(data) // LABELS)
    drawing = element(
        "svg", viewBox=f"0 0 {WIDE} {HEAD + HIGH + FOOT}", role="img", aria_label=title
    )
    drawing.append(element("line", x1=0, x2=WIDE, y1=HEAD + HIGH, y2=HEAD + HIGH, class_="axis"))
    for i, one in enumerate(data):
        height = HIGH * one.value / top
        x, y = step * i, HEAD + HIGH - height
        whole = element("title", f"{one.label}: {one.value:,}")
        bar = element(
            "rect", whole, x=f"{x + step * 0.12:.1f}", y=f"{y:.1f}", width=f"{step * 0.76:.1f}",
            height=f"{height:.1f}",
        )  # fmt: skip
        drawing.append(bar)
        if one.mark:
            drawing.append(text(one.mark, x + step / 2, y - 5, "mark"))
        if i % every == 0 and x < WIDE - ROOM:
            drawing.append(text(one.label, x, HEAD + HIGH + 16, ""))
    peak = max(range(len(data)), key=lambda i: data[i].value, default=-1)
    if peak >= 0 and not data[peak].mark:
        y = HEAD + HIGH - HIGH * data[peak].value / top - 5
        drawing.append(text(f"{data[peak].value:,}", step * (peak + 0.5), y, "mark"))
    return drawing


def text(words: str, x: float, y: float, class_: str) -> Element:
    """Write words into a drawing."""
    return element("text", words, x=f"{x:.1f}", y=f"{y:.1f}", class_=class_ or None)


def bars(rows: Sequence[tuple[str, int]]) -> Element:
    """Draw lying bars with their names and numbers, the longest filling the room."""
    top = max([1, *(value for _, value in rows)])
    lines = [
        element(
            "tr",
            element("th", name, scope="row"),
            element("td", element("div", class_="bar", style=f"width:{100 * value / top:.1f}%")),
            element("td", f"{value:,}", class_="number"),
        )
        for name, value in rows
    ]
    return element("table", *lines, class_="bars")


def shares(parts: Sequence[tuple[str, int]]) -> Element:
    """Draw one bar cut into shares; the names are classes of the style sheet."""
    whole = sum(value for _, value in parts)
    cuts = [
        element("div", class_=name, style=f"width:{100 * value / whole:.2f}%")
        for name, value in parts
        if value
    ]
    return element("div", *cuts, class_="shares")
