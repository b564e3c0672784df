"""A page of its own: no script, nothing remote, one file that can be mailed and printed."""

from pathlib import Path
from xml.etree.ElementTree import Element

from workers.paper.markup import Child, element, written

STYLE = Path(__file__).with_name("page.css")
NOTHING_REMOTE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def page(title: str, locale: str, *body: Child) -> str:
    """Return the page as HTML text."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=NOTHING_REMOTE),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", STYLE.read_text(encoding="utf-8")),
    )
    whole = element("html", head, element("body", element("main", *body)))
    whole.set("lang", locale.replace("_", "-"))
    return written(whole)


def heading(title: str, under: str, *aside: Child) -> Element:
    """Return the head of a page: what it is, and of what."""
    words = element("div", element("h1", title), element("p", under))
    return element("header", words, element("div", *aside, class_="aside"))


def section(title: str, *body: Child, class_: str | None = None) -> Element:
    """Return a part of a page."""
    return element("section", element("h2", title), *body, class_=class_)


def tile(number: str, what: str, note: str = "") -> Element:
    """Return one key figure."""
    return element(
        "div",
        element("b", number),
        element("span", what),
        element("small", note),
        class_="tile",
    )


def tiles(*figures: Element) -> Element:
    """Return the key figures in a row."""
    return element("div", *figures, class_="tiles")
