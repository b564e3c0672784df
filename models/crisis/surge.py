"""Surge 激增: many distinct complainants in one cluster within the window.

A matter that several households bring up over days, rather than at once, is hot (热点投诉).
"""

from typing import TypeVar

from models.crisis.evidence import Evidence
from models.events import ComplaintReceived
from models.policy.crisis import LevelAt
from models.state import Alert, Cluster, State
from models.turn import Folds, Turn

RULE, HOT = "surge", "households"
KEPT = 20
WALKED = 200  # newest members among which households are counted
Caller = TypeVar("Caller", int, str)


def received(state: State, turn: Turn, _data: object) -> None:
    """Count people, not messages; a caller without a name counts once per channel and place."""
    complaint, cluster = turn.received, turn.cluster
    if complaint is None or cluster is None or complaint.backlog or complaint.kind != "complaint":
        return
    at, rules = turn.event.at, state.rules.crisis.surge
    forget(cluster, at - rules.window)
    reached = level(rules.levels, len(cluster.recent) + len(cluster.anonymous))
    homes = households(state, cluster, at) if reached is None else 0
    if homes >= rules.hot.count:
        turn.evidence.append(hot(state, cluster, homes))
    elif reached or (RULE, cluster.id) in state.watched:
        turn.evidence.append(surge(state, cluster, reached))


def surge(state: State, cluster: Cluster, reached: LevelAt | None) -> Evidence:
    """Return how many people the last window brought."""
    rules = state.rules.crisis.surge
    named, anonymous = len(cluster.recent), len(cluster.anonymous)
    return Evidence(
        rule=RULE,
        subject=cluster.id,
        level=reached.level if reached else 0,
        quiet=rules.quiet,
        place=cluster.place,
        category=cluster.category,
        cluster=cluster.id,
        count=named + anonymous,
        threshold=reached.count if reached else rules.levels[-1].count,
        named=named,
        anonymous=anonymous,
        complaints=tuple(cluster.members[-KEPT:]),
    )


def hot(state: State, cluster: Cluster, homes: int) -> Evidence:
    """Return how many households one matter has brought up."""
    rules = state.rules.crisis.surge.hot
    return Evidence(
        rule=RULE,
        subject=cluster.id,
        level=rules.level,
        quiet=rules.quiet,
        place=cluster.place,
        category=cluster.category,
        cluster=cluster.id,
        count=homes,
        threshold=rules.count,
        named=homes,
        signal=HOT,
        complaints=tuple(cluster.members[-KEPT:]),
    )


def households(state: State, cluster: Cluster, at: int) -> int:
    """Return how many named complainants there were, if they came days apart; else 0."""
    rules = state.rules.crisis.surge.hot
    if len(cluster.named) < rules.count or cluster.last - cluster.first < rules.apart:
        return 0
    homes: dict[int, None] = {}
    oldest = at
    for key in cluster.members[: -WALKED - 1 : -1]:
        complaint = state.complaints.get(key)
        if complaint is None or complaint.at <= at - rules.window:
            continue
        if complaint.who:
            homes[complaint.who] = None
            oldest = min(oldest, complaint.at)
    return len(homes) if at - oldest >= rules.apart else 0


def forget(cluster: Cluster, before: int) -> None:
    """Drop who was last heard before the window."""
    drop_before(cluster.recent, before)
    drop_before(cluster.anonymous, before)


def drop_before(seen: dict[Caller, int], before: int) -> None:
    """Drop the callers last heard at `before` or earlier; a merge may have put them anywhere."""
    for caller in [caller for caller, at in seen.items() if at <= before]:
        del seen[caller]


def level(levels: list[LevelAt], count: int) -> LevelAt | None:
    """Return the worst level that the count reaches."""
    reached = [entry for entry in levels if count >= entry.count]
    return min(reached, key=lambda entry: entry.level) if reached else None


def now(state: State, alert: Alert, at: int) -> int:
    """Return the level that the cluster has now, 0 for none."""
    cluster = state.clusters.get(alert.subject)
    if cluster is None:
        return 0
    rules = state.rules.crisis.surge
    forget(cluster, at - rules.window)
    state.touch(f"g:{cluster.id}")
    reached = level(rules.levels, len(cluster.recent) + len(cluster.anonymous))
    return reached.level if reached else 0


FOLDS: Folds = {ComplaintReceived: received}
