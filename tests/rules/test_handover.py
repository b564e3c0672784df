"""What a shift hands over: the later picture minus the earlier, and which shift it is."""

from datetime import UTC, date, datetime

import pytest

from models import events as e
from models import saved
from models.handover import Moved, Sheet, sheet
from tests.story import EIGHT, HOUR, MINUTE, SITE, Story
from workers.handover.shifts import Shift, ShiftError, asked, shift_at

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"


def copy(story: Story) -> "Story":
    """Return the story as it is now, told no further."""
    earlier = Story.__new__(Story)
    rows = {name.encode(): row for name, row in saved.everything(story.state).items()}
    earlier.state = saved.load(SITE, rows)
    return earlier


def handed(story: Story, before: Story) -> Sheet:
    """Return the sheet of a shift from the earlier state on."""
    end = EIGHT + story.now
    return sheet(before.state, story.state, EIGHT, end, end + 12 * HOUR)


def test_what_came_and_went() -> None:
    """Received, closed and reopened since are counted, by category; what only stayed is not."""
    story = Story()
    for key, category in (("a/old", "parking"), ("a/done", "parking"), ("a/back", "cleaning")):
        story.complain(0, key, category=category)
    story.tell(1, "a/back", e.Resolved())
    before = copy(story)
    story.complain(MINUTE, "a/new", category="engineering.lift")
    story.complain(MINUTE, "a/quick", category="engineering.power")
    story.complain(MINUTE, "a/repair", kind="repair")
    story.tell(HOUR, "a/quick", e.Resolved())
    story.tell(HOUR, "a/done", e.Closed())
    story.tell(HOUR, "a/back", e.Reopened())
    found = handed(story, before)
    assert (found.opened, found.closed, found.reopened) == (2, 2, 1)
    assert found.moved == [Moved("engineering", 2, 1), Moved("parking", 0, 1)]
    assert (found.before.open, found.after.open) == (2, 3)


def test_what_is_red_and_what_is_due() -> None:
    """Red comes with the longest first, and what was red before; due ends with the next shift."""
    story = Story()
    story.complain(0, "a/1")
    story.passes(31 * MINUTE)
    before = copy(story)
    story.complain(HOUR, "a/2")
    story.complain(2 * HOUR, "a/3")
    story.passes(2 * HOUR)
    found = handed(story, before)
    assert [(row.complaint, row.step) for row in found.red] == [
        ("a/1", "receipt"),
        ("a/2", "receipt"),
    ]
    assert found.inherited == 1
    assert found.due[0].complaint == "a/3"
    assert [row.due for row in found.due] == sorted(row.due for row in found.due)
    assert all(EIGHT + story.now < row.due <= found.until for row in found.due)


def test_alerts_and_clusters() -> None:
    """Open alerts come with their holder, ended ones do not; clusters only if they are new."""
    story = Story()
    story.complain(0, "a/1", words=range(8), place="A/1", category="engineering.lift")
    story.complain(1, "a/2", words=range(8), place="A/1", category="engineering.lift")
    before = copy(story)
    story.complain(60, "b/1", words=range(20, 28), signals=["life.fire"])
    story.complain(61, "b/2", words=range(20, 28))
    story.complain(62, "b/3", words=range(20, 28))
    story.complain(63, "c/1", signals=["life.smoke"])
    fire, smoke = story.alerts
    story.tell(120, fire.id, e.AlertAcknowledged("duty"))
    story.tell(120, smoke.id, e.AlertResolved("lead"))
    found = handed(story, before)
    assert [(one.alert, one.by) for one in found.alerts] == [(fire.id, "duty")]
    assert [(one.id, one.size) for one in found.clusters] == [("b/1", 3)]


def test_nothing_between_is_nothing() -> None:
    """A shift in which nothing happened hands over what it took over."""
    story = Story()
    story.complain(0, "a/1")
    found = handed(story, copy(story))
    assert (found.opened, found.closed, found.reopened, found.moved) == (0, 0, 0, [])
    assert found.before == found.after


@pytest.mark.parametrize(
    ("local", "shift"),
    [
        ("2026-11-22 07:59", ("2026-11-21", "night")),
        ("2026-11-22 08:00", ("2026-11-22", "day")),
        ("2026-11-22 19:59", ("2026-11-22", "day")),
        ("2026-11-22 20:00", ("2026-11-22", "night")),
        ("2026-01-01 00:00", ("2025-12-31", "night")),
    ],
)
def test_shift_of_a_moment(local: str, shift: tuple[str, str]) -> None:
    """From 08 to 20 it is the day's, else the night's that began on the evening before."""
    moment = int(datetime.fromisoformat(f"{local}:00+08:00").timestamp())
    found = shift_at(moment, SHANGHAI)
    assert (str(found.on), found.name) == shift
    assert found.begin <= moment < found.end
    assert found.next().before() == found


@pytest.mark.parametrize(("day", "hours"), [("2026-03-07", 11), ("2026-10-31", 13)])
def test_a_night_may_be_shorter_or_longer(day: str, hours: int) -> None:
    """Where clocks are set forward or back, that night has another length."""
    night = Shift(date.fromisoformat(day), "night", NEW_YORK)
    assert night.end - night.begin == hours * HOUR


@pytest.mark.parametrize(
    ("words", "local", "shift"),
    [
        ("", "2026-11-22T09:59", ("2026-11-21", "night")),
        ("", "2026-11-22T10:00", ("2026-11-22", "day")),
        ("now", "2026-11-22T08:30", ("2026-11-22", "day")),
        ("last", "2026-11-22T13:00", ("2026-11-21", "night")),
        ("2026-11-20/night", "2026-11-22T13:00", ("2026-11-20", "night")),
    ],
)
def test_the_shift_that_is_asked_for(words: str, local: str, shift: tuple[str, str]) -> None:
    """In the first two hours people ask for the shift before; they may name any other."""
    now = int(datetime.fromisoformat(f"{local}:00+08:00").astimezone(UTC).timestamp())
    found = asked(words, now, SHANGHAI)
    assert (str(found.on), found.name) == shift


@pytest.mark.parametrize("words", ["yesterday", "2026-13-01/day", "2026-11-20", "2026-11-20/noon"])
def test_no_such_shift(words: str) -> None:
    """What names no shift is refused with how to name one."""
    with pytest.raises(ShiftError, match="say now, last, or a day"):
        asked(words, EIGHT, SHANGHAI)
