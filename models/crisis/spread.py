"""Spread 扩散: one category in trouble in several buildings, on several floors, at several sites.

A site judges its buildings and floors, the portfolio its sites. Within a site a place counts
from two complaints on, and all must be rare by the category's share of the last day, even
without the place that has most of them: neither a busy hour nor a surge in one place spreads.
"""

from models.categories import holds
from models.crisis.chance import by_share, rarest
from models.crisis.evidence import Evidence
from models.crisis.hot import SLOW
from models.events import ComplaintReceived, SiteObserved
from models.policy.crisis import LevelAt
from models.state import Alert, State
from models.turn import Folds, Turn

RULE = "spread"
KEPT = 200
LISTED = 20
UNSORTED = "other"  # what has no category has none to spread


def received(state: State, turn: Turn, _data: object) -> None:
    """Judge the category of the new complaint over buildings and floors."""
    complaint = turn.received
    if complaint is None or complaint.backlog or complaint.kind != "complaint":
        return
    category = complaint.category
    if category == UNSORTED:
        return
    found = within(state, category)
    if found is None and (RULE, category) not in state.watched:
        return
    what, count, reached = found or ("", 0, None)
    people = state.lately.at("", category)
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=category,
            level=reached.level if reached else 0,
            quiet=state.rules.crisis.spread.quiet,
            category=category,
            count=count,
            threshold=reached.count if reached else state.rules.crisis.spread.floors.count,
            named=people.named,
            anonymous=len(people) - people.named,
            signal=what,
            complaints=tuple(state.lately.keys("", category, LISTED)),
        )
    )


def within(state: State, category: str) -> tuple[str, int, LevelAt] | None:
    """Return what the category spread over within the last hour, the worst first; None if not."""
    rules, lately = state.rules.crisis.spread, state.lately
    people = len(lately.at("", category))
    reached = []
    for what, by_place, at in (
        ("buildings", lately.buildings, rules.buildings),
        ("floors", lately.floors, rules.floors),
    ):
        where = by_place.get(category, {})
        if people < at.count * rules.people or len(where) < at.count:
            continue
        count = sum([n >= rules.people for n in where.values()])
        if count >= at.count and beyond_its_share(state, category, max(where.values())):
            reached.append((at.level, what, count, at))
    if not reached:
        return None
    _, what, count, at = min(reached, key=lambda found: found[:2])
    return what, count, at


def beyond_its_share(state: State, category: str, most: int) -> bool:
    """Whether so many of the hour's complainants name it as its share makes all but impossible.

    `most` is how many complaints the place has that has most; they are left out.
    """
    lately, total = state.lately, state.rolling.total
    people, others = len(lately.at("", category)) - most, lately.size - most
    before = max(0, total(f"leaf|{category}") - people - most)
    all_before = max(0, total("received") - lately.size)
    expected = by_share(others, before, all_before)
    return people > 0 and expected <= rarest(state.rules.crisis.spread.odds, people)


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
    if data.category and data.rule in rules.rules:
        over_sites(state, turn, data.category)


def over_sites(state: State, turn: Turn, category: str) -> None:
    """Say in how many sites the category is in trouble."""
    rules = state.rules.crisis.spread
    count = sites_with(state, category, turn.event.at)
    above = count >= rules.sites.count
    if not above and (RULE, category) not in state.watched:
        return
    turn.evidence.append(
        Evidence(
            rule=RULE,
            subject=category,
            level=rules.sites.level if above else 0,
            quiet=rules.quiet,
            category=category,
            count=count,
            threshold=rules.sites.count,
            signal="sites",
        )
    )


def sites_with(state: State, category: str, at: int) -> int:
    """Return at how many sites the category, or all that it is part of, is in trouble."""
    rules, site = state.rules.crisis.spread, state.site
    sites = {
        seen.site: None
        for seen, when in zip(site.observed, site.observed_at, strict=True)
        if when > at - rules.window
        and seen.rule in rules.rules
        and seen.signal not in SLOW
        and holds(seen.category, category)
    }
    return len(sites)


def now(state: State, alert: Alert, at: int) -> int:
    """Return the level that the category has now, 0 for none."""
    if alert.signal == "sites":
        rules = state.rules.crisis.spread.sites
        return rules.level if sites_with(state, alert.subject, at) >= rules.count else 0
    found = within(state, alert.subject)
    return found[2].level if found else 0


FOLDS: Folds = {ComplaintReceived: received, SiteObserved: observed}
