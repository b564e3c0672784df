"""The file of the refused: what a person has to put right before importing again."""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workers.files.rows import Broken, Row

FORMULA = ("=", "+", "-", "@", "\t", "\r")
RAW_LIMIT = 32_000  # characters; a spreadsheet's cell holds no more


class RefusedFile:
    """`<name>.refused.csv`, made when the first row is refused; opens in any spreadsheet."""

    def __init__(self, source: Path, otherwise: Path) -> None:
        """It lies beside `source`, or in the folder `otherwise` where nothing can be written."""
        folder = source.parent if os.access(source.parent, os.W_OK) else otherwise
        self.path = folder / f"{source.name}.refused.csv"
        self.count = 0
        self._file: Any = None
        self._columns: list[str] = []

    def __enter__(self) -> Self:
        self.path.unlink(missing_ok=True)  # of an earlier attempt
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()

    def add(self, row: Row | Broken, reason: str) -> None:
        """Note a row with its number and the reason, formulas made harmless."""
        cells = row.cells if isinstance(row, Row) else {"raw": row.raw}
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._columns = list(cells)
            csv.writer(self._file).writerow(["row", "reason", *map(harmless, self._columns)])
        self.count += 1
        known = [cells.get(name, "") for name in self._columns]
        rest = [cell for name, cell in cells.items() if name not in self._columns]
        values = (harmless(cell) for cell in [reason, *known, *rest])
        csv.writer(self._file).writerow([row.number, *values])


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet computes it and every program can read it."""
    cell = cell[:RAW_LIMIT].replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{cell}" if cell.startswith(FORMULA) else cell
