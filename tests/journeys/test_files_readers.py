"""Files as people send them: real ones, foreign ones, broken ones. No row is lost unsaid."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from workers.files import mapping, readers
from workers.files.rows import CELL_LIMIT, Broken, FileError, Row
from workers.files.translate import Translator

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
LATEST = 1_800_000_000

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put a file into this test's folder."""

    def put(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here: real data is no part of the project")
    return path


def told(path: Path) -> list[tuple[int, str]]:
    """Return what each row is: its cells joined, or why it was refused."""
    return [
        (row.number, "|".join(row.cells.values()) if isinstance(row, Row) else f"! {row.reason}")
        for row in readers.read(path)
    ]


@pytest.mark.parametrize(
    ("name", "map_name", "rows", "facts"),
    [
        ("nyc311/2022-05-01.csv", "nyc311", 924, 3_248),
        ("nyc311/2014-2019.csv", "nyc311", 1_000, 3_995),
        ("nyc311/2012-11-20.json", "nyc311", 1_000, 3_991),
        ("baltimore311/sample.csv", "baltimore311", 10_000, 49_298),
        ("taidi2020c/messages.xlsx", "resident-messages", 4_326, 0),
    ],
)
def test_real_files(name: str, map_name: str, rows: int, facts: int) -> None:
    """Every row of the real files is taken, with all that the file tells of its handling."""
    meant = mapping.load(map_name)
    translator = Translator(meant, meant.site.id, LATEST)
    found = list(readers.read(real(name), meant.file))
    complaints = [translator.complaint(row) for row in found if isinstance(row, Row)]
    assert len(found) == len(complaints) == rows
    assert sum(len(complaint.later) for complaint in complaints) == facts
    assert len({complaint.id for complaint in complaints}) == rows


def test_csv_and_json_of_one_city_agree() -> None:
    """Columns may be named differently in two exports; one mapping serves both."""
    meant = mapping.load("nyc311")
    translator = Translator(meant, meant.site.id, LATEST)
    for name in ("nyc311/2014-2019.csv", "nyc311/2012-11-20.json"):
        rows = [row for row in readers.read(real(name)) if isinstance(row, Row)]
        forms = [translator.complaint(row).form for row in rows]
        assert sum("place" in form for form in forms) > 970
        assert all(form["subject"] for form in forms)


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("id,text\n1,a\n", [(2, "1|a")]),
        ("\ufeffid,text\r\n1,a\r\n\r\n2,b", [(2, "1|a"), (4, "2|b")]),
        ("编号,内容\n1,电梯坏了\n".encode("gb18030"), [(2, "1|电梯坏了")]),
        ("id,text\n1,电梯\n".encode("utf-16"), [(2, "1|电梯")]),
        ("id,text\n1,a\0b\n", [(2, "1|a\0b")]),
        ('id,text\n1,"two\nlines"\n2,b\n', [(2, "1|two\nlines"), (3, "2|b")]),
        (
            'id,text\n1,"open\n2,b\n3,c\n',
            [(2, "! a quote is never closed"), (3, "2|b"), (4, "3|c")],
        ),
        ('id,text\n1,"open\n2,"b"\n', [(2, "! ',' expected after '\"'"), (3, "2|b")]),
        ("id,text\n1,a,b,c\n2,b\n", [(2, "! 4 cells, but the header has 2"), (3, "2|b")]),
        ("id,text\n1\n", [(2, "1")]),
        ("id,text,\n1,=1+1,\n", [(2, "1|=1+1|")]),
        ("id,text\n", []),
        (b"id,text\n1,caf\xe9 \xff\n", [(2, "1|caf\ufffd \ufffd")]),
    ],
)
def test_csv(write: Write, content: bytes | str, rows: list[tuple[int, str]]) -> None:
    """A broken row costs itself and no other; encodings are found out."""
    assert told(write("some.csv", content)) == rows


def test_giant_cell_is_refused(write: Write) -> None:
    """Ten megabytes in one cell are refused with their row, and the next row is read."""
    giant = "x" * (10 * CELL_LIMIT)
    found = told(write("some.csv", f"id,text\n1,{giant}\n2,b\n"))
    assert found == [(2, "! the line has over 4,000,000 characters"), (3, "2|b")]
    lines = f'{{"id": "1", "text": "{giant}"}}\n{{"id": "2"}}\n'
    assert told(write("some.ndjson", lines)) == [
        (1, "! the line has over 4,000,000 bytes"),
        (2, "2"),
    ]


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [
        ("a.json", '[{"id": 1, "at": null, "ok": true, "in": {"x": 1.5}}]', [(1, "1||true|1.5")]),
        ("a.json", "\ufeff[]", []),
        (
            "a.json",
            '[{"id": 1},\n{"id": oops},\n{"id": 3}]',
            [(1, "1"), (2, "! not JSON"), (3, "3")],
        ),
        ("a.json", f'[{{"id": {DEEP}}},\n{{"id": 2}}]', [(1, "! nested too deeply"), (2, "2")]),
        ("a.json", '[{"id": 1}, 5', [(1, "1"), (2, "! not a JSON object"), (3, "! the list is")]),
        ("a.json", '[{"id": 1}, {"id"', [(1, "1"), (2, "! not JSON"), (3, "! the list is never")]),
        ("a.ndjson", '{"id": 1}\n\n{"id": \n{"id": 3}', [(1, "1"), (3, "! not JSON"), (4, "3")]),
        ("a.ndjson", f'{{"id": {DEEP}\n{{"id": 2}}', [(1, "! nested too"), (2, "2")]),
        ("a.jsonl", '"text"\n{"id": 2}', [(1, "! not a JSON object"), (2, "2")]),
    ],
)
def test_json(write: Write, name: str, content: str, rows: list[tuple[int, str]]) -> None:
    """A broken element of a list, or line, is refused with its number and the others are read."""
    found = told(write(name, content))
    assert [number for number, _ in found] == [number for number, _ in rows]
    for (_, cells), (_, begins) in zip(found, rows, strict=True):
        assert cells.startswith(begins)


def test_list_under_a_key(write: Write) -> None:
    """A JSON object whose list lies under a key is read when the mapping names the key."""
    path = write("a.json", json.dumps({"result": {"records": [{"id": "1"}]}}))
    found = list(readers.read(path, readers.Layout(rows="result.records")))
    assert [row.cells for row in found if isinstance(row, Row)] == [{"id": "1"}]
    with pytest.raises(FileError, match="name its key in the mapping"):
        list(readers.read(path))


def test_long_list_is_read_piece_by_piece(write: Write) -> None:
    """Elements that straddle the pieces in which a file is read come out whole."""
    many = [{"id": str(number), "text": "楼" * 500} for number in range(3_000)]
    found = list(readers.read(write("a.json", json.dumps(many, ensure_ascii=False))))
    assert [row.cells for row in found if isinstance(row, Row)] == many


def test_workbook(tmp_path: Path) -> None:
    """A workbook's dates become ISO text, its formulas stay text, its blank rows are no rows."""
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    moment = dt.datetime(2019, 1, 2, 15, 10, 23)  # noqa: DTZ001 - as workbooks have it
    for cells in (["编号", "时间", "内容"], [1, moment, "=1+1"], [], [2.0, 43467.5, "x\ny"]):
        sheet.append(cells)
    book.save(path)
    assert told(path) == [(2, "1|2019-01-02T15:10:23|=1+1"), (4, "2|43467.5|x\ny")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", "", "a.csv: is empty."),
        ("a.csv", "\ufeff\r\n", "a.csv: is empty."),
        ("a.csv", b"PK\x03\x04....", "a workbook must end in .xlsx"),
        ("a.csv", "<!DOCTYPE html><p>404", "JSON or a web page"),
        ("a.xlsx", "id,text\n1,a", "is not an .xlsx workbook inside"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "is damaged"),
        ("a.json", "id,text", "it must begin with [ or {"),
        ("a.ndjson", "[{}]", "name it .json"),
        ("a.pdf", "%PDF", "its name must end in one of .csv"),
    ],
)
def test_file_is_not_what_its_name_says(
    write: Write, name: str, content: bytes | str, reason: str
) -> None:
    """One clear sentence says why a file cannot be read, without the folder it lies in."""
    path = write(name, content)
    with pytest.raises(FileError) as caught:
        list(readers.read(path))
    assert reason in str(caught.value)
    assert str(path.parent) not in str(caught.value)


def test_missing_file_is_said(tmp_path: Path) -> None:
    """A file that is not there is one sentence, too."""
    with pytest.raises(FileError, match="no such file"):
        list(readers.read(tmp_path / "a.csv"))


def test_broken_row_keeps_what_there_was(write: Write) -> None:
    """What is refused can be looked at."""
    found = list(readers.read(write("a.csv", 'id,text\n1,"open\n')))
    assert found == [Broken(2, "a quote is never closed", '1,"open')]
