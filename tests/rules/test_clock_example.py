"""The example of docs/clock.md, hour by hour."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models import events as e
from models.state import Complaint
from tests.rules.test_clock_deeper import KEY, seen, status
from tests.story import EIGHT, Story


def at(text: str) -> int:
    """Return a moment of September or October 2026 in Shanghai, in the story's seconds."""
    local = datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    return int(local.timestamp()) - EIGHT


def mail(story: Story, channel: str = "email") -> Complaint:
    """It comes on Thursday at 17:40, before the Mid-Autumn holiday."""
    return story.complain(at("09-24T17:40"), KEY, channel=channel)


@pytest.mark.parametrize(
    ("step", "due"),
    [
        ("receipt", "09-28T08:40"),
        ("diagnosis", "09-28T10:10"),
        ("plan", "09-28T13:40"),
        ("action", "09-25T17:40"),
        ("resolution", "09-30T17:40"),
    ],
)
def test_limits(step: str, due: str) -> None:
    """Each step ends when its own calendar says."""
    story = Story()
    assert seen(story, mail(story))[step].due == EIGHT + at(due)


def test_by_phone() -> None:
    """Who calls is answered by the wall clock."""
    story = Story()
    assert seen(story, mail(story, "phone"))["receipt"].due == EIGHT + at("09-24T18:10")


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("09-28T09:00", "09-29T09:00", "10-08T17:40"),
        ("09-25T09:00", "09-28T09:00", "10-08T02:40"),
    ],
)
def test_a_pause(begin: str, end: str, due: str) -> None:
    """One working day of waiting moves step 5 by one; days off move it by nothing."""
    story = Story()
    complaint = mail(story)
    story.tell(at(begin), KEY, e.Paused("parts"))
    story.tell(at(end), KEY, e.Resumed())
    assert seen(story, complaint)["resolution"].due == EIGHT + at(due)


def test_typed_in_late() -> None:
    """Made at 08:35 and typed in at 11:00: breached between, then met and corrected."""
    story = Story()
    complaint = mail(story)
    story.passes(at("09-28T08:40"))
    assert status(story, complaint, "receipt") == "breached"
    story.tell(at("09-28T11:00"), KEY, e.ReceiptConfirmed(), time=at("09-28T08:35"))
    assert status(story, complaint, "receipt") == "met corrected"
