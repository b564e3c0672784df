"""What one person, or a few over weeks, make of a matter: repeat, exposure, hot topics."""

import pytest

from models import events as e
from tests.story import DAY, HOUR, MINUTE, Story

WORDS = range(900, 910)
HERE = {"place": "A/F3", "category": "engineering.lift", "words": WORDS}


def found(story: Story) -> list[tuple[str, int, str, int]]:
    """Return rule, level, what was counted and how many, of the open alerts."""
    return [(a.rule, a.level, a.signal, a.count) for a in story.alerts]


def test_the_third_contact_is_a_repeat() -> None:
    """One person's third complaint about one matter is level Ⅳ, with all three as evidence."""
    story = Story()
    for i in range(2):
        story.complain(i * HOUR, f"phone/{i}", who=7, **HERE)
    assert found(story) == []
    story.complain(2 * HOUR, "phone/2", who=7, **HERE)
    assert found(story) == [("repeat", 4, "contacts", 3)]
    assert story.alerts[0].complaints == ["phone/0", "phone/1", "phone/2"]


def test_an_unhappy_follow_up() -> None:
    """One is enough; a happy one is nothing."""
    story = Story()
    for name, happy in (("phone/1", True), ("phone/2", False)):
        story.complain(0, name)
        story.tell(HOUR, name, e.Resolved())
        story.tell(2 * HOUR, name, e.FollowedUp(happy=happy))
    assert found(story) == [("repeat", 4, "unhappy", 1)]
    assert story.alerts[0].complaints == ["phone/2"]


def test_reopened_twice() -> None:
    """The second time that a complaint is opened again is level Ⅳ."""
    story = Story()
    story.complain(0, "phone/1")
    for i in range(2):
        assert found(story) == []
        story.tell(i * HOUR + 1, "phone/1", e.Resolved())
        story.tell(i * HOUR + 2, "phone/1", e.Reopened())
    assert found(story) == [("repeat", 4, "reopened", 2)]


@pytest.mark.parametrize(
    ("signals", "channel", "level", "signal"),
    [
        (["exposure.press"], "app", 3, "exposure.press"),
        (["exposure.lawyer"], "app", 3, "exposure.lawyer"),
        (["exposure.petition"], "app", 3, "exposure.petition"),
        (["exposure.group"], "app", 3, "exposure.group"),
        (["exposure.hotline"], "app", 4, "exposure.hotline"),
        ([], "hotline", 4, "channel.hotline"),
    ],
)
def test_exposure(signals: list[str], channel: str, level: int, signal: str) -> None:
    """Press, lawyer, petition and group action are level Ⅲ, the government's hotline Ⅳ."""
    story = Story()
    story.complain(0, "x/1", signals=signals, channel=channel)
    assert found(story) == [("exposure", level, signal, 1)]


def test_the_hotline_rings_once() -> None:
    """Ten letters by the government's hotline are one alert of ten complaints, told once."""
    story = Story()
    for i in range(10):
        story.complain(i * MINUTE, f"hotline/{i}", channel="hotline")
    assert found(story) == [("exposure", 4, "channel.hotline", 10)]
    assert story.told == ["triggered 4"]


def test_three_households_over_days_are_a_hot_topic() -> None:
    """热点投诉: the third household with one trouble within 30 days is level Ⅳ."""
    story = Story()
    for day in range(3):
        assert found(story) == []
        story.complain(day * DAY, f"phone/{day}", who=day + 1, **HERE)
        story.tell(day * DAY + HOUR, f"phone/{day}", e.Resolved())
    assert found(story) == [("surge", 4, "returned", 3)]


def test_three_households_of_one_long_matter() -> None:
    """Where the matter is still open, and somebody joined them by hand, the households count."""
    story = Story()
    for day in range(3):
        story.complain(day * DAY, f"phone/{day}", who=day + 1, place=f"A/F{day}")
    for day in (1, 2):
        story.tell(3 * DAY, f"phone/{day}", e.ClusterJoined("phone/0"))
    story.complain(3 * DAY, "phone/3", who=9, **HERE)
    story.tell(3 * DAY, "phone/3", e.ClusterJoined("phone/0"))
    story.complain(3 * DAY + 1, "phone/4", who=10, **HERE)
    assert [a[:3] for a in found(story) if a[0] == "surge"] == [("surge", 4, "households")]


@pytest.mark.parametrize(
    "times",
    [
        pytest.param([0, MINUTE, 2 * MINUTE], id="at once: a surge counts that"),
        pytest.param([0, DAY], id="two households"),
        pytest.param([0, 20 * DAY, 40 * DAY], id="not within 30 days"),
    ],
)
def test_no_hot_topic(times: list[int]) -> None:
    """Few, at once, or too far apart: nothing is hot."""
    story = Story()
    for i, at in enumerate(times):
        story.complain(at, f"phone/{i}", who=i + 1, **HERE)
    assert [alert for alert in story.alerts if alert.rule == "surge"] == []


def test_long_unresolved() -> None:
    """长期未结: a complaint open for a month is level Ⅲ, and over when it is resolved."""
    story = Story()
    story.complain(0, "phone/1")
    story.passes(29 * DAY)
    assert "long" not in [a.signal for a in story.alerts]
    story.passes(30 * DAY + 1)
    (alert,) = [a for a in story.alerts if a.signal == "long"]
    assert (alert.rule, alert.level, alert.complaints) == ("overdue", 3, ["phone/1"])
    story.tell(30 * DAY + HOUR, alert.id, e.AlertAcknowledged("duty"))
    story.tell(30 * DAY + HOUR, "phone/1", e.Resolved())
    story.passes(30 * DAY + 3 * HOUR)
    assert "long" not in [a.signal for a in story.alerts]


def test_praise_and_old_letters_are_no_evidence() -> None:
    """Only complaints from after the site's go-live count."""
    story = Story(e.SiteOpened(go_live=2_000_000_000))
    for i in range(4):
        story.complain(i, f"hotline/{i}", channel="hotline", who=7, **HERE)
    other = Story()
    for i in range(4):
        other.complain(i, f"hotline/{i}", channel="hotline", kind="praise", who=7, **HERE)
    assert found(story) == found(other) == []
