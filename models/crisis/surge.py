"""Surge 激增: many distinct complainants in one cluster within the window.

A matter that several households bring up over weeks, rather than at once, is hot (`hot.py`);
a crowd in one building may be several clusters (`crowd.py`).
"""

from typing import TypeVar

from models.crisis import crowd
from models.crisis.evidence import Evidence
from models.crisis.hot import hot
from models.events import ComplaintReceived
from models.policy.crisis import LevelAt
from models.state import Alert, Cluster, State
from models.turn import Folds, Turn

RULE = "surge"
KEPT = 20
Caller = TypeVar("Caller", int, str)


def received(state: State, turn: Turn, _data: object) -> None:
    """Count people, not messages; a caller without a name counts once per channel and place."""
    complaint, cluster, at = turn.received, turn.cluster, turn.event.at
    if complaint is None or complaint.backlog or complaint.kind != "complaint":
        return
    rules = state.rules.crisis.surge
    reached = None
    if cluster is not None:
        forget(cluster, at - rules.window)
        reached = level(rules.levels, len(cluster.recent) + len(cluster.anonymous))
    slow = hot(state, complaint, cluster, at) if reached is None else None
    if slow is not None:
        turn.evidence.append(slow)
    elif cluster is not None and (reached or (RULE, cluster.id) in state.watched):
        turn.evidence.append(surge(state, cluster, reached))
    together = crowd.crowd(state, turn, complaint)
    if together is not None:
        turn.evidence.append(together)


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
    """Return the level that the cluster, or the building, has now, 0 for none."""
    if alert.signal == crowd.BUILDING:
        return crowd.now(state, alert)
    cluster = state.clusters.get(alert.subject)
    if cluster is None:
        return 0
    rules = state.rules.crisis.surge
    forget(cluster, at - rules.window)
    state.touch(f"g:{cluster.id}")
    reached = level(rules.levels, len(cluster.recent) + len(cluster.anonymous))
    return reached.level if reached else 0


FOLDS: Folds = {ComplaintReceived: received}
