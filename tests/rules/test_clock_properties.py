"""What holds of the clock whatever happens, and in whatever order it is heard."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models import events as e
from models.events import Data
from tests.rules.test_clock_deeper import KEY, seen
from tests.story import HOUR, MINUTE, Story

FACTS: dict[str, Data] = {
    "receipt": e.ReceiptConfirmed(),
    "diagnosis": e.Diagnosed(),
    "plan": e.PlanTold(),
    "action": e.ProgressTold(),
    "authority": e.ComplaintEscalated("duty_manager", "money"),
}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(FACTS)), st.integers(0, 300)), max_size=6),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None)
def test_order_of_hearing_does_not_matter(facts: list[tuple[str, int]], rng: Random) -> None:
    """Steps that are told in another order end in the same standing: each has its own time."""
    mixed = rng.sample(facts, len(facts))
    ends = []
    for order in (facts, mixed):
        story = Story()
        complaint = story.complain(0, KEY)
        for name, minute in order:
            story.tell(6 * HOUR, KEY, FACTS[name], time=minute * MINUTE)
        found = [(one.due, one.done, one.status) for one in seen(story, complaint).values()]
        ends.append((complaint.late, complaint.due_at, complaint.standing, found))
    assert ends[0] == ends[1]


@given(st.integers(0, 5_000), st.sampled_from(["normal", "urgent", "complex"]))
@settings(max_examples=20, deadline=None)
def test_pausing_for_no_time_changes_nothing(minute: int, urgency: str) -> None:
    """A pause that ends at the instant it began leaves every deadline where it was."""
    story = Story()
    complaint = story.complain(0, KEY, urgency=urgency)
    before = seen(story, complaint, minute * MINUTE)
    story.tell(minute * MINUTE, KEY, e.Paused("parts"))
    story.tell(minute * MINUTE, KEY, e.Resumed())
    assert seen(story, complaint) == before


@given(
    st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 2_000)), max_size=4),
    st.sampled_from(["phone", "email"]),
)
@settings(max_examples=20, deadline=None)
def test_due_never_before_start(pauses: list[tuple[int, int]], channel: str) -> None:
    """Whatever pauses come, a step ends after it began, and never sooner for a pause."""
    story = Story()
    complaint = story.complain(0, KEY, channel=channel)
    before = seen(story, complaint)
    for begin, length in sorted(pauses):
        story.tell(max(begin * MINUTE, story.now), KEY, e.Paused("parts"))
        story.tell(story.now + length * MINUTE, KEY, e.Resumed())
    after = seen(story, complaint)
    assert all(one.due >= before[step].due for step, one in after.items())
    assert all(one.due > complaint.time for one in after.values() if one.due)
