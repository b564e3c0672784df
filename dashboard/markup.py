"""HTML made of escaped parts only: every text is escaped here, so no caller can forget it."""

from html import escape


class Markup(str):
    """Text that is HTML already; only `tag` makes it."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | int | None) -> Markup:
    """Build an element; plain strings are escaped, None leaves an attribute out.

    A trailing underscore of an attribute's name is dropped and others become hyphens, so that
    `class_` and `data_due` can be written.
    """
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{shown}>{''.join(map(_safe, children))}</{name}>")


def div(class_: str, *children: str, **attributes: str | int | None) -> Markup:
    """Build the element most panels are made of."""
    return tag("div", *children, class_=class_, **attributes)


def span(class_: str, *children: str, **attributes: str | int | None) -> Markup:
    """Build a run of text."""
    return tag("span", *children, class_=class_, **attributes)


def _safe(child: str) -> str:
    return child if isinstance(child, Markup) else escape(str(child))
