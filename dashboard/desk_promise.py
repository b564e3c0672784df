"""When a complainant was told that something happens: a day and a time of the site, checked."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = 14  # that a promise can be made for, today among them


def days(now: int, zone: str) -> list[date]:
    """Return the days that can be promised, today's first; `now` in epoch seconds."""
    today = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone)).date()
    return [today + timedelta(days=n) for n in range(DAYS)]


def moment(day: date, clock: time, zone: str) -> int:
    """Return the epoch second of a day and a time on the site's clocks."""
    return int(datetime.combine(day, clock, ZoneInfo(zone)).timestamp())


def trouble(until: int, now: int) -> str:
    """Return the key of what is wrong with a promise; "" if nothing is. 0 is no time yet."""
    if not until:
        return "promise.no_time"
    return "" if until > now else "promise.past"
