"""Count in service time: exact to the second, over years, weekends and the change of clocks."""

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from operator import sub
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.calendars.hours import Days
from models.policy import CalendarRules, Holidays

MINUTE, DAY = 60, 86_400
LONGEST = 60  # years that a limit may reach before the calendar is called empty


class Year(NamedTuple):
    """The service intervals of one local year; `sums` counts the seconds up to each one's end."""

    begin: int
    finish: int
    starts: list[int]
    ends: list[int]
    sums: list[int]
    total: int  # service seconds of the whole year

    def upto(self, time: int) -> int:
        """Return the service seconds of this year before `time`, a moment within it."""
        i = bisect_right(self.starts, time) - 1
        if i < 0:
            return 0
        left = self.ends[i] - time
        return self.sums[i] - left if left > 0 else self.sums[i]


class Calendar:
    """A calendar in one time zone. All times are epoch seconds; years are laid out when needed."""

    def __init__(self, rules: CalendarRules, zone: str, holidays: Holidays | None = None) -> None:
        self.zone = ZoneInfo(rules.zone or zone)
        self.days = Days(rules, holidays)
        self.years: dict[int, Year] = {}
        self.last: Year | None = None  # the year that was asked for last

    def add(self, start: int, seconds: int) -> int:
        """Return the first moment at which `seconds` (above 0) of service have passed."""
        year = self.year_of(start)
        wanted = year.upto(start) + seconds
        number, tried = 0, 0
        while wanted > year.total:
            wanted -= year.total
            number = (number or self.local(start).year) + 1
            tried = 0 if year.total else tried + 1
            if tried > LONGEST:
                raise OverflowError("the calendar has no service time")
            year = self.year(number)
        i = bisect_left(year.sums, wanted)
        return year.ends[i] - (year.sums[i] - wanted)

    def between(self, start: int, end: int) -> int:
        """Return the service seconds from `start` to `end`, 0 if `end` is earlier."""
        if end <= start:
            return 0
        first, last = self.year_of(start), self.year_of(end)
        passed = last.upto(end) - first.upto(start)
        if first is not last:
            years = range(self.local(start).year, self.local(end).year)
            passed += sum(self.year(number).total for number in years)
        return passed

    def year_of(self, time: int) -> Year:
        """Return the local year that a moment lies in."""
        last = self.last
        if last is None or not last.begin <= time < last.finish:
            last = self.last = self.year(self.local(time).year)
        return last

    def local(self, time: int) -> datetime:
        """Return a moment as the calendar's clock shows it."""
        return datetime.fromtimestamp(time, self.zone)

    def year(self, number: int) -> Year:
        """Return a year, laid out once."""
        if number not in self.years:
            self.years[number] = self.lay_out(number)
        return self.years[number]

    def lay_out(self, number: int) -> Year:
        """Lay out a year's intervals; those that touch become one."""
        first, after = date(number, 1, 1), date(number + 1, 1, 1)
        days = [first + timedelta(i) for i in range((after - first).days)]
        midnights = [self.midnight(day) for day in (*days, after)]
        starts: list[int] = []
        ends: list[int] = []
        for day, (midnight, next_one) in zip(days, pairwise(midnights), strict=True):
            for start, stop in self.intervals(day, midnight, next_one):
                if ends and start <= ends[-1]:
                    ends[-1] = max(ends[-1], stop)
                elif stop > start:
                    starts.append(start)
                    ends.append(stop)
        sums = list(accumulate(map(sub, ends, starts)))
        return Year(midnights[0], midnights[-1], starts, ends, sums, sums[-1] if sums else 0)

    def intervals(self, day: date, midnight: int, next_one: int) -> list[tuple[int, int]]:
        """Return a day's service; only where the clocks change within it the zone is asked."""
        if next_one - midnight == DAY:
            return [(midnight + a * MINUTE, midnight + b * MINUTE) for a, b in self.days.of(day)]
        return [(self.moment(day, a), self.moment(day, b)) for a, b in self.days.of(day)]

    def midnight(self, day: date) -> int:
        """Return when a local day begins."""
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())

    def moment(self, day: date, minute: int) -> int:
        """Return a local time; one that the change of clocks skips is taken as after it."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        local = (midnight + timedelta(minutes=minute)).replace(tzinfo=self.zone)
        return int(local.timestamp())
