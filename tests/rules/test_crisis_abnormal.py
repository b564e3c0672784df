"""Abnormal 异常: far above a place's own rhythm, once that is learned."""

from functools import cache

import pytest
from msgspec import to_builtins

from models import events as e
from models import saved
from models.crisis.learn import learning, local_cell
from models.crisis.usual import usual
from models.policy.load import load
from models.state import State
from tests.story import DAY, EIGHT, HOUR, MINUTE, SITE, Story

COOLING = "engineering.air_conditioning"
WEEKS = 5


@cache
def rows() -> dict[bytes, bytes]:
    """Return a site that has learned for five weeks: one complaint at ten each day on A/F1."""
    story = Story()
    for day in range(WEEKS * 7):
        story.complain(day * DAY + 2 * HOUR, f"past/{day}", place="A/F1", category=COOLING)
        story.tell(day * DAY + 3 * HOUR, f"past/{day}", e.Closed())
        story.passes(day * DAY + 12 * HOUR)
    saved_rows = saved.everything(story.state)
    return {name.encode(): value for name, value in saved_rows.items()}


def learned() -> Story:
    """Return a story that goes on after those weeks."""
    story = Story()
    story.state = saved.load(SITE, rows())
    story.pos = story.state.site.pos
    return story


def crowd(story: Story, people: int, begin: int, place: str = "A/F1") -> None:
    """So many people complain within half an hour, each of something else."""
    for i in range(people):
        at = WEEKS * 7 * DAY + begin + i * MINUTE
        story.complain(at, f"phone/{begin}-{i}", who=500 + i, place=place, category=COOLING)


def abnormal(story: Story) -> list[tuple[int, str, int]]:
    """Return level, place and people of the open alerts of this rule."""
    return [(a.level, a.place, a.count) for a in story.alerts if a.rule == "abnormal"]


@pytest.mark.parametrize(
    ("people", "found"),
    [
        pytest.param(4, [], id="four are never enough"),
        pytest.param(5, [(4, "A/F1", 5)], id="five at a quiet hour are level Ⅳ"),
        pytest.param(8, [(3, "A/F1", 8)], id="eight are level Ⅲ"),
    ],
)
def test_far_above_the_rhythm(people: int, found: list[tuple[int, str, int]]) -> None:
    """At an hour in which nothing comes, few people are rare already."""
    story = learned()
    crowd(story, people, 10 * HOUR)
    assert abnormal(story) == found


def test_the_evidence_says_what_is_usual() -> None:
    """It carries the usual number in thousandths, the threshold and the complaints."""
    story = learned()
    crowd(story, 8, 2 * HOUR + 30 * MINUTE)
    (alert,) = [a for a in story.alerts if a.rule == "abnormal"]
    assert 200 < alert.usual < 800  # one a day comes at ten, none at nine: the hour has half
    assert (alert.named, len(alert.complaints)) == (8, 8)
    assert alert.threshold <= 8


def test_the_same_number_is_rarer_at_a_quiet_hour() -> None:
    """The rhythm knows the hour of the day: ten o'clock has complaints, six in the evening none."""
    state = learned().state
    at = (EIGHT + WEEKS * 7 * DAY) // HOUR
    ten, six = (usual(state, "A/F1", "engineering", local_cell(state, at + h)) for h in (2, 10))
    assert ten > 10 * six


def test_it_says_nothing_while_it_learns() -> None:
    """In the first 28 days eight people raise nothing; the picture tells the day."""
    story = Story()
    story.passes(0)
    story.passes(2 * DAY + 2 * HOUR)
    assert learning(story.state) == 3
    for i in range(8):
        story.complain(3 * DAY + i, f"phone/{i}", who=i + 1, place="A/F1", category=COOLING)
    assert abnormal(story) == []


def test_a_gap_is_not_learned() -> None:
    """Five weeks of which nothing is known leave the site on the day that it had come to."""
    story = Story()
    story.passes(0)
    story.passes(2 * DAY + 2 * HOUR)
    story.passes(40 * DAY)
    story.passes(41 * DAY)
    assert learning(story.state) == 4


def test_a_new_floor_is_judged_by_its_building() -> None:
    """A place that was never heard of has a small share of the rhythm above it, not none."""
    state = learned().state
    cell = local_cell(state, (EIGHT + WEEKS * 7 * DAY) // HOUR + 2)
    assert 0 < usual(state, "A/F9", "engineering", cell) < usual(state, "A", "engineering", cell)


def test_one_person_is_nothing_abnormal() -> None:
    """Eleven letters of one person within seven minutes are one person in an hour."""
    story = learned()
    for i in range(11):
        at = WEEKS * 7 * DAY + 10 * HOUR + i * 38
        story.complain(at, f"phone/{i}", who=7, place="A/F1", category=COOLING)
    assert abnormal(story) == []


def test_the_building_is_not_told_of_what_its_floor_explains() -> None:
    """One crowd on one floor is one alert, not one of the floor, the building and the site."""
    story = learned()
    crowd(story, 12, 10 * HOUR)
    assert [place for _, place, _ in abnormal(story)] == ["A/F1"]


def test_many_floors_make_the_building() -> None:
    """Few people on each of many floors are nothing there, but rare for the building."""
    story = learned()
    for i in range(8):
        at = WEEKS * 7 * DAY + 10 * HOUR + i * MINUTE
        story.complain(at, f"phone/{i}", who=50 + i, place=f"A/F{i}", category=COOLING)
    assert [(level, place) for level, place, _ in abnormal(story)] == [(3, "A")]


def test_it_falls_and_ends() -> None:
    """Acknowledged, it is over half an hour after the hour has emptied."""
    story = learned()
    crowd(story, 8, 10 * HOUR)
    begin = WEEKS * 7 * DAY + 10 * HOUR
    story.tell(begin + 8 * MINUTE, story.alerts[0].id, e.AlertAcknowledged("duty"))
    for minute in range(10, 200, 10):
        story.passes(begin + minute * MINUTE)
    assert abnormal(story) == []


def test_a_crisis_does_not_become_the_usual() -> None:
    """After an hour of sixty people the same hour next week still expects few."""
    story = learned()
    crowd(story, 60, 10 * HOUR)
    story.passes(WEEKS * 7 * DAY + 13 * HOUR)
    state = story.state
    cell = local_cell(state, (EIGHT + WEEKS * 7 * DAY) // HOUR + 10)
    assert usual(state, "A/F1", "engineering", cell) < 2 * 1_024


def test_memory_is_bounded() -> None:
    """A site with ever new places learns no more rhythms than the policy allows."""
    rules = to_builtins(load().crisis)
    rules["abnormal"]["rows"] = 30
    story = Story(crisis=rules)
    for i in range(100):
        story.complain(i * HOUR, f"phone/{i}", place=f"{i}/F1", category=COOLING)
    assert len(story.state.rhythms) == 30
    assert {len(rhythm.cells) for rhythm in story.state.rhythms.values()} == {4 * 8 * 24}


def test_what_was_learned_is_saved() -> None:
    """A reload changes no byte of it."""
    state = saved.load(SITE, rows())
    again = {name.encode(): value for name, value in saved.everything(state).items()}
    assert again == rows()
    assert isinstance(state, State)
