"""Which hours of one local day count."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from models.policy import WEEKDAYS, CalendarRules, Holidays

INTERVAL = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
LAST = 24 * 60
Hours = list[tuple[int, int]]  # from and to, in minutes of the local day, in order


def hours(written: Iterable[str]) -> Hours:
    """Read intervals such as "08:30-12:00". Raises ValueError if they overlap or run backwards."""
    found = [minutes(text) for text in written]
    edges = [edge for interval in found for edge in interval]
    if edges != sorted(edges) or any(begin == end for begin, end in found):
        message = f"{', '.join(written)}: intervals must follow one another within one day"
        raise ValueError(message)
    return found


def minutes(text: str) -> tuple[int, int]:
    """Read one interval. Raises ValueError."""
    match = INTERVAL.fullmatch(text)
    parts = [int(part) for part in match.groups()] if match else []
    edges = [hour * 60 + minute for hour, minute in zip(parts[::2], parts[1::2], strict=True)]
    if not match or max(edges) > LAST or max(parts[1::2]) >= 60:  # noqa: PLR2004 - minutes
        message = f"{text!r} is no interval such as 08:30-12:00"
        raise ValueError(message)
    return edges[0], edges[1]


class Days:
    """The hours of any local day under one calendar's rules."""

    def __init__(self, rules: CalendarRules, holidays: Holidays | None) -> None:
        work, rest = hours(rules.work), hours(rules.rest)
        week = {name: rest if name in rules.weekend else work for name in WEEKDAYS}
        week |= {name: hours(written) for name, written in rules.week.items()}
        self.week = [week[name] for name in WEEKDAYS]
        self.dates: Mapping[date, Hours] = {}
        if holidays is not None and rules.holidays:
            self.dates = dict.fromkeys(holidays.off, rest) | dict.fromkeys(holidays.worked, work)
        own = {date.fromisoformat(day): hours(written) for day, written in rules.days.items()}
        self.dates = {**self.dates, **own}

    def of(self, day: date) -> Hours:
        """Return the day's intervals."""
        known = self.dates.get(day)
        return self.week[day.weekday()] if known is None else known
