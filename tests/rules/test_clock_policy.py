"""A new policy while complaints are open."""

import pytest

from models import saved
from models.clock.limits import limits
from models.effects import Recomputed
from models.policy.load import adoption, load
from tests.rules.test_clock_deeper import KEY, seen
from tests.story import EIGHT, MINUTE, SITE, Story


@pytest.mark.parametrize(("on_change", "minutes"), [("recompute", 10), ("keep", 30)])
def test_a_new_policy_in_mid_life(on_change: str, minutes: int) -> None:
    """Open complaints follow a new policy or keep their limits, as it says; and it is told."""
    story = Story()
    old = story.complain(0, KEY)
    rules = adoption(load())
    rules.policy["clock"]["limits"]["receipt"] = 10 * MINUTE
    rules.policy["clock"]["on_change"] = on_change
    story.tell(MINUTE, SITE, rules)
    new = story.complain(MINUTE, "phone/2")
    assert seen(story, old)["receipt"].due == EIGHT + minutes * MINUTE
    assert seen(story, new)["receipt"].due == EIGHT + 11 * MINUTE
    told = [effect for effect in story.effects if isinstance(effect, Recomputed)]
    assert [(one.on_change, one.complaints, one.moved) for one in told] == [
        (on_change, 1, on_change == "recompute")
    ]
    again = saved.load(SITE, {k.encode(): v for k, v in saved.everything(story.state).items()})
    assert limits(again, old)[0].limit == minutes * MINUTE
