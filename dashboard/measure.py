"""How much text fits, without a font at hand: a Chinese character counts two, a Latin one one.

What may be either (… and ·) is drawn by the Chinese font, and counts two; so does a Latin m.
"""

from unicodedata import east_asian_width

ELLIPSIS = "…"
BROAD = "mwMW@%"


def width(text: str) -> int:
    """Measure a text in half-widths."""
    return sum(2 if letter in BROAD or east_asian_width(letter) in "WFA" else 1 for letter in text)


def cut(text: str, room: int) -> str:
    """Shorten a name to `room` half-widths by its middle: its end tells it from its namesakes."""
    if width(text) <= room:
        return text
    head = _taken(text, (room - 2) // 3)
    tail = _taken(text[::-1], room - 2 - width(head))[::-1]
    return head + ELLIPSIS + tail


def lines(text: str, room: int, most: int) -> list[str]:
    """Break a name into at most `most` lines of `room` half-widths, cutting what is too long."""
    broken = _broken(text, room)
    for shorter in range(room * most, 0, -1):
        if len(broken) <= most:
            break
        broken = _broken(cut(text, shorter), room)
    return broken


def _broken(text: str, room: int) -> list[str]:
    broken = [""]
    for letter in text:
        full = width(broken[-1]) + width(letter) > room
        if full or (letter == " " and width(broken[-1]) > room // 2):
            broken.append("")
        broken[-1] += letter
    return [line.strip() for line in broken if line.strip()]


def _taken(text: str, room: int) -> str:
    taken = ""
    for letter in text:
        if width(taken + letter) > room:
            break
        taken += letter
    return taken
