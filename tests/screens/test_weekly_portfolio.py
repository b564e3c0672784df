"""The weekly over several sites: each counts, by what it keeps itself."""

import pytest

from dashboard.desk_seat import covered
from dashboard.weekly_figures import Figures, Kept
from models.events import SiteClock, SiteOpened
from models.snapshot import Share
from tests.screens.test_weekly_figures import DAY, HOUR, computed, row, step

HASTY, LAX, NONE = Kept(registration=HOUR), Kept(registration=2 * DAY), Kept()
DONE = {"due_plan": 13 * DAY, "done_plan": 12 * DAY}


def of_both(mall: Kept = NONE, tower: Kept = NONE) -> Figures:
    """Three complaints at the mall and two at the tower, whose clusters have the same ids."""
    return computed(
        row(11 * DAY, cluster="c", time=10 * DAY, **DONE),
        row(12 * DAY, cluster="c"),
        row(13 * DAY, cluster="d"),
        row(11 * DAY, site="tower", cluster="c", time=10 * DAY, **DONE),
        row(12 * DAY, site="tower", cluster="d", due_resolution=13 * DAY),
        clusters=[
            ("mall", "c", 2, 2, False),
            ("mall", "d", 1, 1, False),
            ("tower", "c", 1, 1, False),
            ("tower", "d", 2, 1, False),
        ],
        promised=[(11 * DAY, 11 * DAY), (12 * DAY, None)],
        by="site",
        mall=mall,
        tower=tower,
    )


@pytest.mark.parametrize(
    ("sentence", "found", "expected"),
    [
        ("complaints of both are added up", of_both().received, 5),
        ("a cluster counts at its own site, not at one with the same id",
         of_both().duplicates, Share(3, 5)),
        ("clusters of both were worked, one of them repeatedly", of_both().repeated, Share(1, 2)),
        ("promises of both are counted", of_both().promises, Share(1, 2)),
        ("late is late by a site's own target",
         of_both(mall=HASTY, tower=LAX).entered_late, Share(1, 5)),
        ("a site without a target is not measured",
         of_both(tower=HASTY).entered_late, Share(1, 2)),
        ("no target anywhere, nothing measured", of_both().entered_late, Share()),
        ("a step counts at all sites that keep it", step(of_both(), "plan")[::2], (Share(2, 2), 2)),
        ("a step counts only at sites that keep it",
         step(of_both(tower=Kept(("receipt",))), "plan")[::2], (Share(1, 1), 1)),
        ("steps come in their order, those that any site keeps",
         [one.step for one in of_both(Kept(("follow_up",)), Kept(("plan", "receipt"))).steps],
         ["receipt", "plan", "follow_up"]),
        ("sites stand where places do, the busiest first",
         [(one.name, one.received, one.resolution) for one in of_both().where],
         [("mall", 3, Share()), ("tower", 2, Share(0, 1))]),
    ],
)  # fmt: skip
def test_several_sites_are_one_report(sentence: str, found: object, expected: object) -> None:
    """What is added up is the same as at one site; what a site promised is its own."""
    assert found == expected, sentence


@pytest.mark.parametrize(
    ("sentence", "site", "expected"),
    [
        ("the portfolio is its live sites: no replay, no import, not itself",
         "portfolio", ("mall", "tower")),
        ("a site is itself", "mall", ("mall",)),
        ("so is a replayed one", "mall-day-1", ("mall-day-1",)),
    ],
)  # fmt: skip
def test_a_past_is_not_added_to_today(sentence: str, site: str, expected: tuple[str, ...]) -> None:
    """A site with a clock of its own is reported alone."""
    sites = {
        "mall": SiteOpened(),
        "mall-day-1": SiteOpened(clock=SiteClock(base=1, wall_base=2, rate=600)),
        "nyc": SiteOpened(clock=SiteClock(base=1, wall_base=2)),
        "portfolio": SiteOpened(kind="portfolio"),
        "tower": SiteOpened(),
    }
    assert covered(site, sites) == expected, sentence


def test_without_a_live_site_nothing_is_covered() -> None:
    """An installation that only ever replayed has no week of its own."""
    assert covered("portfolio", {"portfolio": SiteOpened(kind="portfolio")}) == ()
