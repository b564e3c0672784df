"""Each row is given once, as it last was; a step has one of seven statuses."""

import pytest

from models import events as e
from models.state import Complaint
from tests.story import DAY, EIGHT, HOUR, MINUTE, SITE, Story
from workers import last_sight

FOLLOWED = {"receipt": 0, "diagnosis": 1, "plan": 2, "action": 3, "resolution": 4, "follow_up": 5}


def statuses(story: Story, key: str, now: int) -> list[str]:
    found = last_sight.standings(story.state, story.state.complaints[key], EIGHT + now)
    return [step.status for step in found]


@pytest.mark.parametrize(
    ("step", "told", "now", "status"),
    [
        ("receipt", [], 10 * MINUTE, "on_track"),
        ("receipt", [], 26 * MINUTE, "at_risk"),
        ("receipt", [], 30 * MINUTE, "breached"),
        ("receipt", [(20, e.ReceiptConfirmed())], HOUR, "met"),
        ("receipt", [(40, e.ReceiptConfirmed())], HOUR, "met_late"),
        ("diagnosis", [(40, e.ReceiptConfirmed())], 50 * MINUTE, "on_track"),
        ("resolution", [(40, e.Paused("parts"))], HOUR, "paused"),
        ("plan", [(40, e.Paused("parts"))], 5 * HOUR, "breached"),
        ("follow_up", [], HOUR, "on_track"),
        ("follow_up", [(40, e.Resolved())], 80 * HOUR, "breached"),
        ("follow_up", [(40, e.Closed("unfounded"))], HOUR, "waived"),
        ("resolution", [(40, e.Closed("unfounded"))], HOUR, "met"),
    ],
)
def test_status(step: str, told: list[tuple[int, e.Data]], now: int, status: str) -> None:
    """Where a step stands follows from what was done, when, and what the clock says."""
    story = Story()
    story.complain(0, "a/1")
    for minute, data in told:
        story.tell(minute * MINUTE, "a/1", data)
    assert statuses(story, "a/1", now)[FOLLOWED[step]] == status


def test_a_step_that_the_site_does_not_keep_is_waived() -> None:
    """A site with one step has five that nobody owes."""
    story = Story(e.SiteOpened(steps=["resolution"]))
    story.complain(0, "a/1")
    assert statuses(story, "a/1", HOUR) == ["waived"] * 4 + ["on_track", "waived"]


def test_what_the_fold_forgets_is_given_once() -> None:
    """It is given when it is forgotten, in its last state; the rest is there still."""
    story = Story()
    given: list[tuple[str, str]] = []

    def look() -> None:
        found = last_sight.forgotten(story.state, Complaint)
        given.extend((one.key, one.status) for one in found)
        story.state.touched.clear()

    for i in range(3):
        story.complain(i, f"a/{i}")
        look()
    story.tell(MINUTE, "a/1", e.Closed())
    look()
    assert given == []
    story.tell(10 * DAY, SITE, e.TimePassed(EIGHT + 10 * DAY))
    look()
    assert given == [("a/1", "closed")]
    assert list(story.state.complaints) == ["a/0", "a/2"]
