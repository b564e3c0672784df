"""Service time: what counts, exact over holidays, moved days, years and the change of clocks."""

from datetime import date, datetime
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendars.calendar import Calendar
from models.policy import CalendarRules, Holidays
from models.policy.dates import filled
from tests.rules.slow_calendar import SlowCalendar

HOUR = 3_600
SHANGHAI, BERLIN, NEW_YORK = "Asia/Shanghai", "Europe/Berlin", "America/New_York"


def dates(written: str) -> list[date]:
    """Return these days of each year that the tests look at."""
    years = range(2024, 2027)
    return [date.fromisoformat(f"{year}-{day}") for year in years for day in written.split()]


CHINA = filled("CN", Holidays([SHANGHAI]))
GERMANY = Holidays([BERLIN], off=dates("01-01 01-06 05-01 10-03 11-01 12-25 12-26"))
AMERICA = Holidays(
    [NEW_YORK], off=dates("01-01 06-19 07-04 11-11 12-25"), worked=[date(2025, 11, 29)]
)
WORKING_DAYS = CalendarRules(["00:00-24:00"])
SERVICE = CalendarRules(["08:30-12:00", "13:30-18:00"])
SHOP = CalendarRules(
    ["10:00-22:00"],
    rest=["11:00-20:00"],
    week={"fri": ["10:00-24:00"], "sat": ["00:00-01:30", "10:00-22:00"]},
    days={"2025-12-24": ["10:00-14:00"], "2025-12-31": []},
)
ALWAYS = CalendarRules(["00:00-24:00"], rest=["00:00-24:00"])
KINDS = {
    "working days in China": (WORKING_DAYS, SHANGHAI, CHINA),
    "service hours in China": (SERVICE, SHANGHAI, CHINA),
    "a shop in Bavaria": (SHOP, BERLIN, GERMANY),
    "service hours in New York": (SERVICE, NEW_YORK, AMERICA),
    "24 h in Berlin": (ALWAYS, BERLIN, GERMANY),
}


def at(text: str, zone: str = SHANGHAI) -> int:
    """Return a local time as epoch seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


@cache
def fast(name: str) -> Calendar:
    """Return a calendar, laid out once for all tests."""
    return Calendar(*KINDS[name])


@cache
def slow(name: str) -> SlowCalendar:
    """Return its slow twin."""
    return SlowCalendar(*KINDS[name])


@pytest.mark.parametrize(
    ("rules", "start", "hours", "end"),
    [
        pytest.param(SERVICE, "2026-11-20T17:30", 1, "2026-11-23T09:00", id="over a weekend"),
        pytest.param(SERVICE, "2026-11-23T11:45", 0.5, "2026-11-23T13:45", id="over lunch"),
        pytest.param(SERVICE, "2026-11-23T17:30", 0.5, "2026-11-23T18:00", id="to the closing"),
        pytest.param(SERVICE, "2026-11-22T03:00", 1, "2026-11-23T09:30", id="from a closed time"),
        pytest.param(WORKING_DAYS, "2026-09-24T15:00", 72, "2026-09-30T15:00", id="holidays rest"),
        pytest.param(WORKING_DAYS, "2026-02-13T15:00", 48, "2026-02-24T15:00", id="moved Saturday"),
        pytest.param(WORKING_DAYS, "2026-12-31T12:00", 24, "2027-01-01T12:00", id="beyond data"),
        pytest.param(SERVICE, "2026-01-05T08:30", 1000, "2026-07-08T18:00", id="1,000 hours"),
    ],
)
def test_due_in_service_time(rules: CalendarRules, start: str, hours: float, end: str) -> None:
    """The end comes when so many hours of service have passed, and not before."""
    calendar = Calendar(rules, SHANGHAI, CHINA)
    assert calendar.add(at(start), int(hours * HOUR)) == at(end)
    assert calendar.between(at(start), at(end)) == hours * HOUR


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        pytest.param("2025-03-29T12:00", "2025-03-30T12:00", 23, id="in spring a day has 23 h"),
        pytest.param("2025-10-25T12:00", "2025-10-26T12:00", 25, id="in autumn it has 25"),
    ],
)
def test_the_change_of_clocks(start: str, end: str, hours: int) -> None:
    """Where clocks change, service time is what really passed."""
    calendar = Calendar(ALWAYS, BERLIN, GERMANY)
    assert calendar.between(at(start, BERLIN), at(end, BERLIN)) == hours * HOUR


def test_own_dates_win() -> None:
    """What the policy says of a date goes before the country's holidays."""
    own = filled("CN", Holidays([SHANGHAI], off=[date(2026, 11, 23)], worked=[date(2026, 10, 1)]))
    calendar = Calendar(WORKING_DAYS, SHANGHAI, own)
    assert calendar.between(at("2026-11-23T00:00"), at("2026-11-24T00:00")) == 0
    assert calendar.between(at("2026-10-01T00:00"), at("2026-10-02T00:00")) == 24 * HOUR


MOMENTS = st.integers(at("2024-01-01T00:00") // 60, at("2026-12-31T00:00") // 60)
NAMES = st.sampled_from(sorted(KINDS))


@given(NAMES, MOMENTS, st.integers(0, 86_400), st.integers(0, 86_400))
@settings(max_examples=30, deadline=None)
def test_service_time_is_additive(name: str, start: int, first: int, second: int) -> None:
    """From a to c passes as much as from a to b and from b to c together."""
    a, b, c = start * 60, start * 60 + first * 97, start * 60 + first * 97 + second * 89
    calendar = fast(name)
    assert calendar.between(a, c) == calendar.between(a, b) + calendar.between(b, c)


@given(NAMES, MOMENTS, st.integers(1, 4_000_000))
@settings(max_examples=30, deadline=None)
def test_due_is_the_first_moment(name: str, minute: int, seconds: int) -> None:
    """An end lies after its start, has the whole time before it, and not a second too much."""
    calendar, start = fast(name), minute * 60
    end = calendar.add(start, seconds)
    assert end >= start + seconds
    assert calendar.between(start, end) == seconds
    assert calendar.between(start, end - 1) == seconds - 1


def agrees(name: str, minute: int, length: int) -> None:
    """Compare with the slow twin, forth and back."""
    start, end = minute * 60, (minute + length) * 60
    served = slow(name).between(start, end)
    assert fast(name).between(start, end) == served
    if served:
        assert slow(name).between(start, fast(name).add(start, served)) == served


@pytest.mark.soak
def test_agrees_with_minutes_long() -> None:
    """The calendar agrees with counting minute by minute, in 100,000 cases over three years."""
    rng = Random(20_261_122)  # noqa: S311 - cases, no secret
    first, last = at("2024-01-02T00:00") // 60, at("2026-12-30T00:00") // 60
    for _ in range(100_000):
        start = rng.randrange(first, last)
        agrees(rng.choice(list(KINDS)), start, min(rng.randrange(500_000), last - start))


def test_agrees_with_minutes() -> None:
    """The calendar agrees with counting minute by minute, in 2,000 cases of up to a year."""
    first, last = at("2025-01-02T09:00") // 60, at("2025-12-30T00:00") // 60
    for i in range(2_000):
        start = first + i * 7_919 % (last - first)
        agrees(list(KINDS)[i % 4], start, min(i * i * 97 % 500_000, last - start))
