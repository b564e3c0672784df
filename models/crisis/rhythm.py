"""A rhythm: how many complaints each hour of the week brings, the older weeks ever less.

One cell per hour of the week and one more day for holidays, as uint32 little-endian in 1/UNIT.
"""

from struct import Struct as Packed

from msgspec import Struct, field

DAY = 24
WEEK = 7 * DAY  # hours
CELLS = WEEK + DAY
ROW, CELL = Packed(f"<{CELLS}I"), Packed("<I")
MOST = (1 << 32) - 1


class Rhythm(Struct, array_like=True):
    """The decaying counts of one place and top category; `total` is their sum."""

    place: str
    category: str
    week: int
    total: int = 0
    cells: bytearray = field(default_factory=lambda: bytearray(ROW.size))

    def add(self, cell: int, n: int) -> None:
        """Add to a cell."""
        value = min(MOST, self.at(cell) + n)
        CELL.pack_into(self.cells, cell * CELL.size, value)
        self.total += n

    def at(self, cell: int) -> int:
        """Return a cell."""
        return int(CELL.unpack_from(self.cells, cell * CELL.size)[0])

    def age(self, week: int, memory: int) -> None:
        """Bring the row to `week`: each week leaves 1/`memory` of it behind."""
        weeks = week - self.week
        if weeks <= 0:
            return
        keep, of = (memory - 1) ** weeks, memory**weeks
        aged = [value * keep // of for value in ROW.unpack(self.cells)]
        self.cells = bytearray(ROW.pack(*aged))
        self.week, self.total = week, sum(aged)


def cell_of(weekday: int, hour: int, *, holiday: bool) -> int:
    """Return the cell of a local hour; Monday is 0."""
    return WEEK + hour if holiday else weekday * DAY + hour
