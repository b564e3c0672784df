"""Weeks: Monday 00:00 to the next Monday in the site's own zone, as half-open spans of seconds."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct


class Span(Struct, frozen=True):
    """Epoch seconds from `begin` up to, but not with, `end`."""

    begin: int
    end: int


class Week(Struct, frozen=True):
    """The week that begins on `monday`, in the IANA `zone`."""

    monday: date
    zone: str

    @property
    def span(self) -> Span:
        """All of it; 167 or 169 hours long where the clocks change."""
        return Span(midnight(self.monday, self.zone), midnight(self.before(-1).monday, self.zone))

    def before(self, weeks: int = 1) -> "Week":
        """The week so many weeks earlier."""
        return Week(self.monday - timedelta(weeks=weeks), self.zone)

    def days(self) -> list[date]:
        """Its seven days."""
        return [self.monday + timedelta(days=day) for day in range(7)]


def midnight(day: date, zone: str) -> int:
    """Epoch second at which the day begins."""
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp())


def week_of(at: int, zone: str) -> Week:
    """The week that contains the epoch second `at`."""
    day = datetime.fromtimestamp(at, ZoneInfo(zone)).date()
    return Week(day - timedelta(days=day.weekday()), zone)


def weeks_between(first: int, last: int, zone: str) -> list[Week]:
    """All weeks that touch the two epoch seconds or lie between them, newest first."""
    week, oldest = week_of(last, zone), week_of(first, zone)
    count = (week.monday - oldest.monday).days // 7 + 1
    return [week.before(back) for back in range(count)]


def opened(weeks: list[Week], last: int, now: int, zone: str) -> Week:
    """The week to read first: of the last complaint, but on its Monday the one before, if any."""
    week = week_of(last, zone)
    young = now < midnight(week.days()[1], zone)
    return week.before() if young and week.before() in weeks else week


def compared(week: Week, now: int) -> tuple[Span, Span]:
    """What is compared: a week that still runs with the same part of the week before."""
    whole, earlier = week.span, week.before().span
    if not whole.begin <= now < whole.end:
        return whole, earlier
    elapsed = now - whole.begin + 1
    return Span(whole.begin, now + 1), Span(
        earlier.begin, min(earlier.begin + elapsed, earlier.end)
    )
