"""What people decide about clusters, and what comes back."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import events as e
from models import saved
from models.effects import Joined
from models.picture import paint
from tests.story import DAY, HOUR, MINUTE, Story

LIFT = {"place": "A/F3/301", "category": "engineering.lift", "words": range(900, 910)}
OTHER = range(700, 712)
NOISE = {"place": "A/F3/301", "category": "neighbours.noise", "words": range(700, 710)}


def lifts(number: int, story: Story | None = None, start: int = 0) -> Story:
    """Tell of one trouble as often as wanted, a minute apart."""
    story = story or Story()
    for i in range(number):
        story.complain(start + i * MINUTE, f"phone/{start + i}", **LIFT)
    return story


def standing(story: Story) -> dict[str, str]:
    """Return where each complaint stands."""
    return {key: complaint.cluster for key, complaint in story.state.complaints.items()}


def reloaded(story: Story) -> None:
    """Let the story go on from its saved rows, which must say the same."""
    rows = saved.everything(story.state)
    again = saved.load("mall-1", {name.encode(): value for name, value in rows.items()})
    assert saved.everything(again) == rows
    assert paint(again) == paint(story.state)
    assert list(again.latest) == list(story.state.latest)
    story.state = again


def reasons(story: Story, complaint: str) -> list[tuple[str, bool, str, int]]:
    """Return (cluster, suggested, by, times) of what was said of a complaint."""
    said = [x for x in story.effects if isinstance(x, Joined) and x.complaint == complaint]
    return [(x.cluster, x.suggested, x.by, x.times) for x in said]


def test_the_founder_can_be_taken_out() -> None:
    """The others go on together under the next one's name, with their alert."""
    story = lifts(8)
    assert [alert.subject for alert in story.alerts if alert.rule == "surge"] == ["phone/0"]
    story.tell(HOUR, "phone/0", e.ClusterParted("duty"))
    assert standing(story) == {"phone/0": "phone/0"} | {
        f"phone/{i}": "phone/1" for i in range(1, 8)
    }
    assert [alert.subject for alert in story.alerts if alert.rule == "surge"] == ["phone/1"]
    assert len(story.state.clusters["phone/1"].named) == 7
    reloaded(story)


def test_what_is_joined_to_itself_or_to_nothing_stays_alone() -> None:
    """No cluster of one complaint comes into being."""
    story = lifts(1)
    story.tell(HOUR, "phone/0", e.ClusterJoined("phone/0", "duty"))
    story.tell(HOUR, "phone/0", e.ClusterMerged("phone/0", "duty"))
    story.tell(HOUR, "forgotten", e.ClusterMerged("phone/0", "duty"))
    story.tell(HOUR, "phone/0", e.ClusterMerged("forgotten", "duty"))
    assert story.state.clusters == {}
    reloaded(story)


def test_several_are_split_off_together() -> None:
    """A split makes a second cluster of the named members; both count their own people."""
    story = lifts(5)
    story.tell(HOUR, "phone/0", e.ClusterSplit(["phone/3", "phone/4"], "duty"))
    clusters = story.state.clusters
    assert clusters["phone/0"].members == ["phone/0", "phone/1", "phone/2"]
    assert clusters["phone/3"].members == ["phone/3", "phone/4"]
    assert [len(clusters[name].named) for name in ("phone/0", "phone/3")] == [3, 2]
    reloaded(story)


def test_what_people_parted_the_machine_never_joins() -> None:
    """What is most like the parted one goes with it, and no merge of the two is suggested."""
    story = lifts(5)
    story.tell(HOUR, "phone/4", e.ClusterParted("duty"))
    reloaded(story)
    assert story.state.apart.names == {"phone/4": ["phone/0"], "phone/0": ["phone/4"]}
    story.complain(HOUR + MINUTE, "phone/9", **LIFT)
    told = reasons(story, "phone/9")
    assert len(told) == 1
    assert not told[0][1]


def test_a_person_may_think_again() -> None:
    """Merging forgets that they were kept apart; the merged name leads to the new one."""
    story = lifts(3)
    story.tell(HOUR, "phone/2", e.ClusterParted("duty"))
    story.tell(HOUR, "phone/2", e.ClusterMerged("phone/0", "lead"))
    assert story.state.apart.names == {}
    assert set(standing(story).values()) == {"phone/0"}
    story.tell(HOUR, "phone/0", e.ClusterParted("duty"))
    story.tell(HOUR, "phone/0", e.ClusterJoined("phone/1", "duty"))
    assert set(standing(story).values()) == {"phone/1"}
    story.tell(HOUR, "phone/0", e.ClusterParted("duty"))
    assert standing(story) == {"phone/0": "phone/0", "phone/1": "phone/1", "phone/2": "phone/1"}
    reloaded(story)


def test_a_merge_keeps_people_apart_from_both() -> None:
    """What was kept apart from one of two merged clusters is kept apart from the whole."""
    story = lifts(2)
    story.complain(0, "phone/5", **NOISE)
    story.complain(0, "phone/7", place="B", category="parking")
    story.tell(MINUTE, "phone/5", e.ClusterKeptApart("phone/7", "duty"))
    story.tell(MINUTE, "phone/5", e.ClusterMerged("phone/0", "duty"))
    assert story.state.apart.names == {"phone/7": ["phone/0"], "phone/0": ["phone/7"]}
    reloaded(story)


def test_a_bridge_suggests_and_a_refusal_is_remembered() -> None:
    """What is like two clusters names both; once refused, the next such message names one."""
    story = Story()
    for i in range(3):
        story.complain(i, f"phone/{i}", words=range(900, 912))
        story.complain(i, f"wechat/{i}", words=OTHER)
    between = [word for pair in zip(range(900, 912), OTHER, strict=True) for word in pair]
    story.complain(HOUR, "phone/8", words=between)
    assert [suggested for _, suggested, _, _ in reasons(story, "phone/8")] == [False, True]
    story.tell(HOUR, "phone/0", e.ClusterKeptApart("wechat/0", "duty"))
    assert reasons(story, "phone/0") == [("wechat/0", False, "duty", 0)]
    story.complain(HOUR, "phone/9", words=between)
    assert [suggested for _, suggested, _, _ in reasons(story, "phone/9")] == [False]
    assert {"phone/0", "wechat/0"} <= story.state.clusters.keys()


def test_an_old_trouble_returns() -> None:
    """Months apart it is not a duplicate: it is linked to the last time, and counted."""
    story = Story()
    for number, at in enumerate((0, 40 * DAY, 80 * DAY)):
        story.complain(at, f"phone/{number}", **LIFT)
        story.tell(at + HOUR, f"phone/{number}", e.Resolved("resolved", "engineering"))
        story.tell(at + 2 * HOUR, f"phone/{number}", e.Closed("service"))
        story.passes(at + 10 * DAY)
    assert reasons(story, "phone/1") == [("phone/0", False, "", 2)]
    assert reasons(story, "phone/2") == [("phone/1", False, "", 3)]


def test_what_is_still_open_may_be_the_same() -> None:
    """If the like trouble of last week is still open, it is a suggestion and no return."""
    story = Story()
    story.complain(0, "phone/1", **LIFT)
    story.complain(7 * DAY, "phone/2", **LIFT)
    assert reasons(story, "phone/2") == [("phone/1", True, "", 0)]


def test_a_question_is_no_duplicate() -> None:
    """A question about the lift joins no complaint about it, unless its words are the same."""
    story = lifts(2)
    other = LIFT | {"words": [900, *range(50, 60)]}
    story.complain(3 * MINUTE, "phone/8", kind="enquiry", **other)
    story.complain(4 * MINUTE, "phone/9", kind="enquiry", **LIFT)
    assert standing(story)["phone/8"] == "phone/8"
    assert standing(story)["phone/9"] == "phone/0"


def test_one_complainant_filing_eleven_times() -> None:
    """Eleven messages of one person in seven minutes are one cluster of one complainant."""
    story = Story()
    for i in range(11):
        story.complain(i * 40, f"app/{i}", channel="app", **(LIFT | {"who": 77}))
    shown = paint(story.state).clusters
    assert [(cluster.size, cluster.people, cluster.hour) for cluster in shown] == [(11, 1, 11)]
    assert story.state.clusters["app/0"].named == {77: 11}


def test_the_central_message_speaks() -> None:
    """Of four the one that shares most with the others sums them up, not the first."""
    story = Story()
    words = [range(890, 900), range(895, 907), range(898, 908), range(898, 910)]
    for i, said in enumerate(words):
        story.complain(i, f"phone/{i}", **(LIFT | {"words": said}))
    assert len(story.state.clusters["phone/0"].members) == 4
    assert story.state.clusters["phone/0"].central != "phone/0"
    reloaded(story)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_whatever_people_decide_every_complaint_stands_once(seed: int) -> None:
    """After any decisions each complaint is a member of just the cluster it names; reloads too."""
    decide(seed, 14)


@pytest.mark.soak
def test_whatever_people_decide_every_complaint_stands_once_long() -> None:
    """So it is after 50 longer days of decisions."""
    for seed in range(50):
        decide(seed, 60)


def decide(seed: int, decisions: int) -> None:
    """Let people decide this and that, and look where each complaint stands."""
    rng, story = random.Random(seed), lifts(6)  # noqa: S311 - a seeded story is no secret
    for i in range(4):
        story.complain(HOUR + i, f"app/{i}", **NOISE)
    keys = list(story.state.complaints)
    for step in range(decisions):
        one, other, third = rng.sample(keys, 3)
        decision = rng.choice([
            e.ClusterParted("duty"), e.ClusterJoined(other, "duty"), e.ClusterMerged(other, "duty"),
            e.ClusterSplit([other, third], "duty"), e.ClusterKeptApart(other, "duty"),
        ])  # fmt: skip
        story.tell(2 * HOUR + step, one, decision)
        reloaded(story)
    members = {key: name for name, c in story.state.clusters.items() for key in c.members}
    assert sum(len(c.members) for c in story.state.clusters.values()) == len(members)
    for key, cluster in standing(story).items():
        assert members.get(key, key) == cluster
        assert cluster == key or not story.state.clusters[cluster].merged_into
