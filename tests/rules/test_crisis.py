"""Crisis evidence: which facts raise which level."""

import pytest

from models import events as e
from tests.story import HOUR, MINUTE, Story

WORDS = range(900, 910)
HERE = {"place": "A/F3", "category": "engineering.lift", "words": WORDS}


@pytest.mark.parametrize(
    ("signal", "level"),
    [
        ("life.death", 1),
        ("life.fire", 1),
        ("life.gas_leak", 1),
        ("life.collapse", 1),
        ("life.trapped", 2),
        ("life.smoke", 2),
        ("life.flooded_power", 2),
        ("life.injury", 2),
        ("life.falling_object", 2),
        ("life.shock", 3),
        ("life.exit_blocked", 3),
    ],
)
def test_life_safety(signal: str, level: int) -> None:
    """One report of danger to life raises its level at once, with the report as evidence."""
    story = Story()
    story.complain(0, "phone/1", signals=[signal])
    assert [(a.level, a.signal, a.complaints) for a in story.alerts] == [
        (level, signal, ["phone/1"])
    ]


@pytest.mark.parametrize(
    ("people", "level"),
    [
        pytest.param(7, None, id="seven people are no surge"),
        pytest.param(8, 4, id="eight within the hour are level Ⅳ"),
        pytest.param(19, 4, id="nineteen still are"),
        pytest.param(20, 3, id="twenty are level Ⅲ"),
        pytest.param(50, 2, id="fifty are level Ⅱ"),
    ],
)
def test_surge_by_distinct_complainants(people: int, level: int | None) -> None:
    """The level rises within the very event that crosses the threshold."""
    story = Story()
    for i in range(people):
        story.complain(i * 60, f"phone/{i}", who=i + 1, **HERE)
    assert [a.level for a in story.alerts if a.rule == "surge"] == ([level] if level else [])


def test_one_person_filing_eleven_times_is_one_complainant() -> None:
    """Eleven complaints of one person in seven minutes are no surge: one person repeats."""
    story = Story()
    for i in range(11):
        story.complain(i * 38, f"phone/{i}", who=7, **HERE)
    assert [(a.rule, a.level, a.signal, a.count) for a in story.alerts] == [
        ("repeat", 4, "contacts", 11)
    ]
    (cluster,) = story.state.clusters.values()
    assert (len(cluster.members), cluster.named) == (11, {7: 11})


def test_unknown_callers_count_once_per_channel_and_place() -> None:
    """Thirty calls without a name from one channel and place count once in ten minutes."""
    story = Story()
    for i in range(30):
        story.complain(i * 20, f"phone/{i}", who=0, **HERE)
    assert story.alerts == []


def test_a_slow_trickle_is_no_surge() -> None:
    """Eight people over eight hours are no surge."""
    story = Story()
    for i in range(8):
        story.complain(i * HOUR, f"phone/{i}", who=i + 1, **HERE)
    assert story.alerts == []


def test_other_kinds_do_not_surge() -> None:
    """Twenty praises are no crisis."""
    story = Story()
    for i in range(20):
        story.complain(i, f"phone/{i}", kind="praise", who=i + 1, **HERE)
    assert story.alerts == []


def test_overdue_counts_steps_in_a_place() -> None:
    """Five breached steps in one building are level Ⅳ, twenty in the site level Ⅲ."""
    story = Story()
    for i in range(5):
        story.complain(0, f"phone/{i}", place=f"A/F{i}")
    story.passes(30 * MINUTE)
    assert [(a.subject, a.level, a.count) for a in story.alerts] == [("A", 4, 5)]
    for i in range(15):
        story.complain(31 * MINUTE, f"app/{i}", place=f"B{i}")
    story.passes(62 * MINUTE)
    assert ("*", 3, 20) in [(a.subject, a.level, a.count) for a in story.alerts]


def test_overdue_ends_when_the_work_is_done() -> None:
    """Below the threshold for half an hour, and acknowledged, it is over."""
    story = Story()
    for i in range(5):
        story.complain(0, f"phone/{i}", place=f"A/F{i}")
    story.passes(30 * MINUTE)
    story.tell(31 * MINUTE, story.alerts[0].id, e.AlertAcknowledged("duty"))
    for i in range(5):
        story.tell(32 * MINUTE, f"phone/{i}", e.Resolved())
    story.passes(61 * MINUTE)
    assert len(story.alerts) == 1
    story.passes(62 * MINUTE)
    assert story.alerts == []


def test_spread_over_sites() -> None:
    """One category at three sites within two hours is level Ⅱ for the portfolio."""
    story = Story(e.SiteOpened(kind="portfolio"))
    for i in range(3):
        seen = e.SiteObserved(f"mall-{i}", "surge", 4, "engineering.power", f"A/F{i}")
        story.tell(i * MINUTE, f"mall-{i}", seen)
    assert [(a.rule, a.level, a.category) for a in story.alerts] == [
        ("spread", 2, "engineering.power")
    ]
