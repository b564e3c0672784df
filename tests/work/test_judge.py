"""The parts of a judged file: order, reasons in words, periods, alerts that are answered."""

from datetime import UTC, datetime

import pytest

from models import events as e
from models.effects import Joined
from models.policy.load import adoption, load
from models.stores.log import Text
from tests.story import EIGHT, SITE
from workers.analyse.words import weigh
from workers.judge.figures import Figures, Rise
from workers.judge.past import Past
from workers.judge.periods import periods
from workers.judge.reasons import reason
from workers.judge.spool import Spool
from workers.paper.words import Words

TEXT = Text("hall", "a/1", "电梯漏水", "三号电梯又停了")
SHARED = tuple(memoryview(weigh(TEXT.subject, "")[0]).cast("I"))


@pytest.mark.parametrize(
    ("place", "minutes", "shared", "zh"),
    [
        (0, 0, (), "同一位置 · 同一分钟 · 相似度 0.71"),
        (2, 65, (), "位置相距 2 级 · 相隔1小时5分 · 相似度 0.71"),
        (-1, 5, SHARED, "相隔5分 · 共同用词：电梯 漏水 · 相似度 0.71"),
        (-1, 5, (1, 2), "相隔5分 · 相似度 0.71"),
    ],
)
def test_reason(place: int, minutes: int, shared: tuple[int, ...], zh: str) -> None:
    """Why it was joined is told by place, time, words and score; what is unknown is left out."""
    joined = Joined("a/2", "a/1", EIGHT, score=714, place=place, minutes=minutes, shared=shared)
    assert reason(Words("zh_CN"), joined, TEXT) == zh


def test_lines_come_in_the_order_of_their_numbers() -> None:
    """Whatever becomes known first, the table is in the order of the file's times."""
    spool = Spool()
    for number in (3, 1, 2):
        spool.add(number, [[str(number), "a"], [str(number), "b"]])
    assert [line[0] for line in spool.ordered()] == ["1", "1", "2", "2", "3", "3"]
    spool.close()


@pytest.mark.parametrize(
    ("days", "labels", "count"),
    [
        (0, "00:00", 1),
        (2, "00:00", 49),
        (30, "1 Mar", 31),
        (100, "26 Feb", 15),
        (700, "Mar 2024", 23),
    ],
)
def test_periods(days: int, labels: str, count: int) -> None:
    """Few days are shown by hour, then by day, by week, by month; quiet ones are not left out."""
    first = int(datetime(2024, 3, 1, tzinfo=UTC).timestamp())
    last = first + days * 86_400
    figures = Figures(first=first, last=last)
    figures.hours.update([first // 3_600, last // 3_600])
    figures.rises = [Rise(last, 3, "surge", "", "", ""), Rise(last, 2, "surge", "", "", "")]
    found = periods(Words("en", "UTC"), figures)
    assert (found[0].label, len(found)) == (labels, count)
    assert sum(one.value for one in found) == 2
    assert found[-1].mark == "◆"


@pytest.mark.parametrize(("answer", "open_alerts"), [(0, ["triggered"]), (900, [])])
def test_alerts_are_answered(answer: int, open_alerts: list[str]) -> None:
    """Answered alerts are over after their quiet time; unanswered ones stay."""
    clock = e.SiteClock(EIGHT, EIGHT)
    past = Past(SITE, e.SiteOpened(clock=clock), adoption(load()), answer)
    drafts = [
        (EIGHT, "a/1", e.ComplaintReceived("phone", signals=["life.fire"])),
        (EIGHT + 1_200, SITE, e.TimePassed(EIGHT + 1_200)),
        (EIGHT + 9_000, SITE, e.TimePassed(EIGHT + 9_000)),
    ]
    for at, subject, data in drafts:
        list(past.tell(e.Draft(SITE, "test", f"{at}", at, subject, data, at)))
    assert [alert.status for alert in past.state.watched.values()] == open_alerts
    assert past.state.site.pos == 5 + bool(answer)
