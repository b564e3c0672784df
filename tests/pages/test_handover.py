"""The hand-over sheet in a real Chromium."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine

from models.stores import settings
from tests.pages import records
from tests.pages.conftest import Look

pytestmark = pytest.mark.pages


@pytest.fixture
def site(store: Engine, fresh: str) -> str:
    """Open a live site in trouble."""
    now = settings.now()
    records.open_site(store, fresh, now)
    records.put(store, records.trouble(now, fresh))
    return fresh


@pytest.mark.parametrize(
    ("lang", "title", "held"),
    [("zh_CN", "交接班单", "无人认领"), ("en", "Hand-over sheet", "nobody yet")],
)
def test_the_running_shift(site: str, look: Look, lang: str, title: str, held: str) -> None:
    """From the desk one link leads to the sheet: who holds what, what is red, what comes."""
    page = look(f"/desk?site={site}&lang={lang}")
    page.get_by_role("link", name=title).click()
    expect(page.locator(".desk-title")).to_contain_text(title)
    expect(page.get_by_text(held)).to_be_visible()
    expect(page.locator(".figures b")).to_have_count(4)
    expect(page.locator(".handed").first).to_contain_text("Ⅲ")
