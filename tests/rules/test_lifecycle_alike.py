"""抑制: one trouble is told once; a level rises at once and falls slowly."""

from models import events as e
from models.effects import Tell
from tests.story import HOUR, MINUTE, Story

HERE = {"place": "A/F1", "category": "engineering.lift", "words": range(500, 510)}


def crowd(story: Story, people: int, begin: int = 0, **more: object) -> None:
    """So many people complain of one matter, one each half minute."""
    for i in range(people):
        fields = HERE | {"who": begin + i + 1} | more
        story.complain(begin + i * 30, f"phone/{begin}-{i}", **fields)  # type: ignore[arg-type]


def open_alerts(story: Story) -> dict[str, str]:
    """Return the open alerts: rule -> the rule that speaks for it."""
    rules = {alert.id: alert.rule for alert in story.alerts}
    return {alert.rule: rules.get(alert.under, "") for alert in story.alerts}


def surges(story: Story) -> list[str]:
    """Return what was told of the surge."""
    told = (effect for effect in story.effects if isinstance(effect, Tell))
    return [f"{tell.transition} {tell.level}" for tell in told if tell.rule == "surge"]


def test_a_second_rule_of_the_same_cluster_is_not_told() -> None:
    """People in the lift (Ⅱ), then eight complain (Ⅳ) and one repeats: one telling."""
    story = Story()
    crowd(story, 8, signals=["life.trapped"])
    for i in range(2):
        story.complain(HOUR // 2 + i, f"app/{i}", who=3, **HERE)  # type: ignore[arg-type]
    assert open_alerts(story) == {
        "life_safety": "", "surge": "life_safety", "repeat": "life_safety",
    }  # fmt: skip
    assert story.told == ["triggered 2"]


def test_what_is_worse_is_told() -> None:
    """A repeat (Ⅳ) does not keep a press letter (Ⅲ) of the same cluster quiet."""
    story = Story()
    for i in range(3):
        story.complain(i, f"phone/{i}", who=3, **HERE)  # type: ignore[arg-type]
    story.complain(9, "app/1", who=4, signals=["exposure.press"], **HERE)  # type: ignore[arg-type]
    assert story.told == ["triggered 4", "triggered 3"]


def test_it_is_told_when_it_gets_worse_than_what_speaks_for_it() -> None:
    """Under a letter to the press (Ⅲ) a surge is quiet until it reaches Ⅱ."""
    story = Story()
    crowd(story, 1, signals=["exposure.press"])
    crowd(story, 48, begin=60)
    assert story.told == ["triggered 3"]
    crowd(story, 1, begin=60 + 48 * 30)
    assert story.told == ["triggered 3", "raised 2"]


def test_what_gets_as_bad_as_another_goes_under_it() -> None:
    """A surge (Ⅳ) was told before a letter to the press (Ⅲ); at Ⅲ the letter speaks for it."""
    story = Story()
    crowd(story, 8)
    crowd(story, 1, begin=8 * 30, signals=["exposure.press"])
    assert open_alerts(story) == {"surge": "", "exposure": ""}
    crowd(story, 11, begin=9 * 30)
    assert open_alerts(story) == {"surge": "exposure", "exposure": ""}
    assert story.told == ["triggered 4", "triggered 3"]
    letter = next(alert for alert in story.alerts if alert.rule == "exposure")
    story.tell(HOUR // 2, letter.id, e.AlertAcknowledged("lead"))
    assert [alert.status for alert in story.alerts] == ["acknowledged"] * 2


def test_other_troubles_ring_for_themselves() -> None:
    """Two clusters with one danger each are two alerts, both told."""
    story = Story()
    story.complain(0, "phone/1", signals=["life.smoke"], place="A/F1")
    story.complain(1, "phone/2", signals=["life.smoke"], place="B/F1")
    assert story.told == ["triggered 2", "triggered 2"]


def test_answering_one_answers_what_it_speaks_for() -> None:
    """The acknowledgement counts for the whole trouble."""
    story = Story()
    crowd(story, 8, signals=["life.trapped"])
    story.tell(HOUR // 2, story.alerts[0].id, e.AlertAcknowledged("duty"))
    assert {alert.status for alert in story.alerts} == {"acknowledged"}
    assert story.told == ["triggered 2", "acknowledged 2"]


def test_what_is_still_true_steps_forward() -> None:
    """When the danger is declared over while people keep coming, the surge is told."""
    story = Story()
    crowd(story, 8, signals=["life.trapped"])
    story.tell(5 * MINUTE, story.alerts[0].id, e.AlertResolved("duty"))
    assert open_alerts(story) == {"surge": ""}
    assert story.told == ["triggered 2", "resolved 2", "triggered 4"]


def test_what_is_over_goes_with_it() -> None:
    """A quiet alert that nobody was told of ends with the one that spoke for it."""
    story = Story()
    crowd(story, 8, signals=["life.trapped"])
    story.passes(3 * HOUR)
    danger = next(alert for alert in story.alerts if alert.rule == "life_safety")
    story.tell(3 * HOUR + 1, danger.id, e.AlertResolved("duty"))
    assert [alert.rule for alert in story.alerts if alert.rule != "overdue"] == []


def test_a_level_rises_at_once_and_falls_slowly() -> None:
    """Twenty people (Ⅲ), then twelve an hour: acknowledged, it falls to Ⅳ, later it ends."""
    story = Story()
    crowd(story, 20)
    (alert,) = story.alerts
    assert alert.level == 3
    story.tell(11 * MINUTE, alert.id, e.AlertAcknowledged("duty"))
    levels = []
    for i in range(36):
        at = (12 + i * 5) * MINUTE
        story.complain(at, f"web/{i}", who=900 + i, **HERE)  # type: ignore[arg-type]
        story.passes(at + 1)
        levels.append(alert.level)
    assert levels[0] == 3
    assert levels[-1] == 4
    for minute in range(200, 400, 10):
        story.passes(minute * MINUTE)
    assert surges(story) == ["triggered 4", "raised 3", "acknowledged 3", "resolved 4"]


def test_nobody_answered_so_nothing_falls() -> None:
    """Without an acknowledgement the level stays, however quiet it has become."""
    story = Story()
    crowd(story, 20)
    for minute in range(20, 300, 10):
        story.passes(minute * MINUTE)
    assert [alert.level for alert in story.alerts if alert.rule == "surge"] == [3]
