"""Rows of tables: CSV text and Excel workbooks. The first row names the columns."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from workers.files.rows import CELL_LIMIT, Broken, FileError, Row

UNPACKED_LIMIT = 2 << 30  # bytes; above this a workbook is a bomb, or wants to be a CSV file
_CHUNK = 1 << 20


def read_csv(path: Path, encoding: str = "", delimiter: str = ",") -> Iterator[Row | Broken]:
    """Yield the rows of a CSV file; a quote never closed costs its own line and no other."""
    csv.field_size_limit(CELL_LIMIT)
    known = encoding or guess_encoding(path)
    with path.open(encoding=known, errors="replace", newline="") as file:
        lines = _Lines(file)
        records = _records(lines, delimiter)
        header = next(records)
        if isinstance(header, str):
            raise FileError(path, f"its first row cannot be read ({header})")
        names = _names(header)
        lines.width = len(names)
        for number, record in enumerate(records, start=2):
            if isinstance(record, str):
                yield Broken(number, record, lines.head[:CELL_LIMIT].rstrip("\r\n"))
            elif any(record):
                yield Row(number, _cells(names, record))


def guess_encoding(path: Path) -> str:
    """Return the first encoding that decodes the whole file, or UTF-8 with marks for the rest."""
    with path.open("rb") as file:
        opening = file.read(2)
    if opening in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    return next((name for name in ("utf-8-sig", "gb18030") if _decodes(path, name)), "utf-8-sig")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


class _Lines:
    """Lines for the csv module that can be given back when a record proves broken."""

    def __init__(self, file: io.TextIOBase) -> None:
        self.width = 0  # columns, once the header is known
        self.head = ""  # first line of the record being read
        self._file = file
        self._again: list[str] = []  # lines to read again, last first
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._file.readline(CELL_LIMIT * 4)
        if not line:
            raise StopIteration
        self._taken.append(line)
        if len(line) == CELL_LIMIT * 4:
            self._skip_line()
            raise csv.Error("line too long")
        return line

    def begin(self) -> None:
        self._taken.clear()

    def give_back(self) -> None:
        """Keep the broken record's first line out and read the others again."""
        self.head = self._taken[0] if self._taken else ""
        self._again.extend(reversed(self._taken[1:]))

    def spread(self) -> bool:
        return len(self._taken) > 1

    def _skip_line(self) -> None:
        while (more := self._file.readline(CELL_LIMIT)) and not more.endswith("\n"):
            pass


def _records(lines: _Lines, delimiter: str) -> Iterator[list[str] | str]:
    """Yield each record, or the reason why there is none."""
    while True:
        lines.begin()
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back()
            yield _plain(str(error))
            continue
        if lines.width and len(record) > lines.width and any(record[lines.width :]):
            lines.give_back()
            yield f"{len(record)} cells, but the header has {lines.width}"
        else:
            yield record


def _plain(reason: str) -> str:
    if "field larger" in reason:
        return f"a quote is never closed, or a cell has over {CELL_LIMIT:,} characters"
    if "line too long" in reason:
        return f"the line has over {CELL_LIMIT * 4:,} characters"
    if "unexpected end" in reason:
        return "a quote is never closed"
    return reason


def _names(header: Sequence[str]) -> list[str]:
    return [name.strip() for name in header]


def _cells(names: Sequence[str], record: Iterable[str]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, cell in zip(names, record, strict=False):
        cells.setdefault(name, cell)
    return cells


def read_workbook(path: Path, sheet: str = "") -> Iterator[Row | Broken]:
    """Yield the rows of one sheet of an Excel workbook."""
    _check_size(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        if sheet and sheet not in book.sheetnames:
            names = ", ".join(book.sheetnames)
            raise FileError(path, f"has no sheet {sheet!r}; it has {names}")
        table = book[sheet] if sheet else book.worksheets[0]
        yield from _sheet_rows(path, table.iter_rows(values_only=True))
        book.close()
    except (InvalidFileException, KeyError, ValueError, ParseError, OSError, IndexError) as error:
        raise FileError(path, "is damaged: no Excel workbook can be read from it") from error


def _sheet_rows(path: Path, records: Iterator[tuple[Any, ...]]) -> Iterator[Row | Broken]:
    header = next(records, None)
    if header is None:
        raise FileError(path, "has an empty first sheet")
    names = _names([_text(cell) for cell in header])
    for number, record in enumerate(records, start=2):
        cells = [_text(cell) for cell in record]
        if any(len(cell) > CELL_LIMIT for cell in cells):
            yield Broken(number, f"a cell has over {CELL_LIMIT:,} characters")
        elif any(cells):
            yield Row(number, _cells(names, cells))


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FileError(path, "is damaged: no Excel workbook can be read from it") from error
    if size > UNPACKED_LIMIT:
        raise FileError(path, "is too large for a workbook; save it as CSV")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
