"""What a file told, sorted by time on disk: a million rows need not fit into memory."""

import tempfile
from array import array
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

IN_MEMORY = 64 << 20  # bytes; what is more goes to an unnamed file that vanishes with us


class Entry(Struct, array_like=True):
    """One thing that happened: a complaint as a form for the door, or an event's data."""

    row: int  # in the file
    time: int  # epoch seconds
    source: str
    id: str
    subject: str
    data: dict[str, Any]  # the door's form if `form`, else an event's data with its type
    form: bool = False
    flags: list[str] = []


_DECODER = msgspec.msgpack.Decoder(Entry)


class Entries:
    """Entries in the order of (time, arrival); each is held on disk, 24 bytes in memory."""

    def __init__(self) -> None:
        self.first = 0  # epoch seconds, 0 as long as there is none
        self.last = 0
        self.complaints = 0
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by close
        self._times = array("q")
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._times)

    def add(self, entry: Entry) -> None:
        """Keep an entry."""
        packed = msgspec.msgpack.encode(entry)
        self._file.write(packed)
        self._ends.append(self._ends[-1] + len(packed))
        self._times.append(entry.time)
        self.first = min(self.first or entry.time, entry.time)
        self.last = max(self.last, entry.time)
        self.complaints += entry.form

    def __iter__(self) -> Iterator[Entry]:
        for index in sorted(range(len(self._times)), key=self._times.__getitem__):
            self._file.seek(self._ends[index])
            yield _DECODER.decode(self._file.read(self._ends[index + 1] - self._ends[index]))

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
