"""Holidays of sites abroad: from the library, from the policy itself, or plainly missing."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from models.calendars.calendar import Calendar
from models.policy import CalendarRules, Holidays, Policy
from models.policy.dates import filled, restless
from models.policy.load import DEFAULT, PolicyError, adoption, checked, load

NEW_YORK = "America/New_York"
AMERICA = f'\n[clock.holidays.US]\nsubdivision = "NY"\nzones = ["{NEW_YORK}"]\n'


def served(days: Holidays, zone: str, day: str) -> int:
    """Return how many hours of a local day count where working days are counted."""
    calendar = Calendar(CalendarRules(["00:00-24:00"]), zone, days)
    start = int(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone)).timestamp())
    return calendar.between(start, start + 86_400) // 3_600


@pytest.mark.parametrize(
    ("country", "zone", "day", "hours"),
    [
        pytest.param("US", NEW_YORK, "2026-11-26", 0, id="Thanksgiving"),
        pytest.param("US", NEW_YORK, "2026-10-01", 24, id="China's holiday is none there"),
        pytest.param("JP", "Asia/Tokyo", "2026-05-05", 0, id="Children's Day"),
        pytest.param("HU", "Europe/Budapest", "2026-08-08", 24, id="a Saturday that is worked"),
        pytest.param("HU", "Europe/Budapest", "2026-08-15", 0, id="any other Saturday"),
    ],
)
def test_the_library_knows_the_country(country: str, zone: str, day: str, hours: int) -> None:
    """A country's holidays rest and its moved weekends are worked, where its sites are."""
    assert served(filled(country, Holidays([zone])), zone, day) == hours


def test_a_replay_needs_no_library(tmp_path: Path) -> None:
    """The dates of every country that the policy names stand in the event that adopts it."""
    path = tmp_path / "abroad.toml"
    path.write_text(DEFAULT.read_text(encoding="utf-8") + AMERICA, encoding="utf-8")
    adopted = msgspec.convert(adoption(load(path)).policy, Policy)
    days = adopted.clock.holidays["US"]
    assert date(2026, 11, 26) in days.off
    assert served(days, NEW_YORK, "2026-11-26") == 0


def test_own_dates_suffice() -> None:
    """A country that no library knows keeps the dates that the policy writes."""
    zone = "Asia/Pyongyang"
    days = filled("XX", Holidays([zone], off=[date(2026, 9, 9)]))
    assert (served(days, zone, "2026-09-09"), served(days, zone, "2026-09-10")) == (0, 24)
    assert days.until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("country", "entry"),
    [
        pytest.param("XX", {}, id="no such country"),
        pytest.param("us", {}, id="written small"),
        pytest.param("US", {"subdivision": "ZZ"}, id="no such state"),
    ],
)
def test_a_country_without_dates_is_refused(country: str, entry: dict[str, str]) -> None:
    """The message names the country, and what to write."""
    document = msgspec.to_builtins(load())
    document["clock"]["holidays"][country] = {"zones": [NEW_YORK], **entry}
    with pytest.raises(PolicyError, match=rf"^clock\.holidays\.{country}: .+\.off$"):
        checked(document)


def test_a_site_without_a_country_is_known() -> None:
    """Where no entry has the site's zone, only weekends rest; whoever adopts the policy hears."""
    policy = load()
    assert not restless(policy, "Asia/Shanghai")
    assert restless(policy, NEW_YORK)
