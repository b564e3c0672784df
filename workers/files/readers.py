"""Files as rows: CSV, XLSX, JSON and NDJSON, one row at a time, whatever is in them.

`read` opens a file by the ending of its name and yields a `Row` for each row, or `Broken` for one
that cannot be read; a file that is not what its name says raises `FileError` with one sentence.
Rows are numbered as a person counts them: the header of a table is row 1, the first element of a
JSON list and the first line of an NDJSON file are 1. Cells are text: a date of a workbook as ISO
8601, a formula as it is written, never its result.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from workers.files.json_rows import read_array, read_lines
from workers.files.rows import Broken, FileError, Row
from workers.files.table_rows import read_csv, read_workbook


class Layout(Struct, frozen=True):
    """What the name of a file does not say; "" leaves it to be found out."""

    encoding: str = ""
    delimiter: str = ","
    sheet: str = ""  # of a workbook; "" is the first
    rows: str = ""  # of a JSON object: the key, or a.b.c, of its list


Reader = Callable[[Path, Layout], Iterator[Row | Broken]]

FIRST = 2  # number of the first row below the header of a table
_ZIP = b"PK\x03\x04"
_NOT_TABLE = (b"{", b"[", b"<!", b"<html", b"<?xml")
READERS: dict[str, Reader] = {
    ".csv": lambda path, layout: read_csv(path, layout.encoding, layout.delimiter),
    ".xlsx": lambda path, layout: read_workbook(path, layout.sheet),
    ".json": lambda path, layout: read_array(path, layout.rows),
    ".ndjson": lambda path, _: read_lines(path),
    ".jsonl": lambda path, _: read_lines(path),
}


def read(path: Path, layout: Layout | None = None) -> Iterator[Row | Broken]:
    """Yield the file's rows in order; raise `FileError` where it is not what its name says."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise FileError(path, f"its name must end in one of {known}")
    _check_opening(path)
    return reader(path, layout or Layout())


def _check_opening(path: Path) -> None:
    try:
        with path.open("rb") as file:
            opening = file.read(64)
    except OSError as error:
        raise FileError(path, (error.strerror or "cannot be opened").lower()) from error
    if not opening.strip(b"\xef\xbb\xbf\xff\xfe\r\n\t \0"):
        raise FileError(path, "is empty")
    ending = path.suffix.lower()
    if opening.startswith(_ZIP) and ending != ".xlsx":
        raise FileError(path, "is a workbook or an archive inside; a workbook must end in .xlsx")
    if ending == ".xlsx" and not opening.startswith(_ZIP):
        raise FileError(path, "is not an .xlsx workbook inside (an old .xls, a text, or locked)")
    if opening.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(_NOT_TABLE) and ending == ".csv":
        raise FileError(path, "is not a table inside but JSON or a web page")
