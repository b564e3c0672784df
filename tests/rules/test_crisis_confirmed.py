"""A danger that only one person's words tell of, in a category that speaks of something else."""

import pytest

from models import events as e
from tests.story import EIGHT, MINUTE, RULES, Story

TROUBLE = {"place": "A/F3", "words": range(900, 910), "category": "cleaning.pests"}
SMOKE = {**TROUBLE, "signals": ["life.smoke"]}


def levels(story: Story) -> list[tuple[int, bool]]:
    """Return level and confirmation of the alerts of danger."""
    return [(one.level, one.confirmed) for one in story.alerts if one.rule == "life_safety"]


@pytest.mark.parametrize(
    ("category", "level"),
    [
        ("fire.smoke", 2),
        ("fire", 2),
        ("fire.charging", 2),
        pytest.param("fire.equipment", 4, id="where people talk of fires that are none"),
        ("engineering.power", 2),
        pytest.param("engineering", 2, id="as coarse as that it may mean power"),
        ("other", 2),
        ("cleaning.pests", 4),
        ("charges", 4),
    ],
)
def test_one_report_is_enough_where_it_fits(category: str, level: int) -> None:
    """In a category that speaks of something else the duty manager is told to look, at Ⅳ."""
    story = Story()
    story.complain(0, "phone/1", **SMOKE | {"category": category})
    assert levels(story) == [(level, level == 2)]
    assert story.told == [f"triggered {level}"]


def test_two_dangers_in_one_report_bear_each_other_out() -> None:
    """Who tells of fire and smoke is taken at his word in any category."""
    story = Story()
    story.complain(0, "phone/1", **TROUBLE, signals=["life.fire", "life.smoke"])
    assert levels(story) == [(1, True)]


def test_filing_something_else_confirms_nothing() -> None:
    """Only a new category speaks of the danger."""
    story = Story()
    story.complain(0, "phone/1", **SMOKE | {"category": "fire.equipment"})
    story.tell(MINUTE, "phone/1", e.ComplaintClassified(urgency="urgent"))
    assert levels(story) == [(4, False)]


def test_a_second_person_confirms_it() -> None:
    """The same person again does not; the level then rises within that very event."""
    story = Story()
    story.complain(0, "phone/1", who=1, **SMOKE)
    story.complain(MINUTE, "phone/2", who=1, **SMOKE)
    assert levels(story) == [(4, False)]
    story.complain(2 * MINUTE, "web/3", who=2, **SMOKE)
    assert levels(story) == [(2, True)]
    assert story.told == ["triggered 4", "raised 2"]


def test_callers_without_a_name_confirm_it_from_two_channels() -> None:
    """Two calls from one place within ten minutes may be one caller's."""
    story = Story()
    story.complain(0, "phone/1", who=0, **SMOKE)
    story.complain(MINUTE, "phone/2", who=0, **SMOKE)
    assert levels(story) == [(4, False)]
    story.complain(2 * MINUTE, "app/3", who=0, **SMOKE | {"channel": "app"})
    assert levels(story) == [(2, True)]


def test_once_confirmed_it_stays_so() -> None:
    """A further word of one person, in any category, is part of a danger that is known."""
    story = Story()
    story.complain(0, "phone/1", who=1, **SMOKE | {"category": "fire"})
    story.complain(MINUTE, "phone/2", who=1, **SMOKE | {"category": "fire.charging"})
    assert [(one.level, one.confirmed, one.count) for one in story.alerts] == [(2, True, 2)]


def test_the_duty_manager_confirms_it() -> None:
    """The verdict that it is right raises it, "false alarm" does not."""
    story = Story()
    story.complain(0, "phone/1", **SMOKE)
    (alert,) = story.alerts
    story.tell(MINUTE, alert.id, e.AlertJudged("false_alarm"))
    assert levels(story) == [(4, False)]
    story.tell(2 * MINUTE, alert.id, e.AlertJudged("right"))
    assert levels(story) == [(2, True)]
    assert story.told == ["triggered 4", "raised 2"]


def test_staff_confirm_it_by_its_category() -> None:
    """Filed anew where the danger fits it rises; filed elsewhere it does not."""
    story = Story()
    story.complain(0, "phone/1", **SMOKE)
    story.tell(MINUTE, "phone/1", e.ComplaintClassified(category="cleaning.odour"))
    assert levels(story) == [(4, False)]
    story.tell(2 * MINUTE, "phone/1", e.ComplaintClassified(category="fire.smoke"))
    assert levels(story) == [(2, True)]


def test_a_judgement_of_what_is_over_raises_nothing() -> None:
    """Found right after its end, the alert stays ended."""
    story = Story()
    story.complain(0, "phone/1", **SMOKE)
    (alert,) = story.alerts
    story.tell(MINUTE, alert.id, e.AlertResolved("duty"))
    story.tell(2 * MINUTE, alert.id, e.AlertJudged("right"))
    assert story.alerts == []


def test_the_portfolio_hears_of_it_once_it_is_sure() -> None:
    """What waits to be confirmed at three sites is no spread."""
    story = Story()
    story.complain(0, "phone/1", who=1, **SMOKE)
    observed = [one for one in story.effects if isinstance(one, e.SiteObserved)]
    assert observed == []
    story.complain(MINUTE, "phone/2", who=2, **SMOKE)
    observed = [one for one in story.effects if isinstance(one, e.SiteObserved)]
    assert [one.level for one in observed] == [2]


DEATH, EXIT = {**TROUBLE, "signals": ["life.death"]}, {**TROUBLE, "signals": ["life.exit_blocked"]}


@pytest.mark.parametrize(
    ("second", "level", "signal"),
    [
        pytest.param(EXIT | {"who": 2}, 1, "life.death", id="a second person's milder danger"),
        pytest.param(EXIT | {"who": 1}, 4, "life.death", id="a milder one by the same person"),
        pytest.param(
            EXIT | {"who": 1, "category": "security"}, 1, "life.death", id="one that is sure"
        ),
    ],
)
def test_the_worst_danger_is_never_forgotten(
    second: dict[str, object], level: int, signal: str
) -> None:
    """What is told next may confirm the danger that waits; it does not take its place."""
    story = Story()
    story.complain(0, "phone/1", who=1, **DEATH)
    story.complain(MINUTE, "phone/2", **second)
    assert [(one.level, one.signal) for one in story.alerts] == [(level, signal)]


def test_a_known_danger_lends_its_certainty_to_no_worse_one() -> None:
    """Who told of a blocked exit and then, in anger, of a death, is still alone with that.

    It waits beside the exit, until somebody else speaks of it or staff file it where it fits.
    """
    for second in ("life.death", "sign.death", ""):
        story = Story()
        story.complain(0, "phone/1", who=1, **EXIT | {"category": "security"})
        story.complain(MINUTE, "phone/2", who=1, **DEATH)
        assert levels(story) == [(3, True), (4, False)]
        if second:
            story.complain(2 * MINUTE, "phone/3", who=2, **TROUBLE, signals=[second])
        else:
            story.tell(2 * MINUTE, "phone/2", e.ComplaintClassified(category="fire.smoke"))
        assert levels(story) == [(3, True), (1, True)]
        assert story.told[-1] == "raised 1"


def test_a_second_persons_worse_danger_raises_the_known_one() -> None:
    """Two people who speak of danger are enough for the worst that is told plainly."""
    story = Story()
    story.complain(0, "phone/1", who=1, **EXIT | {"category": "security"})
    story.complain(MINUTE, "phone/2", who=2, **DEATH)
    assert [(one.level, one.signal) for one in story.alerts] == [(1, "life.death")]


def test_it_is_told_beside_any_other_alert_of_the_matter() -> None:
    """Somebody who already has the matter in hand must still hear that it may be a danger."""
    story = Story()
    for n in range(3):
        story.complain(n * MINUTE, f"phone/{n}", who=1, **TROUBLE)
    (repeat,) = story.alerts
    story.tell(4 * MINUTE, repeat.id, e.AlertAcknowledged("duty"))
    story.complain(5 * MINUTE, "phone/4", who=2, **SMOKE)
    assert story.told[-1] == "triggered 4"


@pytest.mark.parametrize(("told", "heard"), [(DEATH, ["triggered 4"]), (SMOKE, [])])
def test_a_silence_never_hides_what_may_be_level_one(
    told: dict[str, object], heard: list[str]
) -> None:
    """As level Ⅰ is never silenced; milder dangers are, as they would be once confirmed."""
    story = Story()
    story.tell(0, "quiet", e.SilenceSet(until=EIGHT + 60 * MINUTE, place="A", category="cleaning"))
    story.complain(MINUTE, "phone/1", **told)
    assert story.told == heard


ELSEWHERE = {"place": "B/F7", "words": range(500, 510), "category": "engineering.network"}


def test_what_people_put_together_confirms_each_other() -> None:
    """Two persons' reports that were two matters, merged or joined, are one with two persons."""
    for way in ("merged", "joined"):
        story = Story()
        story.complain(0, "phone/1", who=1, **ELSEWHERE, signals=["life.death"])
        story.complain(MINUTE, "phone/2", who=2, **DEATH)
        merge: e.Data = e.ClusterMerged("phone/2", "duty")
        join: e.Data = e.ClusterJoined("phone/2", "duty")
        story.tell(2 * MINUTE, "phone/1", merge if way == "merged" else join)
        assert [confirmed for _, confirmed in levels(story)] == [True, True]
        assert "raised 1" in story.told


def test_a_report_is_found_wherever_its_complaint_was_moved() -> None:
    """Joined to another matter, filing it anew still confirms it, and so does a second person."""
    story = Story()
    story.complain(0, "phone/1", who=1, **ELSEWHERE, signals=["life.death"])
    story.complain(MINUTE, "phone/2", who=2, **TROUBLE)
    story.tell(2 * MINUTE, "phone/1", e.ClusterJoined("phone/2", "duty"))
    assert levels(story) == [(4, False)]
    story.tell(3 * MINUTE, "phone/1", e.ComplaintClassified(category="fire.smoke"))
    assert levels(story) == [(1, True)]


def test_a_caller_without_a_name_does_not_confirm_himself_later() -> None:
    """Ten minutes on, the same channel and place may still be the same caller."""
    story = Story()
    story.complain(0, "phone/1", who=0, **DEATH)
    story.complain(20 * MINUTE, "phone/2", who=0, **DEATH)
    assert levels(story) == [(4, False)]


def test_the_portfolio_hears_of_what_was_confirmed_at_the_level_it_had() -> None:
    """Where a policy gives what waits the danger's own level, its confirmation is news as well."""
    crisis = RULES.policy["crisis"]
    loud = crisis["life_safety"] | {"unconfirmed": 2}
    story = Story(crisis=crisis | {"life_safety": loud})
    story.complain(0, "phone/1", who=1, **SMOKE)
    story.complain(MINUTE, "phone/2", who=2, **SMOKE)
    observed = [one.level for one in story.effects if isinstance(one, e.SiteObserved)]
    assert observed == [2]
