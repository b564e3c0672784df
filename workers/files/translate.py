"""One row of a file to what the door needs: a filled-in form and the facts that came later."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Cells
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from pydantic import ValidationError

from models.events.versions import tag
from workers.files import times
from workers.files.mapping import FACTS, Codes, Column, Fact, Find, Mapping, Where, names
from workers.files.rows import UNDECODED, Row
from workers.intake.form import ComplaintForm
from workers.intake.refusal import of_form

REMEMBERED = 4_096  # values of a column
PATH_LIMIT = 80  # characters of one segment of a place


class RowError(ValueError):
    """The row cannot become a complaint; the text says why."""


class Later(Struct, frozen=True):
    """A follow-up fact: its id within the complaint, its time, and the event's data."""

    id: str
    time: int
    data: dict[str, Any]


class Complaint(Struct, frozen=True):
    """What one row says: the door's form, what was odd, and what came later."""

    id: str
    time: int
    form: dict[str, Any]
    flags: list[str]
    later: list[Later]


class Translator:
    """Rows to complaints by one mapping; the same row always gives the same complaint."""

    def __init__(self, mapping: Mapping, site: str, latest: int) -> None:
        """`latest` is the last epoch second that a time of the file may have."""
        self.mapping, self.site = mapping, site
        self.time = times.parser(mapping.zone, mapping.time.formats, latest)
        self.category = _coder(mapping.category)
        self.channel = _coder(mapping.channel)
        self.kind = _coder(mapping.kind)
        self.urgency = _coder(mapping.urgency)
        self.facts = [
            (fact, {name: _coder(codes) for name, codes in fact.codes.items()})
            for fact in mapping.facts
        ]

    def complaint(self, row: Row) -> Complaint:
        """Translate a row. Raises RowError."""
        cells, columns = row.cells, self.mapping.columns
        key = _required(cells, columns.id).replace("/", "-")
        try:
            time = self.time(_required(cells, columns.time))
        except times.NoTimeError as error:
            raise RowError(f"{_naming(columns.time)}: {error}") from error
        form = self._form(cells) | {"id": key, "time": time}
        try:
            ComplaintForm.model_validate(form)
        except ValidationError as error:
            raise RowError(str(of_form(error))) from error
        return Complaint(key, time, form, flags(cells), self._later(cells, time))

    def _form(self, cells: Cells[str, str]) -> dict[str, Any]:
        """Return the fields of the door's form that the row fills."""
        columns, text = self.mapping.columns, self.mapping.text
        person = {
            "name": pick(cells, columns.name),
            "contact": pick(cells, columns.contact),
            "ref": pick(cells, columns.ref),
        }
        form: dict[str, Any] = {
            "site": self.site,
            "source": self.mapping.source,
            "channel": self.channel(cells),
            "kind": self.kind(cells),
            "category": self.category(cells),
            "urgency": self.urgency(cells),
            "place": self._place(cells),
            "subject": _joined(cells, text.subject),
            "body": _joined(cells, text.body),
            "coded": text.coded,
            "complainant": {name: value for name, value in person.items() if value},
        }
        return {name: value for name, value in form.items() if value}

    def _place(self, cells: Cells[str, str]) -> str:
        place = self.mapping.place
        segments = (" ".join(_segment(cells, part).split()) for part in place.path)
        kept = (s for s in segments if s and s not in place.unknown and s.strip("./"))
        return "/".join(s.replace("/", "-")[:PATH_LIMIT] for s in kept)

    def _later(self, cells: Cells[str, str], begun: int) -> list[Later]:
        """Return the facts that the row tells, none before the complaint's own time."""
        later: list[Later] = []
        for fact, coders in self.facts:
            when = pick(cells, fact.when)
            if not when or not _holds(fact.where, cells):
                continue
            values: dict[str, Any] = {name: coder(cells) for name, coder in coders.items()}
            values |= {name: pick(cells, column) for name, column in fact.columns.items()}
            try:
                time = max(begun, self.time(when))
                if "until" in values:
                    values["until"] = self.time(values["until"])
            except times.NoTimeError:
                continue
            later += self._events(fact, time, {name: v for name, v in values.items() if v})
        return later

    def _events(self, fact: Fact, time: int, values: dict[str, Any]) -> Iterator[Later]:
        for event in names(fact.event):
            data = {"type": tag(FACTS[event])} | values
            try:
                msgspec.convert(data, FACTS[event])
            except msgspec.ValidationError:
                continue
            yield Later(event.removeprefix("complaint."), time, data)


def pick(cells: Cells[str, str], column: Column) -> str:
    """Return the first cell of the column's names that is not empty."""
    for name in names(column):
        if name and (cell := cells.get(name, "").strip()):
            return cell
    return ""


def _segment(cells: Cells[str, str], part: Column | Find) -> str:
    if not isinstance(part, Find):
        return pick(cells, part)
    found = re.search(part.find, pick(cells, part.column))
    return found[0] if found else ""


def flags(cells: Cells[str, str]) -> list[str]:
    """Return what is odd about a row as a whole."""
    values = cells.values()
    found = []
    if any(cell.startswith("=") for cell in values):
        found.append("formula")
    if any(UNDECODED in cell for cell in values):
        found.append("undecoded")
    return found


def _required(cells: Cells[str, str], column: Column) -> str:
    value = pick(cells, column)
    if not value:
        raise RowError(f"{_naming(column)}: is empty or missing")
    return value


def _naming(column: Column) -> str:
    return " or ".join(names(column))


def _joined(cells: Cells[str, str], columns: list[Column]) -> str:
    return "\n".join(filter(None, (pick(cells, column) for column in columns)))


def _holds(where: Where | None, cells: Cells[str, str]) -> bool:
    if where is None:
        return True
    return pick(cells, where.column).casefold().startswith(tuple(map(str.casefold, where.begins)))


def _coder(codes: Codes) -> Callable[[Cells[str, str]], str]:
    """Return a function from a row to its code, see `Codes`."""
    table = {beginning.casefold(): code for beginning, code in codes.codes.items()}
    order = sorted(table, key=lambda beginning: (-len(beginning), beginning))
    words = {word.casefold(): code for word, code in codes.words.items()}

    @lru_cache(maxsize=REMEMBERED)
    def judge(value: str) -> str:
        fits = (table[beginning] for beginning in order if value.startswith(beginning))
        holds = (code for word, code in words.items() if word in value)
        return next(fits, "") or next(holds, codes.default)

    return lambda cells: judge(pick(cells, codes.column).casefold())
