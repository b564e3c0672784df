"""Service time the slow way: a line of minutes per year, each counted or not."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from models.policy import CalendarRules, Holidays

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE, HOUR = 60, 60


class SlowCalendar:
    """One cumulative array of minutes per year of UTC; each minute asks the local clock."""

    def __init__(self, rules: CalendarRules, zone: str, holidays: Holidays) -> None:
        self.rules, self.holidays, self.zone = rules, holidays, ZoneInfo(zone)
        self.years: dict[int, tuple[int, list[int]]] = {}

    def hours(self, day: date) -> list[str]:
        """Return the day's intervals, as written in the policy."""
        rules, name = self.rules, DAYS[day.weekday()]
        if day.isoformat() in rules.days:
            return rules.days[day.isoformat()]
        if rules.holidays and day in self.holidays.worked:
            return rules.work
        if rules.holidays and day in self.holidays.off:
            return rules.rest
        if name in rules.week:
            return rules.week[name]
        return rules.rest if name in rules.weekend else rules.work

    def year(self, number: int) -> tuple[int, list[int]]:
        """Return the first minute of a year and the minutes of service up to each of it."""
        if number not in self.years:
            days = {
                day: minutes(tuple(self.hours(day)))
                for i in range(-1, 367)
                for day in [date(number, 1, 1) + timedelta(i)]
            }
            served: list[bool] = []
            moment = first = datetime(number, 1, 1, tzinfo=UTC)
            while moment.year == number:  # where these tests look clocks change at whole hours
                local = moment.astimezone(self.zone)
                minute = local.hour * 60 + local.minute
                served += days[local.date()][minute : minute + HOUR]
                moment += timedelta(minutes=HOUR)
            sums = list(accumulate(served, initial=0))
            self.years[number] = int(first.timestamp()) // MINUTE, sums
        return self.years[number]

    def between(self, start: int, end: int) -> int:
        """Return the seconds of service from `start` to `end`, both whole minutes."""
        total = 0
        for number in range(year_of(start), year_of(end) + 1):
            first, sums = self.year(number)
            last = len(sums) - 1
            begin = min(max(start // MINUTE - first, 0), last)
            stop = min(max(end // MINUTE - first, 0), last)
            total += sums[stop] - sums[begin]
        return total * MINUTE


def year_of(time: int) -> int:
    """Return the year in UTC."""
    return datetime.fromtimestamp(time, UTC).year


@cache
def minutes(written: tuple[str, ...]) -> list[bool]:
    """Return for each minute of a local day whether it is one of service."""
    clocks = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
    return [any(text[:5] <= clock < text[6:] for text in written) for clock in clocks]
