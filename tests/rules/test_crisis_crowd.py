"""A crowd in one building: people of many clusters who complain of one category."""

import pytest

from models import events as e
from models.state import Alert
from tests.story import DAY, HOUR, MINUTE, Story

COOLING = "engineering.air_conditioning"
LATER = 4 * DAY


def crowds(story: Story) -> list[tuple[int, str, int]]:
    """Return level, place and number of what is told of buildings."""
    return [(a.level, a.place, a.count) for a in buildings(story)]


def buildings(story: Story) -> list[Alert]:
    """Return the open alerts of buildings."""
    return [alert for alert in story.alerts if alert.signal == "building"]


def floors(story: Story, people: int, begin: int = 0, building: str = "A") -> None:
    """People on many floors complain in words of their own, one every two minutes."""
    for i in range(people):
        at = begin + i * 2 * MINUTE
        place, who = f"{building}/F{i % 9}/{i}", at + i + 1
        story.complain(at, f"phone/{at}", place=place, category=COOLING, who=who)


def history(story: Story) -> None:
    """Three days of which a fifth is about cooling in building A."""
    for i in range(90):
        mine = i % 5 == 0
        story.complain(
            i * 48 * MINUTE,
            f"app/{i}",
            place=f"A/F{i % 7}/r{i}" if mine else f"B/F{i % 7}/r{i}",
            category=COOLING if mine else f"cleaning.{i % 4}",
        )


@pytest.mark.parametrize(
    ("people", "level"),
    [(7, None), (8, 4), (19, 4), (20, 3)],
)
def test_people_of_one_building_count_together(people: int, level: int | None) -> None:
    """Eight people of one building are level Ⅳ, however many clusters they stand in."""
    story = Story()
    history(story)
    floors(story, people, begin=LATER)
    largest = max((len(cluster.members) for cluster in story.state.clusters.values()), default=1)
    assert largest < people
    assert crowds(story) == ([(level, "A", people)] if level else [])


def test_two_buildings_do_not_add_up() -> None:
    """Seven people in each of two buildings are no crowd."""
    story = Story()
    floors(story, 7)
    floors(story, 7, begin=MINUTE, building="B")
    assert crowds(story) == []


def test_one_cluster_that_says_as_much_says_it_alone() -> None:
    """Where the eight stand in one cluster its surge is told, and the building says nothing."""
    story = Story()
    for i in range(8):
        words = range(500, 510)
        story.complain(i, f"phone/{i}", place="A/F1", category=COOLING, words=words)
    assert [(a.rule, a.signal, a.level) for a in story.alerts] == [("surge", "", 4)]


def test_a_busy_hour_is_no_crowd() -> None:
    """Eight people an hour are nothing odd where a fifth of a busy hour is always about that."""
    story = Story()
    history(story)
    for i in range(45):
        mine, at = i % 5 == 0, LATER + i * 80
        place, category = ("A/F1/x", COOLING) if mine else ("B/F1/x", f"cleaning.{i % 4}")
        story.complain(at, f"web/{i}", place=f"{place}{i}", category=category)
    assert crowds(story) == []


def test_a_crowd_is_over_when_it_has_gone() -> None:
    """Answered, it ends half an hour after fewer than eight people are left of the last hour."""
    story = Story()
    history(story)
    floors(story, 8, begin=LATER)
    (alert,) = buildings(story)
    story.tell(LATER + HOUR // 2, alert.id, e.AlertAcknowledged("duty"))
    for minute in (59, 61, 75):
        story.passes(LATER + minute * MINUTE)
    assert buildings(story) == [alert]
    story.passes(LATER + 92 * MINUTE)
    assert buildings(story) == []


def test_what_a_building_told_its_clusters_do_not_tell_again() -> None:
    """A cluster of the building that comes to the same level is the same trouble: silence."""
    story = Story()
    history(story)
    floors(story, 8, begin=LATER)
    told = story.told
    for i in range(8):
        words = range(500, 510)
        at = LATER + 20 * MINUTE + i
        story.complain(at, f"web/{i}", place="A/F1", category=COOLING, words=words)
    (building,) = buildings(story)
    (surge,) = [a for a in story.alerts if a.rule == "surge" and a.cluster]
    assert (surge.under, story.told) == (building.id, told)
