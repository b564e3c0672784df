"""Pausing, promising and calling for authority at the desk: each is an event in the log."""

from datetime import time
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from streamlit.testing.v1 import AppTest

from dashboard import desk_promise
from dashboard.actions import Desk
from dashboard.desk_asides import courses
from dashboard.desk_history import history
from dashboard.desk_seat import Seat
from dashboard.visit import Visit
from dashboard.words import words
from models import events as e
from models.state import Course
from models.stores import settings
from models.stores.live import Live
from models.stores.log import Log
from tests.pages import records

SHANGHAI = "Asia/Shanghai"
HOUR, DAY = 3_600, 86_400


@pytest.fixture
def seat(tmp_path: Path, request: pytest.FixtureRequest) -> Seat:
    """Sit down at a desk of one site whose bell nobody hears."""
    engine, site = records.store_at(tmp_path), request.node.name[:60]
    records.open_site(engine, site, settings.now())
    log = Log(engine)
    silent = Live(Redis(port=1, retry=Retry(NoBackoff(), 0)))
    return Seat(Visit(site, words("zh_CN")), engine, Desk(log, silent), {}, "duty")


def shown(seat: Seat, **open_ones: Course) -> AppTest:
    """Draw what is offered for these open complaints."""

    def page(seat, open_ones):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        from dashboard.desk_asides import asides  # noqa: PLC0415 - it runs as a script

        asides(seat, seat.site, "about", open_ones)

    given = {"seat": seat, "open_ones": open_ones}
    return AppTest.from_function(page, default_timeout=30, kwargs=given).run()


def press(page: AppTest, key: str) -> None:
    """Press a button that can be pressed."""
    button = page.button(key=key)
    assert not button.disabled
    button.click().run()
    assert not page.exception


def said(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def stored(seat: Seat) -> list[tuple[str, e.Data]]:
    """Return what was appended after the opening of the site."""
    return [(event.subject, event.data) for event in seat.desk.log.read(seat.site, 2, 99)]


def test_a_pause_needs_a_reason(seat: Seat) -> None:
    """Without one the page says what is missing; with one it is in the log, and who did it."""
    page = shown(seat, a=Course())
    assert "请选择暂停原因。" in said(page)
    assert "暂停的步骤：处理、解决" in said(page)
    page.radio(key="pause-about").set_value("parts").run()
    press(page, "yes-complaint.paused-about")
    assert stored(seat) == [("a", e.Paused("parts", "duty"))]


def test_what_is_paused_is_resumed(seat: Seat) -> None:
    """Of several complaints each is offered what it lacks."""
    page = shown(seat, a=Course(paused_at=5, pause="parts"), b=Course())
    press(page, "resume-about")
    page.radio(key="pause-about").set_value("access").run()
    press(page, "yes-complaint.paused-about")
    assert stored(seat) == [("a", e.Resumed("duty")), ("b", e.Paused("access", "duty"))]


def test_a_promise_is_a_time_of_the_site(seat: Seat) -> None:
    """Tomorrow 15:00 is 15:00 on the site's clocks, promised for every complaint of a cluster."""
    page = shown(seat, a=Course(), b=Course())
    assert "请选择告知投诉人的时间。" in said(page)
    page.selectbox(key="day-about").select_index(1).run()
    page.time_input(key="time-about").set_value(time(15)).run()
    press(page, "yes-complaint.promised-about")
    tomorrow = desk_promise.days(settings.now(), SHANGHAI)[1]
    until = desk_promise.moment(tomorrow, time(15), SHANGHAI)
    assert stored(seat) == [(key, e.Promised(until, "duty")) for key in "ab"]


@pytest.mark.parametrize(
    ("sentence", "until", "key"),
    [
        ("no time was chosen yet", 0, "promise.no_time"),
        ("what is past cannot be promised", 99, "promise.past"),
        ("nor this second", 100, "promise.past"),
        ("what is to come can", 101, ""),
    ],
)
def test_a_promise_lies_ahead(sentence: str, until: int, key: str) -> None:
    """A time that is already over would be broken at once."""
    assert desk_promise.trouble(until, 100) == key, sentence
    assert not key or all(words(locale).has(key) for locale in ("zh_CN", "en"))


def test_the_days_of_a_promise_begin_with_the_sites_today() -> None:
    """At 16:30 UTC it is tomorrow in Shanghai."""
    now = 1_795_365_000  # Sunday 22 November 2026, 16:30 UTC
    assert str(desk_promise.days(now, SHANGHAI)[0]) == "2026-11-23"
    assert words("zh_CN").day(now, SHANGHAI) == "11月23日 周一"
    assert words("en").day(now, SHANGHAI) == "Mon 23 Nov"


def test_another_reason_for_more_authority_needs_a_note(seat: Seat) -> None:
    """It says so, and then sends tier, reason and note."""
    page = shown(seat, a=Course())
    page.radio(key="to-about").set_value("management").run()
    page.selectbox(key="why-about").set_value("other").run()
    assert "请在备注中说明" in said(page)
    page.text_input(key="call-about").set_value("业主要求见总经理").run()
    press(page, "yes-complaint.escalated-about")
    asked = e.ComplaintEscalated("management", "other", "duty", "业主要求见总经理")
    assert stored(seat) == [("a", asked)]


def test_nobody_calls_for_what_is_there(seat: Seat) -> None:
    """From the duty manager only management is left; from management nothing."""
    page = shown(seat, a=Course(tier=1), b=Course(asked=2))
    assert list(page.radio(key="to-about").options) == ["管理层"]
    press(page, "yes-complaint.escalated-about")
    assert [subject for subject, _ in stored(seat)] == ["a"]
    assert [one.key for one in shown(seat, b=Course(asked=2)).radio] == ["pause-about"]


def test_what_is_over_is_left_alone(seat: Seat) -> None:
    """Nothing is paused or promised of a complaint that is resolved."""
    rows = [
        {"key": "a", "status": "resolved", "course": ""},
        {"key": "b", "status": "open", "course": ""},
    ]
    assert list(courses(rows)) == ["b"]
    assert not shown(seat).button


def test_what_was_done_is_told_with_who_did_it(seat: Seat) -> None:
    """An action on several complaints is one line; the newest stands first."""
    now = settings.now()
    seat.desk.act(seat.site, ["a", "b"], e.Paused("parts", "duty"), now)
    seat.desk.act(seat.site, ["a"], e.ComplaintEscalated("management", "other", "lead", "<b>"), now)
    told = str(history(seat, seat.site, ["a", "b"]))
    assert told.count("暂停计时 · 等待配件") == 1
    assert told.index("lead · 升级处理权限 · 管理层 · 其他原因 · &lt;b&gt;") < told.index("duty · ")
    assert history(seat, seat.site, ["c"]) == '<div class="history"></div>'
