"""The wall when something is missing, broken, past or many; and who may ring."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from models.events import SiteClock
from models.stores import live, settings
from tests.pages.conftest import Board, Look
from tests.pages.examples import empty_snapshot, example_snapshot

pytestmark = pytest.mark.pages
JUNE_2022 = 1_656_000_000


def test_a_site_without_a_picture_says_so(board: Board, look: Look) -> None:
    """Nothing there yet: a plain word, and the way to the sites that there are."""
    board.hang(example_snapshot(settings.now(), "hill", zh="山麓花园"))
    page = look("/?site=nowhere")
    expect(page.locator(".waiting .title")).to_have_text("还没有数据", timeout=30_000)
    expect(page.locator(".waiting .hint")).to_contain_text("nowhere")


def test_a_damaged_picture_is_no_stack_trace(board: Board, look: Look) -> None:
    """Bad JSON is told in words with what to do; a rebuilt picture appears by itself."""
    board.redis.set(live.snapshot_key("river"), b'{"site": 1')
    page = look("/?site=river")
    expect(page.locator(".waiting .title")).to_have_text("画面数据损坏", timeout=30_000)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    expect(page.locator(".tocsin-banner")).to_be_visible()
    board.hang(example_snapshot(settings.now()))
    expect(page.locator("[data-kpi=open] .value")).to_have_text("128", timeout=20_000)


def test_a_replay_counts_by_its_own_clock(board: Board, look: Look) -> None:
    """A file of 2022 is watched in 2022, at the speed that its badge tells."""
    clock = SiteClock(base=JUNE_2022, wall_base=settings.now(), rate=60)
    board.hang(example_snapshot(JUNE_2022, clock=clock, demo=False))
    page = look("/?site=river")
    expect(page.locator(".badge")).to_have_text("回放 ×60", timeout=30_000)
    expect(page.locator("[data-clock]")).to_contain_text("2022年6月24日 周五")


def test_the_portfolio_leads_to_every_site(board: Board, look: Look) -> None:
    """Its numbers are the live sites' together; each site is a tile, a replay counts for itself."""
    now = settings.now()
    own = empty_snapshot(now, "portfolio")
    board.hang(replace(own, site=replace(own.site, kind="portfolio")))
    board.hang(example_snapshot(now, "hill", zh="山麓花园"))
    board.hang(example_snapshot(now, "lake", zh="翠湖公馆"))
    board.hang(example_snapshot(JUNE_2022, "nyc", zh="纽约", clock=SiteClock(JUNE_2022, now, 60)))
    page = look("/")
    expect(page.locator("[data-kpi=open] .value")).to_have_text("256", timeout=30_000)
    expect(page.locator("a.site")).to_have_count(3)
    page.locator("a.site", has_text="翠湖公馆").click()
    expect(page.locator(".sites h1")).to_contain_text("翠湖公馆", timeout=30_000)


def test_no_picture_comes_from_elsewhere(board: Board, look: Look) -> None:
    """The page runs under a strict policy without a single violation, and asks no other host."""
    board.hang(example_snapshot(settings.now()))
    page = look("about:blank")
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: troubles.append(asked.url) if elsewhere(asked.url) else None)

    def elsewhere(url: str) -> bool:
        return not url.startswith(
            (board.address, "blob:", "data:", board.address.replace("http", "ws"))
        )

    page.goto(f"{board.address}/?site=river")
    expect(page.locator(".st-key-heat svg.marks")).to_be_visible(timeout=30_000)
    assert troubles == []


@pytest.mark.parametrize("token", ["", "?token=InJpdmVyIg.aaaaaa.bbbbbbbb"])
def test_the_doorbell_is_shut_to_strangers(board: Board, token: str) -> None:
    """The stream demands a token that a page was given; none or a false one is refused."""
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{board.address}/events{token}", timeout=5)  # noqa: S310 - our own server
    assert refused.value.code == 403


def test_every_answer_forbids_framing(board: Board) -> None:
    """The security headers stand on the page itself."""
    with urlopen(board.address, timeout=5) as answer:  # noqa: S310 - our own server
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe-eval" not in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"


def test_the_chooser_stays_open_while_the_wall_lives(board: Board, look: Look) -> None:
    """The sites unfold under the name, and a new picture does not fold them again."""
    board.hang(example_snapshot(settings.now()))
    page = look("/?site=river")
    page.locator(".sites summary").click(timeout=30_000)
    expect(page.locator(".sites nav a", has_text="在管项目")).to_be_visible()
    expect(page.locator("[data-health].good")).to_be_visible(timeout=10_000)
    newer = example_snapshot(settings.now())
    board.hang(replace(newer, numbers=replace(newer.numbers, open=129)))
    expect(page.locator("[data-kpi=open] .value")).to_have_text("129")
    expect(page.locator(".sites nav")).to_be_visible()
