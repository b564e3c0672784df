"""The six-step clock, row by row."""

import pytest

from models import events as e
from models.clock.limits import limits
from models.clock.standing import due
from models.clock.targets import RESOLUTION
from models.policy import STEPS
from models.state import AT_RISK, BREACHED, ON_TRACK
from tests.story import DAY, EIGHT, HOUR, MINUTE, Story

KEY = "phone/1"


@pytest.mark.parametrize(
    ("minutes", "standing", "breaches"),
    [
        pytest.param(0, ON_TRACK, 0, id="a new complaint is on track"),
        pytest.param(23, ON_TRACK, 0, id="before 80 % of the first limit it is on track"),
        pytest.param(24, AT_RISK, 0, id="from 80 % of the first limit on it is at risk"),
        pytest.param(30, BREACHED, 1, id="at the limit the first step is breached"),
        pytest.param(120, BREACHED, 2, id="the steps run in parallel: diagnosis breaches too"),
        pytest.param(240, BREACHED, 3, id="after four hours the plan is late as well"),
        pytest.param(24 * 60, BREACHED, 4, id="after a day the first result is late"),
        pytest.param(6 * 24 * 60 - 1, BREACHED, 4, id="the holiday and its weekend do not count"),
        pytest.param(6 * 24 * 60, BREACHED, 5, id="after three working days it is unresolved"),
    ],
)
def test_untouched(minutes: int, standing: int, breaches: int) -> None:
    """A complaint nobody works passes through its limits at their times."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.passes(minutes * MINUTE)
    assert (complaint.standing, complaint.breaches) == (standing, breaches)


@pytest.mark.parametrize(("urgency", "days"), [("normal", 6), ("urgent", 1), ("complex", 17)])
def test_resolution_follows_urgency(urgency: str, days: int) -> None:
    """Step 5 has 24 hours when urgent, 3 working days when normal, 7 when complex.

    From Tuesday, 22 September 2026: the 25th to 27th and 1 to 7 October are holidays.
    """
    story = Story()
    complaint = story.complain(0, KEY, urgency=urgency)
    assert due(complaint, RESOLUTION, limits(story.state, complaint)) == EIGHT + days * DAY


def test_a_later_step_meets_the_earlier_ones() -> None:
    """Telling the plan also confirms receipt and diagnosis, at that instant."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(20 * MINUTE, KEY, e.PlanTold())
    assert complaint.done == (EIGHT + 20 * MINUTE,) * 3 + (0, 0, 0)


def test_settled_on_the_spot() -> None:
    """One event meets steps 1 to 5; only the follow-up is still owed, 72 hours later."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(5 * MINUTE, KEY, e.Resolved(on_the_spot=True))
    assert complaint.status == "resolved"
    assert complaint.due_at == EIGHT + 5 * MINUTE + 72 * HOUR
    assert story.state.open == 0


def test_a_late_fact_corrects_the_past() -> None:
    """A confirmation of 08:25 that arrives at 09:00 un-breaches the step."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.passes(30 * MINUTE)
    assert story.state.breached == 1
    story.tell(60 * MINUTE, KEY, e.ReceiptConfirmed(), time=25 * MINUTE)
    assert complaint.breaches == 0
    assert story.state.breached == 0


def test_a_pause_stops_the_named_steps_only() -> None:
    """Ten hours of waiting for parts move step 5 by ten hours, and step 1 not at all."""
    story = Story()
    complaint = story.complain(0, KEY, urgency="urgent")
    story.tell(MINUTE, KEY, e.PlanTold())
    story.tell(HOUR, KEY, e.Paused("parts"))
    assert complaint.due_at == 0
    story.tell(11 * HOUR, KEY, e.Resumed())
    assert complaint.due_at == EIGHT + 34 * HOUR


def test_an_unhappy_follow_up_reopens() -> None:
    """Step 5 gets its clock again and the earlier steps stay done."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(HOUR, KEY, e.Resolved())
    story.tell(2 * DAY, KEY, e.FollowedUp(happy=False))
    assert complaint.status == "open"
    assert complaint.reopened == 1
    again = due(complaint, RESOLUTION, limits(story.state, complaint))
    assert again == EIGHT + 8 * DAY  # Thursday, then Monday to Wednesday
    assert complaint.due_at == EIGHT + 3 * DAY  # the next progress note
    assert story.state.open == 1


def test_a_happy_follow_up_closes_and_is_forgotten_later() -> None:
    """A closed complaint may be reopened for 72 hours; then its row goes."""
    story = Story()
    story.complain(0, KEY)
    story.tell(HOUR, KEY, e.Resolved())
    story.tell(2 * HOUR, KEY, e.FollowedUp())
    story.passes(2 * HOUR + 72 * HOUR - 1)
    assert KEY in story.state.complaints
    story.passes(2 * HOUR + 72 * HOUR)
    assert KEY not in story.state.complaints


def test_steps_that_a_source_does_not_keep_are_waived() -> None:
    """Where only the resolution is recorded, nothing else can breach."""
    story = Story(e.SiteOpened(steps=["resolution"]))
    complaint = story.complain(0, KEY)
    story.passes(6 * DAY - 1)
    assert complaint.breaches == 0
    story.passes(6 * DAY)
    assert complaint.breaches == 1


def test_backlog_is_shown_apart() -> None:
    """A complaint from before go-live is counted as backlog and never rings."""
    story = Story(e.SiteOpened(go_live=EIGHT))
    story.complain(0, KEY, time=-DAY, signals=["life.gas_leak"])
    story.passes(DAY)
    assert (story.state.open, story.state.backlog, story.state.breached) == (0, 1, 0)
    assert story.alerts == []


def test_other_kinds_do_not_enter_the_figures() -> None:
    """A repair has its clock, but is no complaint."""
    story = Story()
    complaint = story.complain(0, KEY, kind="repair")
    story.passes(HOUR)
    assert complaint.breaches == 1
    assert story.state.breached == 0


def test_facts_about_nothing_are_counted_not_lost() -> None:
    """A fact about an unknown complaint changes nothing but a count."""
    story = Story()
    story.tell(0, "phone/unknown", e.Resolved())
    assert story.state.site.strays == 1


def test_reclassifying_moves_the_limits() -> None:
    """Staff who call it urgent give step 5 one day, counted from the complaint."""
    story = Story()
    complaint = story.complain(0, KEY)
    story.tell(MINUTE, KEY, e.ProgressTold())
    story.tell(HOUR, KEY, e.ComplaintClassified(urgency="urgent"))
    assert complaint.due_at == EIGHT + DAY
    assert story.state.open == 1


@pytest.mark.parametrize("step", STEPS)
def test_a_cluster_is_worked_as_one(step: e.Step) -> None:
    """One event to the cluster reaches every member's step."""
    story = Story()
    words = range(8)
    members = [story.complain(i, f"phone/{i}", words=words, place="A/F1") for i in range(3)]
    assert len({member.cluster for member in members}) == 1
    if step == "follow_up":
        story.tell(50, members[0].cluster, e.ClusterWorked("resolution"))
    story.tell(60, members[0].cluster, e.ClusterWorked(step))
    index = STEPS.index(step)
    assert all(member.done[index] for member in members)
