"""Which line of a policy file a message is about, as well as it can be found."""

import re
from typing import Any

SETTING = re.compile(r"^([a-z]+\.[\w.\[\]]+)")  # "alerts.1.tiers[0].within is …"
TYPED = re.compile(r"(.+) - at `\$\.?([\w.\[\]]*)`")  # what msgspec says of a value's type
FIELD = re.compile(r"field `(\w+)`")
PART = re.compile(r"(\w+)(?:\[(\d+)\])?")


def said(document: Any, error: str) -> str:
    """Return what msgspec says of one value with the setting and the value named first."""
    match = TYPED.fullmatch(error)
    value = document
    for name, i in PART.findall(match[2]) if match else ():
        value = value.get(name) if isinstance(value, dict) else None
        value = value[int(i)] if i and isinstance(value, list) else value
    if match is None or value is None or isinstance(value, dict):
        return error
    return f"{match[2]} is {value!r}: {match[1]}"


def line_of(text: str, message: str) -> str:
    """Return ", line N" of the setting that a message is about, "" where it is not found."""
    typed, field, setting = TYPED.match(message), FIELD.search(message), SETTING.match(message)
    path = setting[1] if setting else typed[2] if typed else ""
    parts = [*PART.findall(path), *([(field[1], "")] if field else [])]
    lines = [line.partition(" #")[0] for line in text.splitlines()]
    here, skip = -1, 0
    for name, i in parts:
        named = [n for n in range(max(here, 0), len(lines)) if names(lines[n], name)]
        tables = [n for n in named if lines[n].startswith("[[")]
        if i and len(tables) > int(i):  # [[…]]: each entry is a table of its own
            here, skip = tables[int(i)], 0
        elif len(named) > skip:
            here, skip = named[skip], int(i or 0)
    return f", line {here + 1}" if here >= 0 else ""


def names(line: str, name: str) -> bool:
    """Whether the line has a table or key of that name."""
    return re.search(rf"(?:^|[\[{{.,\"\s]){re.escape(name)}(?=[\].\s\"=])", line) is not None
