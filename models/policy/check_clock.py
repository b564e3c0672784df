"""What is wrong with the clock's settings, a line each."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from models.calendars.hours import hours
from models.policy import STEPS, WALL, WEEKDAYS, CalendarRules, ClockRules
from models.policy.dates import filled

HIGHER_TIERS = 2  # the duty manager and management, above the front line


def problems(rules: ClockRules) -> Iterator[str]:
    """Yield every mistake, named by its setting."""
    if not rules.warn or rules.warn != sorted(rules.warn):
        yield f"clock.warn is {rules.warn}: must rise, and not be empty"
    if len(rules.tiers) > HIGHER_TIERS or rules.tiers != sorted(rules.tiers):
        yield f"clock.tiers is {rules.tiers}: must be at most {HIGHER_TIERS} that rise"
    yield from (f"clock.pauses: {s} is no step" for s in rules.pauses if s not in STEPS)
    yield from chosen(rules, "clock.counted", rules.counted)
    for override in rules.overrides:
        yield from chosen(rules, "clock.overrides: counted", override.counted)
        yield from (
            f"clock.overrides: waived: {s} is no step" for s in override.waived if s not in STEPS
        )
    for name, calendar in rules.calendars.items():
        yield from calendar_problems(f"clock.calendars.{name}", name, calendar)
    yield from holiday_problems(rules)


def chosen(rules: ClockRules, where: str, counted: dict[str, str]) -> Iterator[str]:
    """Yield steps and calendars that do not exist."""
    for step, calendar in counted.items():
        if step not in STEPS:
            yield f"{where}: {step} is no step"
        if calendar != WALL and calendar not in rules.calendars:
            yield f"{where}: {calendar} is no calendar"


def calendar_problems(where: str, name: str, rules: CalendarRules) -> Iterator[str]:
    """Yield what one calendar cannot mean."""
    if name == WALL:
        yield f"{where}: this name is taken by the wall clock"
    for day in (*rules.weekend, *rules.week):
        if day not in WEEKDAYS:
            yield f"{where}: {day} is no weekday such as mon"
    yield from unreadable(where, [rules.work, rules.rest, *rules.week.values()])
    yield from unreadable(where, rules.days.values())
    yield from (f"{where}.days: {d} is no date" for d in rules.days if not is_date(d))
    if not any((rules.work, rules.rest, *rules.week.values())):
        yield f"{where}: no hour of the week counts"
    if rules.zone and not is_zone(rules.zone):
        yield f"{where}.zone: {rules.zone} is no time zone"


def unreadable(where: str, written: Iterable[list[str]]) -> Iterator[str]:
    """Yield intervals that cannot be read."""
    for intervals in written:
        try:
            hours(intervals)
        except ValueError as error:
            yield f"{where}: {error}"


def holiday_problems(rules: ClockRules) -> Iterator[str]:
    """Yield countries that nobody knows, and zones that are none or have two countries."""
    taken: dict[str, str] = {}
    for country, days in rules.holidays.items():
        where = f"clock.holidays.{country}"
        try:
            filled(country, days)
        except NotImplementedError as error:
            yield f"{where}: {error}; write its days off into {where}.off"
        for zone in days.zones:
            if not is_zone(zone):
                yield f"{where}.zones: {zone} is no time zone"
            if zone in taken:
                yield f"{where}.zones: {zone} keeps the holidays of {taken[zone]}"
            taken[zone] = country


def is_zone(name: str) -> bool:
    """Whether it is a time zone."""
    try:
        ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return False
    return True


def is_date(text: str) -> bool:
    """Whether it is a date such as 2026-12-31."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
