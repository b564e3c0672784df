"""Surge 激增: many distinct complainants in one cluster within the window."""

from typing import TypeVar

from models.crisis.evidence import Evidence
from models.events import ComplaintReceived
from models.policy import LevelAt, Surge
from models.state import Cluster, State
from models.turn import Folds, Turn

RULE = "surge"
Caller = TypeVar("Caller", int, str)


def received(state: State, turn: Turn, _data: object) -> None:
    """Count people, not messages; a caller without a name counts once per channel and place."""
    complaint, cluster = turn.received, turn.cluster
    if complaint is None or cluster is None or complaint.backlog or complaint.kind != "complaint":
        return
    rules = state.rules.crisis.surge
    forget(cluster, turn.event.at - rules.window)
    named, anonymous = len(cluster.recent), len(cluster.anonymous)
    reached = level(rules, named + anonymous)
    if reached is None and (RULE, cluster.id) not in state.watched:
        return
    turn.evidence.append(
        Evidence(
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
            complaint=complaint.key,
        )
    )


def forget(cluster: Cluster, before: int) -> None:
    """Drop who was last heard before the window; both dictionaries are oldest first."""
    drop_before(cluster.recent, before)
    drop_before(cluster.anonymous, before)


def drop_before(seen: dict[Caller, int], before: int) -> None:
    """Drop the callers last heard at `before` or earlier."""
    for caller in [caller for caller, at in seen.items() if at <= before]:
        del seen[caller]


def level(rules: Surge, count: int) -> LevelAt | None:
    """Return the worst level that the count reaches."""
    reached = [entry for entry in rules.levels if count >= entry.count]
    return min(reached, key=lambda entry: entry.level) if reached else None


FOLDS: Folds = {ComplaintReceived: received}
