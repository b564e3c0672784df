"""Tocsin's own event files: one CloudEvents-like JSON object a line, first the opening of a site.

A complaint stands there as the form it was made with, so that it goes through the door again;
whatever the clock and the rules add is left out, since a replay makes its own.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from msgspec import Struct, field
from pydantic import ValidationError

from models.events import Data, SiteOpened, versions
from workers.files import times
from workers.files.entries import Entry
from workers.files.json_rows import raw_lines
from workers.files.rows import Broken, FileError
from workers.intake.form import ComplaintForm
from workers.intake.refusal import of_form

OPENED, RECEIVED = "site.opened", "complaint.received"
MADE_ANEW = ("time.passed", "rules.adopted", "site.observed", OPENED)


class Line(Struct, frozen=True):
    """One line; `time` is ISO 8601 in UTC, `data` has no type of its own."""

    source: str
    id: str
    type: str
    time: str
    site: str
    data: dict[str, Any]
    subject: str = ""
    specversion: str = field(default="1.0")

    @property
    def kind(self) -> str:
        """What happened, in whatever version it was written."""
        return self.type.partition("/")[0]


class LineError(ValueError):
    """The line is no event; the text says why."""


def iso(seconds: int) -> str:
    """Return epoch seconds as the files have them."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opening(site: str, opened: SiteOpened, time: int) -> Line:
    """Return the first line of a file."""
    return fact(site, "tocsin", f"{site}/opened", subject=site, time=time, data=opened)


def complaint(form: ComplaintForm, time: int) -> Line:
    """Return the line of a complaint; the form must have a source and an id."""
    named = {"site", "source", "id", "time"}
    data = form.model_dump(exclude=named, exclude_defaults=True)
    key = f"{form.source}/{form.id}"
    return Line(form.source, form.id, RECEIVED, iso(time), form.site, data, key)


def fact(site: str, source: str, name: str, *, subject: str, time: int, data: Data) -> Line:
    """Return the line of any other event."""
    return Line(source, name, versions.tag(type(data)), iso(time), site, untyped(data), subject)


def untyped(data: Data) -> dict[str, Any]:
    """Return an event's data without its type, which the line says."""
    plain: dict[str, Any] = msgspec.to_builtins(data)
    return {name: value for name, value in plain.items() if name != "type"}


def write(file: IO[bytes], lines: Iterable[Line]) -> int:
    """Write lines in their order; return how many."""
    count = 0
    for count, line in enumerate(lines, start=1):  # noqa: B007 - the last number is the answer
        file.write(msgspec.json.encode(line) + b"\n")
    return count


def read(path: Path) -> Iterator[tuple[int, Line] | Broken]:
    """Yield the file's lines with their numbers, and what is none as `Broken`."""
    for number, raw in raw_lines(path):
        if isinstance(raw, Broken):
            yield raw
            continue
        try:
            yield number, msgspec.json.decode(raw, type=Line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            yield Broken(number, f"no event: {error}", raw[:1000].decode(errors="replace").strip())


def site_of(path: Path) -> tuple[str, SiteOpened]:
    """Return the site that the first line opens. Raises FileError."""
    first = next(read(path), None)
    if isinstance(first, tuple) and first[1].kind == OPENED:
        try:
            return first[1].site, cast("SiteOpened", versions.read.plain(with_type(first[1])))
        except msgspec.ValidationError as error:
            raise FileError(path, f"its first line does not open a site: {error}") from error
    raise FileError(path, "is no file of events: its first line must be a site.opened")


def entry(number: int, line: Line, site: str, latest: int) -> Entry:
    """Return the entry of a line that is no opening. Raises LineError."""
    if line.site != site:
        raise LineError(f"belongs to another site, {line.site[:80]!r}")
    try:
        time = times.parser("UTC", (), latest)(line.time)
        if line.type != RECEIVED:
            versions.read.plain(data := with_type(line))
            return Entry(number, time, line.source, line.id, line.subject, data)
        form = line.data | {"site": site, "source": line.source, "id": line.id, "time": time}
        ComplaintForm.model_validate(form)
    except ValidationError as error:
        raise LineError(str(of_form(error))) from error
    except (msgspec.ValidationError, times.NoTimeError) as error:
        raise LineError(str(error)) from error
    return Entry(number, time, line.source, line.id, "", form, form=True)


def with_type(line: Line) -> dict[str, Any]:
    """Return the data with its type, as the events' structs want it."""
    return {"type": line.type} | line.data
