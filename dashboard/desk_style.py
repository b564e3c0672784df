"""How the desk looks: one stylesheet, and the small pieces of markup that repeat."""

from pathlib import Path

from dashboard.desk_seat import Seat
from dashboard.markup import Markup, div, span

STYLE = Path(__file__).with_name("desk.css")


def style() -> str:
    """Give the stylesheet of desk and weekly as an element."""
    return f"<style>{STYLE.read_text('utf-8')}</style>"


def chip(seat: Seat, level: int) -> Markup:
    """Show a crisis level: shape, numeral and word, and only then colour."""
    return span(f"chip chip-{level}", str(seat.words.level(level)) or "–")


def figures(pairs: list[tuple[str, str]]) -> Markup:
    """Show a few numbers, each with what it counts."""
    return div("figures", *(div("", bold(number), span("", what)) for number, what in pairs))


def bold(text: str) -> Markup:
    """Make a number stand out."""
    return Markup(f"<b>{span('', text)}</b>")
