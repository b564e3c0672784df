"""Lines that become known out of order, put in order on disk: 24 bytes of memory a line."""

import tempfile
from array import array
from collections.abc import Iterator

import msgspec

IN_MEMORY = 16 << 20  # bytes; what is more goes to an unnamed file that vanishes with us
DECODE = msgspec.msgpack.Decoder(list[list[str]]).decode


class Spool:
    """Groups of CSV lines by number."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by close
        self._numbers, self._begins, self._lengths = array("q"), array("Q"), array("L")

    def add(self, number: int, lines: list[list[str]]) -> None:
        """Keep some lines under a number."""
        packed = msgspec.msgpack.encode(lines)
        self._numbers.append(number)
        self._begins.append(self._file.tell())
        self._lengths.append(len(packed))
        self._file.write(packed)

    def ordered(self) -> Iterator[list[str]]:
        """Yield all lines in the order of their numbers."""
        for i in sorted(range(len(self._numbers)), key=self._numbers.__getitem__):
            self._file.seek(self._begins[i])
            yield from DECODE(self._file.read(self._lengths[i]))

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
