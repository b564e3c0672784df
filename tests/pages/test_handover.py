"""The hand-over sheet in a real Chromium."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from models.stores import settings
from tests.pages import records
from tests.pages.conftest import Board

pytestmark = pytest.mark.pages
expect.set_options(timeout=30_000)  # milliseconds; a busy machine draws its first page slowly
NUMBERS = itertools.count(1)


@pytest.fixture
def store(board: Board, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Give the database that the dashboard reads."""
    del board  # it must run
    engine = records.store_at(tmp_path_factory.getbasetemp() / "home0")
    yield engine
    engine.dispose()


@pytest.fixture
def site(store: Engine) -> str:
    """Open a live site in trouble."""
    name, now = f"handover{next(NUMBERS)}", settings.now()
    records.open_site(store, name, now)
    records.put(store, records.trouble(now, name))
    return name


@pytest.mark.parametrize(
    ("lang", "title", "held"),
    [("zh_CN", "交接班单", "无人认领"), ("en", "Hand-over sheet", "nobody yet")],
)
def test_the_running_shift(
    site: str, look: Callable[..., Page], lang: str, title: str, held: str
) -> None:
    """From the desk one link leads to the sheet: who holds what, what is red, what comes."""
    page = look(f"/desk?site={site}&lang={lang}")
    page.get_by_role("link", name=title).click()
    expect(page.locator(".desk-title")).to_contain_text(title)
    expect(page.get_by_text(held)).to_be_visible()
    expect(page.locator(".figures b")).to_have_count(4)
    expect(page.locator(".handed").first).to_contain_text("Ⅲ")
