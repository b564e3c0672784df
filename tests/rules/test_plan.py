"""The stacking plan: columns of floors, whatever shape the place tree has."""

from models.events import Place, SiteOpened
from models.picture import paint
from models.plan import plan
from tests.story import Story

ESTATE = SiteOpened(
    places=[
        Place("1", "building"),
        Place("1/U1", "unit"),
        Place("1/U1/F1", "floor", order=1),
        Place("1/U1/F2", "floor", order=2),
        Place("1/U1/F2/201", "room"),
        Place("garage", "area"),
    ]
)


def test_floors_stand_in_the_unit_that_holds_them() -> None:
    """An estate's columns are its units; a place without floors is a column of its own."""
    assert plan(ESTATE).columns == {"1/U1": ["1/U1/F2", "1/U1/F1"], "garage": []}


def test_a_complaint_counts_on_its_floor_and_column() -> None:
    """A room's complaint shows on its floor; one about an unknown top place gets a column."""
    story = Story(ESTATE)
    story.complain(0, "phone/1", place="1/U1/F2/201")
    story.complain(1, "phone/2", place="pool|side/x")
    columns = [(b.path, b.open, [f.open for f in b.floors]) for b in paint(story.state).buildings]
    assert columns == [("1/U1", 1, [1, 0]), ("garage", 0, []), ("pool|side", 1, [])]


def test_a_changed_tree_is_counted_anew() -> None:
    """When the site is described again, the open complaints move to the new columns."""
    story = Story()
    story.complain(0, "phone/1", place="1/U1/F2/201")
    story.tell(1, "mall-1", ESTATE)
    assert paint(story.state).buildings[0].open == 1
