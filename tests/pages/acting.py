"""What a person does on a page, and what the log then says."""

from playwright.sync_api import Error, Locator, Page, expect
from sqlalchemy import Engine

from models.events import Event
from models.stores.log import Log


def arrive(page: Page, role: str = "duty") -> None:
    """Say who acts."""
    ask = page.locator(".warning", has_text="岗位")
    expect(ask).to_be_visible()
    field = page.get_by_placeholder("我是（岗位）")
    field.fill(role)
    field.press("Enter")
    expect(ask).to_have_count(0)


def button(page: Page, name: str) -> None:
    """Press a button that may be pressed; while a page is redrawn it may stand there twice."""
    found = page.get_by_role("button", name=name, exact=True, disabled=False)
    expect(found).to_have_count(1)
    found.click()


def chosen(page: Page, box: Locator, name: str) -> bool:
    """Choose from a box; False where the page was redrawn meanwhile and closed it."""
    try:
        box.scroll_into_view_if_needed(timeout=2_000)
        box.click(timeout=2_000)
        page.get_by_role("option", name=name).click(timeout=3_000)
    except Error:
        page.keyboard.press("Escape")
        return False
    return True


def last(store: Engine, site: str) -> Event:
    """Return what happened last at the site."""
    log = Log(store)
    event = log.find(site, log.heads()[site])
    assert event is not None
    return event
