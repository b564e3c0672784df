from datetime import UTC, date, datetime

from dashboard.weekly_period import Span, Week, compared, opened, week_of, weeks_between

HOUR, DAY = 3_600, 86_400


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc]


def test_a_week_begins_on_monday_at_midnight_of_the_site() -> None:
    """Sunday 16:30 UTC is already Monday in Shanghai, and still Sunday in New York."""
    moment = at(2026, 11, 22, 16, 30)
    assert week_of(moment, "Asia/Shanghai").monday == date(2026, 11, 23)
    assert week_of(moment, "America/New_York").monday == date(2026, 11, 16)
    assert week_of(moment, "Asia/Shanghai").span.begin == at(2026, 11, 22, 16)


def test_weeks_follow_each_other_without_a_gap_where_clocks_change() -> None:
    """The week in which New York leaves summer time is 169 hours long."""
    week = Week(date(2022, 10, 31), "America/New_York")
    assert week.span.end - week.span.begin == 169 * HOUR
    assert week.before(-1).span.begin == week.span.end


def test_all_weeks_between_two_moments_are_listed_newest_first() -> None:
    """From a Sunday to the second Monday after it there are three weeks."""
    weeks = weeks_between(at(2022, 3, 6), at(2022, 3, 14, 4), "Asia/Shanghai")
    assert [week.monday.day for week in weeks] == [14, 7, 28]


def test_a_finished_week_is_compared_with_the_whole_week_before() -> None:
    """Long after its end a week and its forerunner are seven days each."""
    this, before = compared(Week(date(2026, 11, 9), "Asia/Shanghai"), at(2026, 12, 1))
    assert this.end - this.begin == before.end - before.begin == 7 * DAY
    assert before.end == this.begin


def test_a_running_week_is_compared_with_the_same_part_of_the_week_before() -> None:
    """On Tuesday noon two and a half days stand against two and a half days."""
    now = at(2026, 11, 24, 4)
    this, before = compared(Week(date(2026, 11, 23), "Asia/Shanghai"), now)
    assert this == Span(at(2026, 11, 22, 16), now + 1)
    assert before == Span(this.begin - 7 * DAY, this.end - 7 * DAY)


def test_on_a_monday_the_week_before_is_read_first() -> None:
    """The executive wants the week that is over, not the one that has just begun."""
    zone, sunday = "Asia/Shanghai", at(2026, 11, 22, 12)
    monday, tuesday = at(2026, 11, 23, 4), at(2026, 11, 23, 16)
    weeks = weeks_between(sunday, tuesday, zone)
    assert opened(weeks, monday, monday, zone).monday == date(2026, 11, 16)
    assert opened(weeks, tuesday, tuesday, zone).monday == date(2026, 11, 23)
    assert opened(weeks, sunday, monday, zone).monday == date(2026, 11, 16)
    assert opened(weeks[:1], monday, monday, zone).monday == date(2026, 11, 23)
