"""The wall in a real Chromium: what it shows, and that it keeps up."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from models.stores import settings
from tests.pages.conftest import Board, Look
from tests.pages.examples import (
    empty_snapshot,
    example_snapshot,
    hostile_snapshot,
    huge_snapshot,
)

pytestmark = pytest.mark.pages

# what a person reads: the font size of every element that holds visible text of its own
SIZES = """() => [...document.querySelectorAll('.st-key-wall *')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim())
               && e.getBoundingClientRect().width && e.tagName !== 'STYLE')
  .map(e => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)])"""
OVERFLOW = """() => {
  const page = document.documentElement, wall = document.querySelector('.st-key-wall');
  return [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight,
          wall.scrollWidth - wall.clientWidth, wall.scrollHeight - wall.clientHeight];
}"""

# boxes whose content is cut below; up to ten pixels are the empty foot of a line of type
CUT = """() => [...document.querySelectorAll('.signs, .crisis, .lines, .kpi, .row, .site, .head')]
  .filter(e => e.scrollHeight > e.clientHeight + 10)
  .map(e => e.className + ': ' + e.textContent)"""


def value(page: Page, kpi: str) -> str:
    """Read one number of the KPI strip once it is there."""
    return page.locator(f"[data-kpi={kpi}] .value").inner_text(timeout=30_000)


def test_the_wall_shows_the_picture(board: Board, look: Look) -> None:
    """Numbers, charts and lists stand on the wall, an on-time share beside its total."""
    board.hang(example_snapshot(settings.now()))
    page = look("/?site=river")
    assert (value(page, "open"), value(page, "breached")) == ("128", "9")
    expect(page.locator("[data-kpi=receipt]")).to_contain_text("128 / 140")
    expect(page.locator(".crisis")).to_have_count(2)
    expect(page.locator(".st-key-plan svg.marks")).to_contain_text("B座")
    expect(page.locator(".st-key-heat svg.marks")).to_contain_text("工程")
    expect(page.locator(".due .row").first).to_contain_text("超时1小时5分")
    expect(page.locator(".clusters .row").first).to_contain_text("12件 · 9人")
    expect(page.locator(".badge")).to_have_text("演示数据")


def test_a_ring_redraws_the_page(board: Board, look: Look) -> None:
    """Long before the safety net, a ring of the doorbell brings the new picture."""
    board.hang(example_snapshot(settings.now()))
    page = look("/?site=river")
    assert value(page, "open") == "128"
    expect(page.locator("[data-health].good")).to_be_visible(timeout=10_000)
    newer = example_snapshot(settings.now())
    board.hang(replace(newer, numbers=replace(newer.numbers, open=129)))
    expect(page.locator("[data-kpi=open] .value")).to_have_text("129", timeout=5_000)


def test_a_new_grave_alert_sounds_the_siren_once(board: Board, look: Look) -> None:
    """A level Ⅱ that was not there before is heard; what stood there at the start is not."""
    board.hang(example_snapshot(settings.now(), crises=0))
    page = look("/?site=river")
    expect(page.locator("[data-health].good")).to_be_visible(timeout=30_000)
    html = page.locator("html")
    expect(html).not_to_have_attribute("data-sounded", "1")
    board.hang(example_snapshot(settings.now(), crises=1))
    expect(html).to_have_attribute("data-sounded", "1", timeout=10_000)
    more = example_snapshot(settings.now(), crises=1)
    board.hang(replace(more, numbers=replace(more.numbers, open=129)))
    expect(page.locator("[data-kpi=open] .value")).to_have_text("129")
    expect(html).to_have_attribute("data-sounded", "1")


def test_the_wall_looks_frozen_while_redis_is_silent(board: Board, look: Look) -> None:
    """A banner pushes the wall down and takes its colour; both go when Redis is back."""
    board.hang(example_snapshot(settings.now()))
    page = look("/?site=river")
    expect(page.locator("[data-health].good")).to_be_visible(timeout=30_000)
    banner = page.locator(".tocsin-banner")
    expect(banner).to_be_hidden()
    with board.redis_stopped():
        expect(banner).to_contain_text("Redis", timeout=15_000)
        edge = banner.bounding_box()
        top = page.locator(".st-key-top").bounding_box()
        assert edge is not None
        assert top is not None
        assert top["y"] >= edge["y"] + edge["height"]
        assert "grayscale" in page.locator(".st-key-wall").evaluate(
            "e => getComputedStyle(e).filter"
        )
        assert page.evaluate(OVERFLOW) == [0, 0, 0, 0]
    expect(banner).to_be_hidden(timeout=15_000)


def test_a_silent_worker_is_told(board: Board, look: Look) -> None:
    """Pictures that nobody folds any more are not shown as if they were fresh."""
    board.hang(example_snapshot(settings.now()))
    board.beat(settings.now() - 50)
    page = look("/?site=river")
    expect(page.locator(".tocsin-banner")).to_contain_text("无心跳", timeout=30_000)


def test_names_run_no_script(board: Board, look: Look) -> None:
    """A site, building or floor may be called anything; it is shown, never executed."""
    board.hang(hostile_snapshot(settings.now()))
    page = look("/?site=river")
    expect(page.locator(".sites h1")).to_contain_text("<img src=x", timeout=30_000)
    expect(page.locator(".st-key-heat svg.marks")).to_be_visible()
    assert page.locator(".st-key-wall img").count() == 0
    assert "owned" not in page.title()


@pytest.mark.parametrize(
    ("query", "lang", "word"), [("", "zh-CN", "未结"), ("&lang=en", "en", "Open")]
)
def test_the_wall_speaks_the_sites_language_or_the_one_asked_for(
    board: Board, look: Look, query: str, lang: str, word: str
) -> None:
    """A television's browser says en-US, so the site decides, and ?lang= overrules it."""
    board.hang(example_snapshot(settings.now()))
    page = look(f"/?site=river{query}")
    expect(page.locator("[data-kpi=open] .label")).to_have_text(word, timeout=30_000)
    expect(page.locator("html")).to_have_attribute("lang", lang)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("make", [example_snapshot, huge_snapshot, empty_snapshot])
def test_the_wall_is_read_from_five_metres(
    board: Board, look: Look, make: Callable[..., object], locale: str
) -> None:
    """No scrollbar at 1920 × 1080, no type under 32 pixels, key numbers of 54 and more."""
    board.hang(make(settings.now(), "river", locale))  # type: ignore[arg-type]
    page = look("/?site=river")
    expect(page.locator("[data-health].good")).to_be_visible(timeout=30_000)
    assert page.evaluate(OVERFLOW) == [0, 0, 0, 0]
    assert page.evaluate(CUT) == []
    small = [(size, text) for size, text in page.evaluate(SIZES) if size < 32]
    assert small == []
    key = page.locator(".kpi .value").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(key) >= 54


def test_lists_say_how_many_rows_they_hide(board: Board, look: Look) -> None:
    """Rows without room are counted together with those that the picture left out."""
    snapshot = example_snapshot(settings.now())
    board.hang(snapshot)
    page = look("/?site=river")
    more = page.locator(".due [data-more]")
    expect(more).to_contain_text("另有", timeout=30_000)
    seen = page.locator(".due .row").evaluate_all(
        "rows => rows.filter(r => r.offsetLeft <= rows[0].offsetLeft + 5).length"
    )
    hidden = len(snapshot.due) + snapshot.hidden_due - seen
    expect(more).to_have_text(f"另有 {hidden} 条")


def test_no_panel_overlaps_another(board: Board, look: Look) -> None:
    """Header, band, numbers and panels stand below each other and end above the edge."""
    board.hang(huge_snapshot(settings.now()))
    page = look("/?site=river")
    expect(page.locator(".st-key-heat svg.marks")).to_be_visible(timeout=30_000)
    boxes = [
        page.locator(each).bounding_box() for each in (".st-key-top", ".band", ".kpis", ".lists")
    ]
    assert None not in boxes
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]  # type: ignore[index]
    assert boxes[-1]["y"] + boxes[-1]["height"] <= 1080 - 10  # type: ignore[index]
