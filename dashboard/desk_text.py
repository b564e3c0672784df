"""People's words, made harmless: shown as they are, and nothing else."""

import re

# Control characters, and those that turn the direction of everything after them around.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: object) -> str:
    """Return a text that shows itself and nothing else, on one line."""
    return " ".join(UNSEEN.sub("", str(text)).split())


def whole(text: str, most: int) -> str:
    """Return at most so many characters of a text, with its line breaks."""
    return UNSEEN.sub("", text)[:most]


def cut(text: str, most: int) -> str:
    """Return a text on one line, with … where it was cut."""
    line = plain(text)
    return line if len(line) <= most else line[: most - 1] + "…"
