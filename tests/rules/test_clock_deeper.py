"""Statuses, pauses, promises, notes, tiers and corrections, row by row."""

import pytest

from models import events as e
from models.clock.limits import limits
from models.clock.statuses import StepStanding, statuses
from models.events import Data
from models.state import BREACHED, Complaint
from tests.story import DAY, EIGHT, HOUR, MINUTE, Story

KEY = "phone/1"


def seen(story: Story, complaint: Complaint, now: int | None = None) -> dict[str, StepStanding]:
    """Return the statuses by name, seconds after eight o'clock."""
    at = EIGHT + (story.now if now is None else now)
    found = statuses(complaint, limits(story.state, complaint), story.state.rules.clock, at)
    return {one.step: one for one in found}


def status(story: Story, complaint: Complaint, step: str, now: int | None = None) -> str:
    """Return a step's status and cause in one word or two."""
    one = seen(story, complaint, now)[step]
    return f"{one.status} {one.cause}".strip()


@pytest.mark.parametrize(
    ("minute", "expected"),
    [(0, "on_track"), (14, "on_track"), (15, "at_risk 50"), (24, "at_risk 80"), (30, "breached")],
)
def test_a_step_says_how_much_of_its_time_is_used(minute: int, expected: str) -> None:
    """At 50 and 80 % a step is at risk, at its limit it is breached."""
    story = Story()
    assert status(story, story.complain(0, KEY), "receipt", minute * MINUTE) == expected


@pytest.mark.parametrize(
    ("facts", "step", "expected"),
    [
        ([(10, e.ReceiptConfirmed())], "receipt", "met"),
        ([(31, e.ReceiptConfirmed())], "receipt", "met_late"),
        ([(5, e.Paused("parts"))], "resolution", "paused parts"),
        ([(5, e.Paused("parts"))], "receipt", "breached"),
        ([(5, e.Closed("unfounded"))], "follow_up", "waived ended"),
        ([(5, e.Paused("access")), (9, e.Resumed())], "resolution", "on_track"),
    ],
)
def test_status_and_cause(facts: list[tuple[int, Data]], step: str, expected: str) -> None:
    """Where a step stands an hour later, and why."""
    story = Story()
    complaint = story.complain(0, KEY)
    for minute, data in facts:
        story.tell(minute * MINUTE, KEY, data)
    assert status(story, complaint, step, HOUR) == expected


@pytest.mark.parametrize("kind", ["praise", "enquiry"])
def test_kinds_owe_less(kind: str) -> None:
    """Thanks and questions are owed an answer, but no diagnosis and no follow-up."""
    story = Story()
    complaint = story.complain(0, KEY, kind=kind)
    assert status(story, complaint, "diagnosis") == "waived policy"
    assert status(story, complaint, "receipt") == "on_track"


@pytest.mark.parametrize(
    ("channel", "urgency", "due"),
    [
        pytest.param("phone", "normal", 30 * MINUTE, id="who calls is answered by the wall clock"),
        pytest.param("email", "normal", 60 * MINUTE, id="a mail of eight waits until half past"),
        pytest.param("email", "urgent", 30 * MINUTE, id="an urgent one does not"),
    ],
)
def test_the_calendar_follows_channel_and_urgency(channel: str, urgency: str, due: int) -> None:
    """Steps 1 to 3 run in service hours for what comes in writing and is not urgent."""
    story = Story()
    complaint = story.complain(0, KEY, channel=channel, urgency=urgency)
    assert seen(story, complaint)["receipt"].due == EIGHT + due
    assert complaint.due_at == EIGHT + due


def test_a_pause_counts_in_the_steps_own_calendar() -> None:
    """A pause over a holiday weekend costs working days nothing, and the wall clock all of it."""
    story = Story()
    complaint = story.complain(0, KEY)
    before = seen(story, complaint)
    story.tell(2 * DAY + 16 * HOUR, KEY, e.Paused("access"))  # the holiday begins at midnight
    story.tell(5 * DAY + 16 * HOUR, KEY, e.Resumed())
    after = seen(story, complaint)
    assert after["resolution"].due == before["resolution"].due
    assert after["action"].due == before["action"].due  # it was late before the pause began


def test_a_pause_after_the_limit_changes_nothing() -> None:
    """What is late stays late: nobody can pause a breach away."""
    story = Story()
    complaint = story.complain(0, KEY, urgency="urgent")
    story.passes(24 * HOUR)
    story.tell(25 * HOUR, KEY, e.Paused("complainant"))
    assert status(story, complaint, "resolution") == "breached"


def test_a_late_fact_corrects_the_past() -> None:
    """A confirmation of 08:25 that arrives at 09:00 un-breaches the step, and is counted so."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.passes(30 * MINUTE)
    assert complaint.standing == BREACHED
    story.tell(60 * MINUTE, KEY, e.ReceiptConfirmed(), time=25 * MINUTE)
    assert status(story, complaint, "receipt") == "met corrected"
    total = story.state.rolling.total
    assert (total("receipt.good"), total("receipt.all"), story.state.breached) == (1, 1, 0)


def test_an_earlier_fact_corrects_a_late_one() -> None:
    """Entered at 08:40, and then shown to have been done at 08:20: met, and corrected."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(40 * MINUTE, KEY, e.ReceiptConfirmed())
    assert status(story, complaint, "receipt") == "met_late"
    story.tell(60 * MINUTE, KEY, e.ReceiptConfirmed(), time=20 * MINUTE)
    assert status(story, complaint, "receipt") == "met corrected"


def test_an_overdue_alert_is_withdrawn() -> None:
    """Where late entries show that nothing was late, those who were told are told so."""
    story = Story()
    keys = [f"phone/{i}" for i in range(5)]
    for key in keys:
        story.complain(0, key, place="A/F1")
    story.passes(30 * MINUTE)
    assert story.told == ["triggered 4"]
    story.tell(40 * MINUTE, keys[0], e.ReceiptConfirmed(), time=10 * MINUTE)
    assert story.told == ["triggered 4", "withdrawn 4"]
    assert story.alerts == []


def test_what_was_late_is_not_withdrawn() -> None:
    """Where the step was done too late, the alert stays until it is quiet and answered."""
    story = Story()
    for i in range(5):
        story.complain(0, f"phone/{i}", place="A/F1")
    story.passes(30 * MINUTE)
    story.tell(40 * MINUTE, "phone/0", e.ReceiptConfirmed())
    assert story.told == ["triggered 4"]


def test_a_promise_is_a_deadline() -> None:
    """It warns, breaches and is kept by what is done in time, not by what is said."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(MINUTE, KEY, e.Promised(until=EIGHT + 21 * MINUTE))
    assert complaint.due_at == EIGHT + 21 * MINUTE
    assert status(story, complaint, "promise", 11 * MINUTE) == "at_risk 50"
    story.tell(5 * MINUTE, KEY, e.ReceiptConfirmed())
    assert "promise" in seen(story, complaint)
    story.tell(20 * MINUTE, KEY, e.Diagnosed())
    assert "promise" not in seen(story, complaint)
    total = story.state.rolling.total
    assert (total("promise.good"), total("promise.all")) == (1, 1)


def test_a_broken_promise_counts_once_and_may_be_corrected() -> None:
    """Its time passes: broken; a late entry of what was done in time makes it kept."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(MINUTE, KEY, e.Promised(until=EIGHT + 10 * MINUTE))
    story.passes(10 * MINUTE)
    story.passes(11 * MINUTE)
    total = story.state.rolling.total
    assert (total("promise.good"), total("promise.all")) == (0, 1)
    assert status(story, complaint, "promise") == "breached"
    assert (complaint.standing, complaint.breaches) == (BREACHED, 0)
    story.tell(20 * MINUTE, KEY, e.ProgressTold(), time=9 * MINUTE)
    assert (total("promise.good"), total("promise.all")) == (1, 1)
    assert complaint.course is not None
    assert (complaint.course.kept, complaint.course.broken) == (1, 0)
    assert complaint.course.answered == ((EIGHT + 10 * MINUTE, EIGHT + 9 * MINUTE),)


def test_a_progress_note_every_day_while_open() -> None:
    """After the first result one is owed each 24 hours, until it is resolved."""
    story = Story()
    complaint = story.complain(0, KEY, urgency="complex")
    story.tell(HOUR, KEY, e.ProgressTold())
    assert seen(story, complaint)["note"].due == EIGHT + 25 * HOUR
    story.tell(20 * HOUR, KEY, e.ProgressTold())
    assert seen(story, complaint)["note"].due == EIGHT + 44 * HOUR
    story.passes(44 * HOUR)
    assert status(story, complaint, "note") == "breached"
    assert complaint.breaches == 1
    story.tell(45 * HOUR, KEY, e.Resolved())
    assert "note" not in seen(story, complaint)
    assert complaint.breaches == 0


@pytest.mark.parametrize(("hours", "tier"), [(0, 0), (1, 1), (24, 1), (25, 2)])
def test_it_moves_up_by_time(hours: int, tier: int) -> None:
    """A late step has it with the duty manager at once, a day later with management."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.passes(hours * HOUR)
    assert (complaint.course.tier if complaint.course else 0) == tier


def test_it_moves_up_by_authority() -> None:
    """Money needs management, however much time is left; a lower call does not bring it down."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(MINUTE, KEY, e.ComplaintEscalated("management", "money", by="duty"))
    story.tell(MINUTE, KEY, e.ComplaintEscalated("duty_manager"))
    assert complaint.course is not None
    assert complaint.course.tier == 2


def test_an_outcome_says_why() -> None:
    """Whom it was referred to is kept; closing later does not overwrite how it ended."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(MINUTE, KEY, e.Resolved("not_ours", reason="power company"))
    story.tell(HOUR, KEY, e.Closed())
    assert complaint.course is not None
    assert (complaint.outcome, complaint.course.reason) == ("not_ours", "power company")


def test_entered_late() -> None:
    """What took more than a day from the complaint to the entry is counted."""
    story = Story()
    story.complain(25 * HOUR, KEY, time=0)
    story.complain(25 * HOUR, "phone/2", time=2 * HOUR)
    assert story.state.rolling.total("registered.late") == 1
