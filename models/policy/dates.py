"""Write the countries' holidays into a policy before it is adopted; no rule ever asks a library."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

import chinese_calendar  # type: ignore[import-untyped]
from msgspec.structs import replace

from models.policy import Holidays, Policy

CHINA = "CN"
FIRST, LAST = 2004, 2040  # the years that are written for other countries
NOTICE = timedelta(60)
SATURDAY = 5
Known = tuple[frozenset[date], frozenset[date], date]  # off, weekends worked, last day known


def dated(policy: Policy) -> Policy:
    """Return the policy with its countries' dates written in. Raises NotImplementedError."""
    countries = {name: filled(name, own) for name, own in policy.clock.holidays.items()}
    return replace(policy, clock=replace(policy.clock, holidays=countries))


def filled(country: str, own: Holidays) -> Holidays:
    """Return the country's days with the policy's own dates on top. Raises NotImplementedError."""
    off, worked, until = known(country, own)
    return replace(
        own,
        off=sorted(off - {*own.worked} | {*own.off}),
        worked=sorted(worked - {*own.off} | {*own.worked}),
        until=until,
    )


def known(country: str, own: Holidays) -> Known:
    """Return what is known of a country; own dates suffice where no library knows it."""
    if country == CHINA:
        return china()
    try:
        return abroad(country, own.subdivision)
    except NotImplementedError:
        if not own.off:
            raise
        return frozenset(), frozenset(), date(max(own.off).year, 12, 31)


def restless(policy: Policy, zone: str) -> bool:
    """Whether no country of the policy has the zone: then its sites rest on weekends only."""
    rest = any(calendar.holidays for calendar in policy.clock.calendars.values())
    return rest and not any(zone in days.zones for days in policy.clock.holidays.values())


def running_out(policy: Policy, now: int) -> Iterator[tuple[str, date]]:
    """Yield (country, last known day) where that is near or past at `now`, in epoch seconds."""
    for country, days in policy.clock.holidays.items():
        until = filled(country, days).until
        if until is not None and until < datetime.fromtimestamp(now, UTC).date() + NOTICE:
            yield country, until


@cache
def china() -> Known:
    """Return China's holidays and moved working days, as far as the State Council's lists go."""
    worked = frozenset(day for day in chinese_calendar.workdays if day.weekday() >= SATURDAY)
    off = frozenset(chinese_calendar.holidays)
    return off, worked, date(max(off).year, 12, 31)


@cache
def abroad(country: str, subdivision: str) -> Known:
    """Return another country's holidays. Raises NotImplementedError for an unknown one."""
    from holidays import country_holidays  # noqa: PLC0415 - 0.4 s, for sites abroad only

    years = range(FIRST, LAST + 1)
    days = country_holidays(country, subdiv=subdivision or None, years=years)
    return frozenset(days), frozenset(days.weekend_workdays), date(LAST, 12, 31)
