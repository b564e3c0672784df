"""Spread 扩散: several buildings, floors or sites with one category in trouble."""

import pytest

from models import events as e
from tests.story import DAY, HOUR, MINUTE, Story

POWER = "engineering.power"


def report(story: Story, places: list[str], begin: int = 0, category: str = POWER) -> None:
    """One complaint a minute, each of another person about something else."""
    for i, place in enumerate(places):
        at = begin + i * MINUTE
        story.complain(at, f"phone/{at}-{i}", place=place, category=category, who=at + i + 1)


def spreads(story: Story) -> list[tuple[int, str, int]]:
    """Return the open spread alerts."""
    return [(a.level, a.signal, a.count) for a in story.alerts if a.rule == "spread"]


@pytest.mark.parametrize(
    ("places", "found"),
    [
        pytest.param(["A", "A", "B", "B", "C", "C"], [(3, "buildings", 3)], id="three buildings"),
        pytest.param(["A", "A", "B", "B", "A", "B"], [], id="two buildings are none"),
        pytest.param(["A", "A", "B", "B", "C"], [], id="one complaint makes no building"),
        pytest.param(
            [f"A/F{i}" for i in range(6) for _ in "12"], [(3, "floors", 6)], id="six floors"
        ),
        pytest.param([f"A/F{i}" for i in range(5) for _ in "12"], [], id="five floors are none"),
        pytest.param(["A", "A", "A", "A", "B", "C"], [], id="a surge in one place is none"),
    ],
)
def test_within_a_site(places: list[str], found: list[tuple[int, str, int]]) -> None:
    """Three buildings or six floors with two complaints each in an hour are level Ⅲ."""
    story = Story()
    report(story, places)
    assert spreads(story) == found


def test_the_evidence_lists_its_complaints() -> None:
    """The alert names every complaint that made it."""
    story = Story()
    report(story, ["A", "A", "B", "B", "C", "C"])
    (alert,) = [a for a in story.alerts if a.rule == "spread"]
    assert (alert.category, len(alert.complaints), alert.named) == (POWER, 6, 6)


def test_hours_apart_is_no_spread() -> None:
    """What comes over three hours does not add up."""
    story = Story()
    for i, building in enumerate("ABC"):
        report(story, [building, building], begin=i * HOUR)
    assert spreads(story) == []


def test_a_busy_hour_is_no_spread() -> None:
    """Where a third of all complaints is about cooling, a busy hour of it is nothing odd."""
    story = Story()
    cooling, kinds = "engineering.air_conditioning", ("cleaning.waste", "parking.fee")
    for i in range(120):
        category = cooling if i % 3 == 0 else kinds[i % 2]
        story.complain(i * 12 * MINUTE, f"app/{i}", place="ABC"[i // 3 % 3], category=category)
    start = 120 * 12 * MINUTE
    for i in range(30):
        category = cooling if i % 3 == 0 else kinds[i % 2]
        story.complain(
            start + i * MINUTE,
            f"web/{i}",
            place="ABC"[i // 3 % 3],
            category=category,
            who=9_000 + i,
        )
    assert spreads(story) == []


def test_what_has_no_category_does_not_spread() -> None:
    """Unsorted complaints are no one trouble."""
    story = Story()
    report(story, ["A", "A", "B", "B", "C", "C"], category="other")
    assert spreads(story) == []


def test_areas_of_a_city_are_no_buildings() -> None:
    """A city's districts have troubles of their own."""
    story = Story(e.SiteOpened(kind="city"))
    report(story, ["A/1", "A/2", "B/1", "B/2", "C/1", "C/2"])
    assert spreads(story) == []


def test_the_tree_says_what_a_building_is() -> None:
    """With a tree, its buildings and floors count, wherever the complaint lies below them."""
    places = [e.Place(name, "building") for name in "ABC"] + [e.Place("car-park", "area")]
    places += [e.Place(f"{name}/u1", "unit") for name in "ABC"]
    story = Story(e.SiteOpened(places=places))
    report(story, ["A/u1", "A/u1", "B/u1", "B", "car-park", "car-park"])
    assert spreads(story) == []
    report(story, ["C/u1", "C"], begin=10 * MINUTE)
    assert spreads(story) == [(3, "buildings", 3)]


@pytest.mark.parametrize(
    ("rule", "signal", "found"),
    [
        pytest.param("surge", "", [(2, "sites", 3)], id="a surge tells how far trouble goes"),
        pytest.param("life_safety", "life.smoke", [(2, "sites", 3)], id="so does danger"),
        pytest.param("repeat", "unhappy", [], id="one unhappy person does not"),
        pytest.param("exposure", "exposure.press", [], id="nor does a letter to the press"),
        pytest.param("surge", "households", [], id="nor does a hot topic of weeks"),
    ],
)
def test_over_sites(rule: str, signal: str, found: list[tuple[int, str, int]]) -> None:
    """Three sites within two hours with one category in trouble are level Ⅱ."""
    story = Story(e.SiteOpened(kind="portfolio"))
    for i in range(3):
        seen = e.SiteObserved(f"mall-{i}", rule, 4, POWER, f"A/F{i}", signal=signal)
        story.tell(i * MINUTE, f"mall-{i}", seen)
    assert spreads(story) == found


def test_sites_with_other_troubles_do_not_add_up() -> None:
    """A lift here and a leak there are two troubles; a whole top category holds what is below."""
    story = Story(e.SiteOpened(kind="portfolio"))
    for i, category in enumerate((POWER, "engineering.lift", "engineering")):
        story.tell(i, f"mall-{i}", e.SiteObserved(f"mall-{i}", "surge", 4, category))
    assert spreads(story) == []
    story.tell(5, "mall-4", e.SiteObserved("mall-4", "surge", 4, POWER))
    assert spreads(story) == [(2, "sites", 3)]


def test_it_ends_an_hour_and_a_half_later() -> None:
    """Acknowledged, an hour after the last complaint and a quiet half hour it is over."""
    story = Story()
    report(story, ["A", "A", "B", "B", "C", "C"])
    story.tell(6 * MINUTE, story.alerts[0].id, e.AlertAcknowledged("duty"))
    for minute in range(30, 130, 10):
        story.passes(minute * MINUTE)
    assert spreads(story) == []
    assert DAY > 130 * MINUTE
