"""重复处理率 counts the clusters that more than one person works, each for himself."""

import pytest

from models import events as e
from tests.story import MINUTE, Story

HERE = {"place": "A/F3", "category": "engineering.lift", "words": range(900, 910)}


@pytest.mark.parametrize(
    ("second", "workers"),
    [
        pytest.param([e.ReceiptConfirmed("b"), e.PlanTold("b")], ["a"], id="only talks"),
        pytest.param([e.Resolved(by="a"), e.FollowedUp(by="b")], ["a"], id="asks afterwards"),
        pytest.param([e.Diagnosed("b")], ["a", "b"], id="looks as well"),
        pytest.param([e.ProgressTold("b")], ["a", "b"], id="has a first result"),
        pytest.param([e.Resolved(by="b")], ["a", "b"], id="resolves"),
        pytest.param([e.Resolved(by="a")], ["a"], id="the same person does it all"),
    ],
)
def test_work_is_what_was_done_not_what_was_said(second: list[e.Data], workers: list[str]) -> None:
    """A desk that answers the complainants does not work on their trouble."""
    story = Story()
    story.complain(0, "phone/1", who=1, **HERE)
    story.complain(MINUTE, "phone/2", who=2, **HERE)
    story.tell(2 * MINUTE, "phone/1", e.Diagnosed("a"))
    for fact in second:
        story.tell(3 * MINUTE, "phone/2", fact)
    (cluster,) = story.state.clusters.values()
    assert cluster.workers == workers
