"""热点投诉, a hot topic: several households on one matter over weeks, rather than at once.

They are told apart within a cluster by who they are, and over several by how often the trouble
has returned after it was over.
"""

from models.crisis.evidence import Evidence
from models.state import Cluster, Complaint, State

HOUSEHOLDS, RETURNED = "households", "returned"
SLOW = (HOUSEHOLDS, RETURNED)
KEPT = 20
WALKED = 200  # newest members among which households are counted


def hot(state: State, complaint: Complaint, cluster: Cluster | None, at: int) -> Evidence | None:
    """Return the evidence of a hot topic, None if it is none."""
    rules = state.rules.crisis.surge.hot
    homes = households(state, cluster, at) if cluster else 0
    count, signal = (
        (homes, HOUSEHOLDS) if homes >= rules.count else (returns(state, complaint, at), RETURNED)
    )
    if count < rules.count:
        return None
    return Evidence(
        rule="surge",
        subject=complaint.cluster,
        level=rules.level,
        quiet=rules.quiet,
        place=cluster.place if cluster else complaint.place,
        category=cluster.category if cluster else complaint.category,
        cluster=complaint.cluster,
        count=count,
        threshold=rules.count,
        signal=signal,
        complaints=tuple(cluster.members[-KEPT:]) if cluster else (complaint.key,),
    )


def returns(state: State, complaint: Complaint, at: int) -> int:
    """Return how often the trouble has come, if that was all within the window; else 0."""
    row = state.index.rows.get(complaint.pos) if state.index else None
    recent = row is not None and row.since > at - state.rules.crisis.surge.hot.window
    return row.times if row is not None and recent else 0


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
