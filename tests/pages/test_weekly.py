"""The weekly in a real Chromium."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine

from models.events import SiteClock
from models.stores import settings
from tests.pages import records
from tests.pages.conftest import Look

pytestmark = pytest.mark.pages
APRIL_2022 = 1_650_510_000  # Thursday 21 April 2022, 11:00 in Shanghai


@pytest.fixture
def past(store: Engine, fresh: str) -> str:
    """Open a replayed site whose time is April 2022, and fill it."""
    clock = SiteClock(base=APRIL_2022, wall_base=settings.now())
    records.open_site(store, fresh, APRIL_2022, clock=clock)
    records.put(store, records.quiet(APRIL_2022, fresh))
    return fresh


def test_a_replayed_file_is_reported_in_its_own_weeks(past: str, look: Look) -> None:
    """The week shown is one of 2022, compared with the same part of the week before."""
    page = look(f"/weekly?site={past}")
    expect(page.locator(".week-card").first).to_contain_text("收到投诉")
    week = page.get_by_role("combobox", name="周（周一至周日")
    expect(week).to_have_value("第 16 周 · 2022-04-18 至 2022-04-24")
    expect(page.get_by_text("上周同一时段")).to_be_visible()
    expect(page.locator(".week-card")).to_have_count(8)
    expect(page.get_by_text("存量未结 1 件")).to_be_visible()


def test_every_change_has_a_word(past: str, look: Look) -> None:
    """好转 or 变差, no change, or nothing to compare: never colour alone."""
    page = look(f"/weekly?site={past}&lang=en")
    table = page.locator(".steps")
    expect(table).to_be_visible()
    for row in table.locator("tr").all()[1:]:
        change = row.locator("td").nth(4).inner_text()
        assert change.endswith(("better", "worse", "no change", "nothing to compare")), change


def test_another_week_is_chosen_and_the_address_says_so(past: str, look: Look) -> None:
    """The week before is a whole one."""
    page = look(f"/weekly?site={past}&week=2022-04-11&lang=en")
    expect(page.get_by_text("The whole week, against the whole")).to_be_visible()
    page.get_by_role("combobox", name="Week (Monday").fill("04-18")
    page.get_by_role("option", name="2022-04-18").click()
    expect(page.get_by_text("still running")).to_be_visible()
    assert "week=2022-04-18" in page.url


def test_the_file_can_be_downloaded(past: str, look: Look, tmp_path: Path) -> None:
    """It has the figures of the page, with both weeks."""
    page = look(f"/weekly?site={past}&lang=en")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    path = tmp_path / "weekly.csv"
    download.value.save_as(path)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[1][0] == "Complaints received"
    assert int(rows[1][2]) > 0


def test_a_site_without_complaints_says_so(store: Engine, look: Look, fresh: str) -> None:
    """No empty charts: a sentence."""
    records.open_site(store, fresh, settings.now())
    page = look(f"/weekly?site={fresh}")
    expect(page.get_by_text("该项目还没有投诉")).to_be_visible()


def test_the_portfolio_reports_its_live_sites_and_leads_to_each(
    store: Engine, past: str, look: Look, fresh: str
) -> None:
    """A site of today stands in chart and table, a replayed one does not; a name is a way."""
    today, now = f"{fresh}-today", settings.now()
    records.open_site(store, "portfolio", now, kind="portfolio", zh="在管项目", en="Portfolio")
    records.open_site(store, today, now, zh="南汀花园", en="Nanting Gardens", demo=True)
    records.put(store, records.quiet(now, today))
    expect(look(f"/weekly?site={today}").locator(".week-card")).to_have_count(8)  # it is known now
    page = look("/weekly?site=portfolio&lang=en")
    expect(page.locator(".week-card")).to_have_count(8)
    expect(page.get_by_text("By site", exact=True)).to_be_visible()
    expect(page.locator(".demo")).to_be_visible()
    table = page.locator(".sites-week")
    expect(table.locator(f"a[href*='site={past}&']")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert ["By site", "Nanting Gardens"] in [row[:2] for row in rows]
    table.locator(f"a[href*='site={today}&']").click()
    expect(page.get_by_text("By place", exact=True)).to_be_visible()
    assert f"site={today}" in page.url


def test_hostile_names_stay_text(store: Engine, look: Look, fresh: str) -> None:
    """In cards, charts and tables nothing runs."""
    now = settings.now()
    records.open_site(store, fresh, now, zh=records.HOSTILE, en=records.HOSTILE)
    records.put(store, records.hostile(now, fresh))
    page = look(f"/weekly?site={fresh}")
    expect(page.locator(".steps")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
    assert page.locator("[data-testid=stMain] img").count() == 0
    assert page.title() == "周报"
