"""HTML and SVG as trees: what is text stays text, so no caller can forget to escape it."""

from xml.etree.ElementTree import Element, tostring

Child = Element | str


def element(name: str, /, *children: Child, **attributes: str | float | None) -> Element:
    """Make an element; an attribute that is None is left out.

    A trailing underscore of an attribute's name is dropped and others become hyphens, so that
    `class_` and `text_anchor` can be written.
    """
    given = {
        key.rstrip("_").replace("_", "-"): str(value)
        for key, value in attributes.items()
        if value is not None
    }
    made = Element(name, given)
    for child in children:
        put(made, child)
    return made


def put(parent: Element, child: Child) -> None:
    """Add a child at the end; a string becomes text."""
    if isinstance(child, Element):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    else:
        parent.text = (parent.text or "") + child


def table(head: list[str], rows: list[list[Child]], **attributes: str) -> Element:
    """Make a table with a heading row."""
    top = element("tr", *(element("th", name, scope="col") for name in head))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    return element("table", element("thead", top), element("tbody", *body), **attributes)


def written(page: Element) -> str:
    """Return the document as HTML."""
    return "<!doctype html>\n" + tostring(page, encoding="unicode", method="html") + "\n"
