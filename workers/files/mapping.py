"""A mapping says what the columns of a file mean: one TOML file per kind of file, no code.

`docs/mappings.md` explains how to write one; the shipped ones lie in `mappings/` beside this file.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct, field

from models.events.versions import KINDS
from workers.files.readers import Layout

SHIPPED = Path(__file__).parent / "mappings"
FACTS = {
    name: struct
    for name, struct in KINDS.items()
    if name.startswith("complaint.") and name != "complaint.received"
}

Column = str | list[str]  # a column's name, or the names that it has in different exports


class MappingError(ValueError):
    """The mapping cannot be used; the text names the file and the line or key."""


class SiteNamed(Struct, frozen=True, forbid_unknown_fields=True):
    """The site that the file's complaints belong to."""

    id: str
    zh: str
    en: str
    kind: Literal["mall", "tower", "estate", "city"] = "city"
    locale: Literal["zh_CN", "en"] = "zh_CN"
    grows: bool = True  # places are learned from the file


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to find what a complaint has once; only `id` and `time` must be there."""

    id: Column
    time: Column
    name: Column = ""
    contact: Column = ""
    ref: Column = ""  # the sender's own id of the person, such as an account


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The columns that make up the subject and the text, joined in this order."""

    subject: list[Column] = field(default_factory=list)
    body: list[Column] = field(default_factory=list)
    coded: bool = False  # words of a list, not a person's own: shown, never compared


class Find(Struct, frozen=True, forbid_unknown_fields=True):
    """The first part of a column's text that fits a regular expression."""

    column: Column
    find: str


class PlacePath(Struct, frozen=True, forbid_unknown_fields=True):
    """The place from the widest to the narrowest column; empty cells are left out."""

    path: list[Column | Find] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)  # cells that mean nothing, such as "N/A"


class Codes(Struct, frozen=True, forbid_unknown_fields=True):
    """A column whose values begin with one of `codes`; the longest that fits wins.

    Where none fits, the first of `words` decides that the value contains; then `default`.
    """

    column: Column = ""
    default: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


class TimeFormats(Struct, frozen=True, forbid_unknown_fields=True):
    """How times are written, as strptime has it; ISO 8601 and Excel's are always known."""

    formats: list[str] = field(default_factory=list)


class Where(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition: the column's value begins with one of these."""

    column: Column
    begins: list[str]


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """A column, or a status, that tells what was done later: follow-up events of its row."""

    event: str | list[str]
    when: Column  # the first of them that holds a time
    where: Where | None = None
    columns: dict[str, Column] = field(default_factory=dict)  # the event's field -> column
    codes: dict[str, Codes] = field(default_factory=dict)  # the event's field -> codes


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `source` is the first half of every complaint's key."""

    source: str
    zone: str
    site: SiteNamed
    columns: Columns
    file: Layout = Layout()
    text: Words = Words()
    place: PlacePath = PlacePath()
    time: TimeFormats = TimeFormats()
    category: Codes = Codes()
    channel: Codes = Codes(default="web")
    kind: Codes = Codes(default="complaint")
    urgency: Codes = Codes()
    facts: list[Fact] = field(default_factory=list)


def shipped() -> list[str]:
    """Return the names of the mappings that come with Tocsin."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load(name: str) -> Mapping:
    """Load a shipped mapping by its name, or any by its path. Raises MappingError."""
    path = SHIPPED / f"{name}.toml" if name in shipped() else Path(name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        mapping = msgspec.convert(raw, Mapping)
    except OSError as error:
        known = ", ".join(shipped())
        raise MappingError(f"{name}: no such file, and no shipped mapping ({known})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name}: {error}") from error
    except msgspec.ValidationError as error:
        raise MappingError(f"{path.name}: {_named(str(error))}") from error
    for trouble in _troubles(mapping):
        raise MappingError(f"{path.name}: {trouble}")
    return mapping


def _named(reason: str) -> str:
    """Put the key first: "site.grows: expected bool, got str"."""
    found = re.fullmatch(r"(.*) - at `\$\.?(.*)`", reason)
    return f"{found[2]}: {found[1]}" if found else reason


def _troubles(mapping: Mapping) -> Iterator[str]:
    """Yield what the types cannot say."""
    for key, value in (("source", mapping.source), ("site.id", mapping.site.id)):
        if not re.fullmatch(r"[\w.-]{1,64}", value):
            yield f"{key}: {value!r} must be letters, digits, '.', '_' or '-', at most 64"
    try:
        ZoneInfo(mapping.zone)
    except (KeyError, OSError, ValueError):
        yield f"zone: {mapping.zone!r} is no time zone, such as Asia/Shanghai"
    for key in ("id", "time"):
        if not all(names(getattr(mapping.columns, key))):
            yield f"columns.{key}: must name a column"
    for index, part in enumerate(mapping.place.path):
        if isinstance(part, Find) and not _compiles(part.find):
            yield f"place.path[{index}].find: {part.find!r} is no regular expression"
    for index, fact in enumerate(mapping.facts):
        yield from _fact_troubles(f"facts[{index}]", fact)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _fact_troubles(where: str, fact: Fact) -> Iterator[str]:
    for event in names(fact.event):
        if event not in FACTS:
            yield f"{where}.event: {event!r} is none of {', '.join(FACTS)}"
            return
        known = FACTS[event].__struct_fields__
        for key, used in (("columns", fact.columns), ("codes", fact.codes)):
            for name in used:
                if name not in known:
                    yield f"{where}.{key}.{name}: {event} has only {', '.join(known)}"


def names(column: Column) -> tuple[str, ...]:
    """Return the names to try for a column, in order."""
    return (column,) if isinstance(column, str) else tuple(column)
