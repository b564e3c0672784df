"""Shifts: 08 to 20 and 20 to 08 by the site's own clock."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, NIGHT = "day", "night"
STARTS = {DAY: time(8), NIGHT: time(20)}
SETTLING = 7_200  # seconds into a shift in which people still ask for the one before
NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})[/ ](day|night)")


class ShiftError(ValueError):
    """No such shift; the text says how to name one."""


@dataclass(frozen=True)
class Shift:
    """One shift; `on` is the local day on which it begins."""

    on: date
    name: str
    zone: str

    @property
    def begin(self) -> int:
        """When it begins, epoch seconds."""
        start = datetime.combine(self.on, STARTS[self.name], ZoneInfo(self.zone))
        return int(start.astimezone(UTC).timestamp())

    @property
    def end(self) -> int:
        """When it ends and the next begins."""
        return self.next().begin

    def next(self) -> "Shift":
        """Return the shift after this one."""
        if self.name == DAY:
            return Shift(self.on, NIGHT, self.zone)
        return Shift(self.on + timedelta(days=1), DAY, self.zone)

    def before(self) -> "Shift":
        """Return the shift before this one."""
        if self.name == NIGHT:
            return Shift(self.on, DAY, self.zone)
        return Shift(self.on - timedelta(days=1), NIGHT, self.zone)


def shift_at(moment: int, zone: str) -> Shift:
    """Return the shift of a moment."""
    local = datetime.fromtimestamp(moment, ZoneInfo(zone))
    if local.time() < STARTS[DAY]:
        return Shift(local.date() - timedelta(days=1), NIGHT, zone)
    return Shift(local.date(), DAY if local.time() < STARTS[NIGHT] else NIGHT, zone)


def asked(words: str, now: int, zone: str) -> Shift:
    """Return the shift that a person asks for. Raises ShiftError.

    "now" and "last" are named by the clock, others by day and name. Nothing stands for the
    running shift, or in its first two hours for the one that it took over from.
    """
    running = shift_at(now, zone)
    if words in ("", "now", "last"):
        early = not words and now - running.begin < SETTLING
        return running.before() if early or words == "last" else running
    match = NAMED.fullmatch(words)
    try:
        if match is not None:
            return Shift(date.fromisoformat(match[1]), match[2], zone)
    except ValueError:
        pass
    raise ShiftError(f"--shift {words}: say now, last, or a day and its part: 2026-11-21/night")
