"""Times as files write them, to epoch seconds in UTC."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's serial days know no zone
EXCEL_LAST = 2_958_466  # serial day of the year 10000; a greater number counts seconds or more
MILLISECONDS_FROM = 100_000_000_000
REMEMBERED = 4_096  # a row says the same time several times
LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())
EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
NUMBER = re.compile(r"\d{1,15}(\.\d{1,12})?")


class NoTimeError(ValueError):
    """The cell holds no time that can be true."""


def parser(zone: str, formats: Sequence[str], latest: int) -> Callable[[str], int]:
    """Return a function from a cell to epoch seconds; it raises NoTimeError.

    `latest` is the last epoch second that can be true: a file tells of the past.
    """
    local = ZoneInfo(zone)

    @lru_cache(maxsize=REMEMBERED)
    def parse(cell: str) -> int:
        cell = cell.strip()
        try:
            moment = _read(cell, formats)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=local)
            seconds = int(moment.timestamp())
        except (ValueError, OverflowError, OSError) as error:
            raise NoTimeError(f"{cell[:40]!r} is no time in a known format") from error
        if not EARLIEST <= seconds <= latest:
            raise NoTimeError(f"{cell[:40]!r} cannot be true: before 1980 or in the future")
        return seconds

    return parse


def _read(cell: str, formats: Sequence[str]) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(cell, form)  # noqa: DTZ007 - the mapping names the zone
        except ValueError:
            continue
    return _number(cell) if NUMBER.fullmatch(cell) else datetime.fromisoformat(cell)


def _number(cell: str) -> datetime:
    """Read an Excel serial day, epoch seconds or epoch milliseconds; they do not overlap."""
    value = float(cell)
    if value < EXCEL_LAST:
        return EXCEL_EPOCH + timedelta(seconds=round(value * 86_400))
    return datetime.fromtimestamp(value / 1000 if value > MILLISECONDS_FROM else value, UTC)
