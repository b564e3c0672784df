"""The desk in a real Chromium: what it shows, and what acting on it does."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine

from models import events as e
from models.stores import settings
from models.stores.log import Log
from tests.pages import records
from tests.pages.acting import arrive, button, chosen, last
from tests.pages.conftest import Board, Look
from tests.waiting import wait_until

pytestmark = pytest.mark.pages


@pytest.fixture
def site(store: Engine, fresh: str) -> str:
    """Open a site of this test's own, with what a desk shows on an ordinary day."""
    now = settings.now()
    records.open_site(store, fresh, now)
    records.put(store, records.quiet(now, fresh))
    return fresh


def test_an_alert_shows_its_evidence_and_who_was_told(site: str, look: Look) -> None:
    """Level in three ways, numbers with named and anonymous, complaints, every message's state."""
    page = look(f"/desk?site={site}&alert=surge%3A7")
    expect(page.locator(".headline .chip")).to_have_text("▲ Ⅲ 较大")
    expect(page.locator(".evidence")).to_contain_text("23人")
    expect(page.locator(".evidence")).to_contain_text("实名 18")
    expect(page.get_by_text("相关投诉（3 件）")).to_be_visible()
    expect(page.get_by_text("通知记录")).to_be_visible()
    expect(page.locator(".card")).to_have_count(3)


def test_nobody_acts_without_a_role(site: str, look: Look) -> None:
    """Until a role is given nothing can be pressed, and the page says so."""
    page = look(f"/desk?site={site}&alert=surge%3A7")
    expect(page.locator(".warning")).to_contain_text("请先在页面上方填写您的岗位")
    expect(page.get_by_role("button", name="认领", exact=True)).to_be_disabled()


def test_an_acknowledgement_is_pending_until_the_fold_has_passed_it(
    site: str, store: Engine, board: Board, look: Look
) -> None:
    """The event is in the log with the note; the page says 处理中, and then by whom it is held."""
    page = look(f"/desk?site={site}&alert=surge%3A7")
    arrive(page)
    page.get_by_label("备注").fill("去看看")
    button(page, "认领")
    expect(page.locator(".fate")).to_contain_text("处理中")
    assert last(store, site).data == e.AlertAcknowledged("duty", "去看看")
    now = settings.now()
    records.change(store, records.alert(
        "surge:7", now - 600, site, cluster="app/10", status="acknowledged",
        acknowledged_by="duty", acknowledged_at=now, note="去看看",
    ))  # fmt: skip
    records.fold(store, site, 3)
    board.ring(site, 3)
    expect(page.locator(".fate")).to_have_text("✓ 已由您认领。")
    expect(page.get_by_role("button", name="认领", exact=True)).to_have_count(0)


def test_the_second_to_acknowledge_is_told_who_was_first(
    site: str, store: Engine, board: Board, look: Look
) -> None:
    """Two people answer at once; the fold takes the first and the page tells the other."""
    page = look(f"/desk?site={site}&alert=surge%3A7")
    arrive(page, "duty")
    button(page, "认领")
    expect(page.locator(".fate")).to_contain_text("处理中")
    records.change(store, records.alert(
        "surge:7", settings.now(), site, status="acknowledged", acknowledged_by="lead",
    ))  # fmt: skip
    records.fold(store, site, 3)
    board.ring(site, 3)
    expect(page.locator(".fate")).to_contain_text("现由 lead 负责")


def test_a_note_that_is_being_written_survives_a_ring(site: str, board: Board, look: Look) -> None:
    """The page redraws while somebody types, and takes nothing away."""
    page = look(f"/desk?site={site}&alert=surge%3A7")
    arrive(page)
    note = page.get_by_label("备注")
    note.press_sequentially("正在去")
    board.ring(site, 2)
    note.press_sequentially("现场")
    expect(note).to_have_value("正在去现场")


def test_a_card_opens_its_alert_and_the_address_says_so(site: str, look: Look) -> None:
    """What is looked at can be passed on as a link, also by keyboard."""
    page = look(f"/desk?site={site}")
    expect(page.locator(".headline")).to_contain_text("人身安全")
    page.locator(f".st-key-look-{site}-surge-7 button").press("Enter")
    expect(page.locator(".headline")).to_contain_text("激增")
    assert "alert=surge%3A7" in page.url


def test_a_cluster_tells_why_each_complaint_was_joined(site: str, look: Look) -> None:
    """Likeness, place, minutes and the shared words; a person's decision; a mere suggestion."""
    page = look(f"/desk?site={site}&cluster=app/10")
    expect(page.locator(".headline")).to_contain_text("同一事件（3 件 · 3 人）")
    rows = page.locator(".members").first
    expect(rows).to_contain_text(
        "与 #10 相似（0.62） · 同一位置 · 相隔38分 · 共同关键词：空调、不制冷"
    )
    expect(rows).to_contain_text("由 duty 人工归入")
    expect(page.locator(".members").nth(1)).to_contain_text("#21")
    expect(page.locator(".warning").first).to_contain_text("2 人各自处理")


def test_a_cluster_is_worked_as_one(site: str, store: Engine, look: Look) -> None:
    """One click is one event, whatever the number of complaints."""
    page = look(f"/desk?site={site}&cluster=app/10")
    arrive(page)
    button(page, "初步诊断")
    expect(page.locator(".fate")).to_contain_text("整体处理：处理中")
    assert last(store, site).data == e.ClusterWorked("diagnosis", by="duty")
    assert Log(store).heads()[site] == 3


def test_a_complaint_is_split_off(site: str, store: Engine, look: Look) -> None:
    """Who does not belong is chosen by number and text."""
    page = look(f"/desk?site={site}&cluster=app/10")
    arrive(page)
    box = page.get_by_role("combobox", name="要拆出的投诉")
    wait_until(lambda: chosen(page, box, "#12"), timeout=40)
    page.keyboard.press("Escape")
    button(page, "拆案")
    expect(page.locator(".fate")).to_contain_text("拆案：处理中")
    assert last(store, site).data == e.ClusterParted("duty")


def test_two_clusters_are_merged(site: str, store: Engine, look: Look) -> None:
    """The other one is chosen from those still open."""
    page = look(f"/desk?site={site}&cluster=app/10")
    arrive(page)
    box = page.get_by_role("combobox", name="并入", exact=True)
    wait_until(lambda: chosen(page, box, "B座 3层"), timeout=40)
    button(page, "并案")
    expect(page.locator(".fate")).to_contain_text("并案：处理中")
    assert last(store, site).data == e.ClusterMerged("app/31", "duty")


def test_a_complaint_shows_its_text_and_six_steps(site: str, store: Engine, look: Look) -> None:
    """A step of one complaint is done from here."""
    page = look(f"/desk?site={site}&complaint=app/12")
    expect(page.locator(".complaint-text")).to_contain_text("12层整层都热")
    expect(page.get_by_text("王女士 · 138****0000")).to_be_visible()
    arrive(page)
    button(page, "受理确认")
    expect(page.locator(".fate")).to_contain_text("受理确认：处理中")
    assert last(store, site).data == e.ReceiptConfirmed("duty")


def test_a_complaint_waits_for_parts(site: str, store: Engine, board: Board, look: Look) -> None:
    """The form asks why, sends one event, shuts, and who did it stands below the buttons."""
    page = look(f"/desk?site={site}&complaint=app/12")
    arrive(page)
    button(page, "暂停计时")
    confirm = page.get_by_role("button", name="确定", exact=True)
    expect(confirm).to_be_disabled()
    page.get_by_text("等待配件", exact=True).click()
    expect(confirm).to_be_enabled()
    confirm.click()
    expect(page.locator(".fate")).to_contain_text("暂停计时：处理中")
    expect(confirm).to_have_count(0)
    expect(page.locator(".history")).to_contain_text("duty · 暂停计时 · 等待配件")
    assert last(store, site).data == e.Paused("parts", "duty")
    records.fold(store, site, 3)
    board.ring(site, 3)
    expect(page.locator(".fate")).to_contain_text("已生效")


def test_complaints_are_searched_by_number(site: str, look: Look) -> None:
    """The count above the list says how many match."""
    page = look(f"/desk?site={site}&view=complaints&lang=en")
    expect(page.get_by_text("47 in all")).to_be_visible()
    page.get_by_label("Number or words").fill("#31")
    page.get_by_label("Number or words").press("Enter")
    expect(page.get_by_text("1 in all")).to_be_visible()


def test_refused_letters_are_shown(site: str, look: Look) -> None:
    """What was refused at the door is counted and not forgotten."""
    page = look(f"/desk?site={site}&view=refused")
    expect(page.get_by_text("份退件")).to_be_visible()


def test_hostile_records_stay_text(store: Engine, board: Board, look: Look, fresh: str) -> None:
    """No script runs, no image loads, no line is turned around, in any view."""
    now = settings.now()
    records.open_site(store, fresh, now, zh=records.HOSTILE, en=records.HOSTILE)
    records.put(store, records.hostile(now, fresh))
    page = look(f"/desk?site={fresh}")
    for path in ("", "&cluster=app/10", "&complaint=app/10", "&view=refused&lang=en"):
        page.goto(f"{board.address}/desk?site={fresh}{path}")
        expect(page.locator(".headline, .section").first).to_be_visible()
        assert page.locator("[data-testid=stMain] img").count() == 0
        assert "\u202e" not in page.locator("[data-testid=stMain]").inner_text()
        assert page.title() in {"工作台", "Desk"}


def test_an_empty_and_an_unknown_site_say_so(
    store: Engine, board: Board, look: Look, fresh: str
) -> None:
    """Nothing to show is told in words, and is no error."""
    records.open_site(store, fresh, settings.now())
    page = look(f"/desk?site={fresh}")
    expect(page.get_by_text("没有未解除的告警。")).to_be_visible()
    page.goto(f"{board.address}/desk?site={fresh}&view=clusters&lang=en")
    expect(page.get_by_text("No two open complaints")).to_be_visible()
    page.goto(f"{board.address}/desk?site=nowhere&lang=en")
    expect(page.get_by_text("no site called “nowhere”")).to_be_visible()


def test_nothing_is_wider_than_a_small_screen(site: str, board: Board, look: Look) -> None:
    """At 1280 pixels the page does not scroll sideways."""
    page = look(f"/desk?site={site}&lang=en")
    page.set_viewport_size({"width": 1280, "height": 800})
    for path in ("", "&cluster=app/10", "&complaint=app/10", "&view=complaints"):
        page.goto(f"{board.address}/desk?site={site}&lang=en{path}")
        expect(page.locator(".headline, .section").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
