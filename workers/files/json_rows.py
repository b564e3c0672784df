"""Rows of JSON: a list of objects, an object that holds such a list, or one object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from workers.files.rows import CELL_LIMIT, Broken, FileError, Row

ROW_LIMIT = CELL_LIMIT * 4  # characters
WHOLE_LIMIT = 256 << 20  # bytes of a JSON object that has to be read at once
_CHUNK = 1 << 20
_SPACE = " \t\r\n"


def read_lines(path: Path) -> Iterator[Row | Broken]:
    """Yield one row for each line that is a JSON object."""
    for number, raw in raw_lines(path):
        yield raw if isinstance(raw, Broken) else _decoded(number, raw)


def raw_lines(path: Path) -> Iterator[tuple[int, bytes | Broken]]:
    """Yield the lines that are not blank, with their numbers; `Broken` for one too long."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(ROW_LIMIT):
            number += 1
            line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) == ROW_LIMIT and not line.endswith(b"\n"):
                _skip_line(file)
                yield number, Broken(number, f"the line has over {ROW_LIMIT:,} bytes")
            elif number == 1 and line.lstrip().startswith(b"["):
                raise FileError(path, "is one JSON list, not one object a line; name it .json")
            elif line.strip():
                yield number, line


def _skip_line(file: Any) -> None:
    while (more := file.readline(_CHUNK)) and not more.endswith(b"\n"):
        pass


def _decoded(number: int, raw: bytes) -> Row | Broken:
    try:
        return _row(number, msgspec.json.decode(raw))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return Broken(number, _reason(error), raw[:CELL_LIMIT].decode(errors="replace").strip())


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"not JSON: {error}"


def read_array(path: Path, key: str = "") -> Iterator[Row | Broken]:
    """Yield one row for each element of the list, read piece by piece."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        window = _Window(file)
        opening = window.peek()
        if opening == "[":
            window.take()
            yield from _elements(window)
            return
    if opening != "{":
        raise FileError(path, "is not JSON inside: it must begin with [ or {")
    yield from _within(path, key)


class _Window:
    """A text file seen through a buffer that grows only while one element needs it."""

    def __init__(self, file: Any) -> None:
        self.text = ""
        self.start = 0
        self._file = file

    def more(self) -> bool:
        piece = self._file.read(max(_CHUNK, len(self.text) - self.start))
        self.text = self.text[self.start :] + piece
        self.start = 0
        return bool(piece)

    def peek(self) -> str:
        """Return the next character that is no space, "" at the end."""
        while True:
            while self.start < len(self.text):
                if self.text[self.start] not in _SPACE:
                    return self.text[self.start]
                self.start += 1
            if not self.more():
                return ""

    def take(self) -> None:
        self.start += 1


_DECODER = json.JSONDecoder()


def _elements(window: _Window) -> Iterator[Row | Broken]:
    number = 0
    while (mark := window.peek()) and mark != "]":
        if mark == ",":
            window.take()
            continue
        number += 1
        yield _next_element(window, number)
    if not mark:
        yield Broken(number + 1, "the list is never closed: the file ends too early")


def _next_element(window: _Window, number: int) -> Row | Broken:
    while True:
        try:
            value, end = _DECODER.raw_decode(window.text, window.start)
        except RecursionError:
            return _skip_element(window, number, "nested too deeply")
        except ValueError as error:
            long = len(window.text) - window.start > ROW_LIMIT
            if not long and window.more():
                continue
            return _skip_element(window, number, "too long" if long else f"not JSON: {error}")
        if end == len(window.text) and isinstance(value, int | float) and window.more():
            continue  # a number may go on beyond the window
        window.start = end
        return _row(number, value)


def _skip_element(window: _Window, number: int, reason: str) -> Broken:
    """Go on at the next line that begins an object: what lies between belongs to the broken one."""
    begun = window.text[window.start : window.start + 1000]
    window.take()
    while True:
        line = window.text.find("\n", window.start)
        if line >= 0:
            window.start = line + 1
            if window.peek() == "," or window.text.startswith("{", window.start):
                break
            continue
        window.start = len(window.text)
        if not window.more():
            break
    return Broken(number, reason, begun)


def _within(path: Path, key: str) -> Iterator[Row | Broken]:
    if path.stat().st_size > WHOLE_LIMIT:
        raise FileError(path, "is one JSON object too large to read at once; save it as .ndjson")
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        for name in key.split(".") if key else []:
            raw = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])[name]
        elements = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (msgspec.DecodeError, KeyError, RecursionError) as error:
        where = f"under {key!r}" if key else "at its top; name its key in the mapping as `rows`"
        raise FileError(path, f"has no JSON list {where}") from error
    for number, element in enumerate(elements, start=1):
        yield _decoded(number, bytes(element))


def _row(number: int, value: object) -> Row | Broken:
    if not isinstance(value, dict):
        return Broken(number, "not a JSON object", str(value)[:1000])
    cells: dict[str, str] = {}
    for name, cell in value.items():
        if isinstance(cell, dict):
            cells.update((f"{name}.{inner}", _text(part)) for inner, part in cell.items())
        else:
            cells[str(name)] = _text(cell)
    if any(len(cell) > CELL_LIMIT for cell in cells.values()):
        return Broken(number, f"a cell has over {CELL_LIMIT:,} characters")
    return Row(number, cells)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return msgspec.json.encode(cell).decode()
