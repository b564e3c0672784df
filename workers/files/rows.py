"""What every reader yields."""

from pathlib import Path

from msgspec import Struct

CELL_LIMIT = 1_000_000  # characters; a cell or a line above this is no complaint
UNDECODED = "\ufffd"


class Row(Struct):
    """One row: its number as a person counts it, and its cells as text by column."""

    number: int
    cells: dict[str, str]


class Broken(Struct):
    """One row that cannot be read, why, and what there was of it."""

    number: int
    reason: str
    raw: str = ""


class FileError(ValueError):
    """The file as a whole cannot be read; the text is one sentence for the person who sent it."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file, not the folder it lies in."""
        super().__init__(f"{path.name}: {reason}.")
