"""The first pass over a file: every row is read, checked and kept, or refused with its reason."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from models.events import SiteOpened
from workers.files import ndjson, readers
from workers.files.entries import Entries, Entry
from workers.files.mapping import Column, Mapping, names
from workers.files.mapping import load as load_mapping
from workers.files.refused import RefusedFile
from workers.files.rows import Broken, FileError, Row
from workers.files.times import LATEST
from workers.files.translate import Complaint, RowError, Translator

EVENT_FILES = (".ndjson", ".jsonl")
TABLES = (".csv", ".xlsx")

Refuse = Callable[[Row | Broken, str], None]
Seen = Callable[[int], None]  # hears the number of each row


class Gathered(Struct):
    """What a file holds and what it says of its site."""

    site: str
    opened: SiteOpened
    entries: Entries
    duplicates: int = 0  # rows whose id came before in the same file


def gather(path: Path, map_name: str, latest: int, refused: RefusedFile, seen: Seen) -> Gathered:
    """Read a whole file by a mapping, or without one as an event file.

    Raises FileError or MappingError where nothing can be read. A mapped file tells of the past:
    times after `latest` are refused.
    """
    if map_name:
        return _by_mapping(path, load_mapping(map_name), latest, refused, seen)
    if path.suffix.lower() not in EVENT_FILES:
        raise FileError(path, "needs a mapping: say --map with a shipped name or a path")
    return _events(path, refused, seen)


def _by_mapping(
    path: Path, mapping: Mapping, latest: int, refused: RefusedFile, seen: Seen
) -> Gathered:
    site = mapping.site
    opened = SiteOpened(
        zh=site.zh, en=site.en, kind=site.kind, zone=mapping.zone, locale=site.locale,
        grows=site.grows,
    )  # fmt: skip
    gathered = Gathered(site.id, opened, Entries())
    translator = Translator(mapping, site.id, latest)
    known: set[str] = set()
    for row in _checked(path, mapping):
        seen(row.number)
        try:
            complaint = translator.complaint(_whole(row))
        except RowError as error:
            refused.add(row, str(error))
            continue
        if complaint.id in known:
            gathered.duplicates += 1
            continue
        known.add(complaint.id)
        for entry in _entries(row.number, complaint, mapping.source):
            gathered.entries.add(entry)
    return gathered


def _whole(row: Row | Broken) -> Row:
    if isinstance(row, Broken):
        raise RowError(row.reason)
    return row


def _checked(path: Path, mapping: Mapping) -> Iterator[Row | Broken]:
    """Yield the rows of a file that has the columns without which no row can be taken."""
    for row in readers.read(path, mapping.file):
        if isinstance(row, Row) and row.number == readers.FIRST and _is_table(path):
            _require(path, row, mapping.columns.id)
            _require(path, row, mapping.columns.time)
        yield row


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in TABLES


def _require(path: Path, row: Row, column: Column) -> None:
    if not any(name in row.cells for name in names(column)):
        has = ", ".join(name for name in row.cells if name)[:200]
        raise FileError(path, f"has no column {' or '.join(names(column))}, but {has}")


def _entries(number: int, complaint: Complaint, source: str) -> Iterator[Entry]:
    """Yield the complaint's form, then what came later."""
    key = f"{source}/{complaint.id}"
    form, flags = complaint.form, complaint.flags
    yield Entry(number, complaint.time, source, complaint.id, key, form, form=True, flags=flags)
    for later in complaint.later:
        yield Entry(number, later.time, source, f"{complaint.id}.{later.id}", key, later.data)


def _events(path: Path, refused: RefusedFile, seen: Seen) -> Gathered:
    """Read an event file; its times are its own, even ahead of a wall clock that is wrong."""
    site, opened = ndjson.site_of(path)
    gathered = Gathered(site, opened, Entries())
    known: set[tuple[str, str]] = set()
    for item in ndjson.read(path):
        if isinstance(item, Broken):
            refused.add(item, item.reason)
            continue
        number, line = item
        seen(number)
        if line.kind in ndjson.MADE_ANEW:
            continue
        if (line.source, line.id) in known:
            gathered.duplicates += line.type == ndjson.RECEIVED
            continue
        try:
            gathered.entries.add(ndjson.entry(number, line, site, LATEST))
        except ndjson.LineError as error:
            refused.add(Broken(number, "", str(line.data)[:1000]), str(error))
        known.add((line.source, line.id))
    return gathered
