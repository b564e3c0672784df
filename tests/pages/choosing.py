"""Choose from a box on a page that may be redrawn at any moment."""

from playwright.sync_api import Error, Locator, Page


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
