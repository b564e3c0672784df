"""A danger that is only spoken of in passing."""

import pytest

from models import events as e
from models.crisis.picture import crises
from tests.story import MINUTE, Story

TROUBLE = {"place": "A/F3", "words": range(900, 910), "category": "cleaning.pests"}
ELSEWHERE = {"place": "B/F7", "words": range(500, 510), "category": "engineering.network"}


def levels(story: Story) -> list[tuple[int, bool]]:
    """Return level and confirmation of the alerts of danger."""
    return [(one.level, one.confirmed) for one in story.alerts if one.rule == "life_safety"]


@pytest.mark.parametrize(
    ("told", "levels_seen"),
    [
        pytest.param(["sign.smoke"], [4, 4, 4], id="in passing, whoever says so"),
        pytest.param(["life.smoke"], [2, 2, 2], id="plainly"),
        pytest.param(["sign.injury", "sign.smoke"], [4, 4, 4], id="two dangers in passing"),
        pytest.param(["life.smoke", "sign.fire"], [2, 2, 2], id="plainly beside a hint of worse"),
    ],
)
def test_what_is_said_in_passing_rings_for_no_number_of_people(
    told: list[str], levels_seen: list[int]
) -> None:
    """A guard who cannot be woken may sleep, and a whole house may say so."""
    story, seen = Story(), []
    for key in ("phone/1", "phone/2", "phone/3"):
        story.complain(0, key, **TROUBLE | {"category": "fire", "signals": told})
        seen += [level for level, _ in levels(story)]
    assert seen == levels_seen


@pytest.mark.parametrize("order", [("sign.smoke", "life.smoke"), ("life.smoke", "sign.smoke")])
def test_words_in_passing_bear_out_what_another_says_plainly(order: tuple[str, str]) -> None:
    """Two people speak of danger, one of them plainly: enough in any category."""
    story = Story()
    for key, signal in zip(("phone/1", "phone/2"), order, strict=True):
        assert not any(confirmed for _, confirmed in levels(story))
        story.complain(0, key, **TROUBLE | {"signals": [signal]})
    assert levels(story) == [(2, True)]
    assert [one.signal for one in story.alerts] == ["life.smoke"]


def test_only_a_verdict_confirms_what_was_said_in_passing() -> None:
    """Filed where it fits it may still be a manner of speaking; who looked knows."""
    story = Story()
    story.complain(0, "phone/1", **TROUBLE | {"signals": ["sign.smoke"]})
    story.tell(MINUTE, "phone/1", e.ComplaintClassified(category="fire.smoke"))
    assert levels(story) == [(4, False)]
    story.tell(2 * MINUTE, story.alerts[0].id, e.AlertJudged("right"))
    assert [(one.level, one.signal) for one in story.alerts] == [(2, "life.smoke")]


def test_it_stands_first_of_the_equally_bad() -> None:
    """Thirteen other alerts at level Ⅳ, all newer, do not push it out of the picture."""
    story = Story()
    story.complain(0, "phone/1", **TROUBLE, signals=["sign.fire"])
    for n in range(13):
        story.complain(n + 1, f"web/{n}", place=f"A/F{n}", signals=["exposure.hotline"])
    shown, hidden = crises(story.state)
    assert (shown[0].signal, shown[0].confirmed) == ("sign.fire", False)
    assert hidden == {"4": 2}


def test_hints_put_together_are_hints() -> None:
    """Two persons' words in passing, merged, are no plain report."""
    story = Story()
    story.complain(0, "phone/1", who=1, **ELSEWHERE, signals=["sign.death"])
    story.complain(MINUTE, "phone/2", who=2, **TROUBLE | {"signals": ["sign.death"]})
    story.tell(2 * MINUTE, "phone/1", e.ClusterMerged("phone/2", "duty"))
    assert not any(confirmed for _, confirmed in levels(story))
