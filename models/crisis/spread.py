"""Spread 扩散: one category in trouble at several sites; the portfolio judges it."""

from models.crisis.evidence import Evidence
from models.events import SiteObserved
from models.state import State
from models.turn import Folds, Turn

RULE = "spread"
KEPT = 200


def observed(state: State, turn: Turn, data: SiteObserved) -> None:
    """Keep what sites saw within the window and count the sites per category."""
    at, site = turn.event.at, state.site
    rules = state.rules.crisis.spread
    kept = [
        (seen, when)
        for seen, when in zip(site.observed, site.observed_at, strict=True)
        if when > at - rules.window
        and (seen.site, seen.rule, seen.category, seen.place)
        != (data.site, data.rule, data.category, data.place)
    ]
    if data.level:
        kept.append((data, at))
    site.observed = [seen for seen, _ in kept][-KEPT:]
    site.observed_at = [when for _, when in kept][-KEPT:]
    if data.category:
        judge(state, turn, data.category.partition(".")[0])


def judge(state: State, turn: Turn, category: str) -> None:
    """Say in how many sites the category is in trouble."""
    rules = state.rules.crisis.spread
    sites = {s.site: None for s in state.site.observed if s.category.partition(".")[0] == category}
    above = len(sites) >= rules.sites.count
    if not above and (RULE, category) not in state.watched:
        return
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=category,
            level=rules.sites.level if above else 0,
            quiet=rules.quiet,
            category=category,
            count=len(sites),
            threshold=rules.sites.count,
        )
    )


FOLDS: Folds = {SiteObserved: observed}
