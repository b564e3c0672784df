"""What comes next: the steps about to breach, and the clusters with the newest activity."""

from collections.abc import Mapping
from itertools import chain, islice

from models import snapshot as s
from models.clock.counters import counts
from models.clock.limits import limits
from models.clock.standing import open_ends
from models.clock.targets import NAMES
from models.crisis.early import rising
from models.state import STANDINGS, Cluster, Complaint, State

HOUR = 3_600
DUE_SHOWN, BREACHES_SHOWN, CLUSTERS_SHOWN = 12, 4, 12
GROWTH = 100


def due_list(state: State) -> list[s.Due]:
    """Return the newest breaches, then what is about to breach, the soonest first."""
    newest = map(state.complaints.get, state.site.breached)
    late = (due_row(state, c, breached=True) for c in newest if c and c.breaches)
    rows = list(islice(chain.from_iterable(late), BREACHES_SHOWN))
    for complaint in state.deadlines.soonest(DUE_SHOWN - len(rows), counts):
        rows += due_row(state, complaint, breached=False)
    return rows


def due_row(state: State, complaint: Complaint, *, breached: bool) -> list[s.Due]:
    """Return the complaint's earliest breached, or next unbreached, step; at most one row."""
    ends, now = open_ends(complaint, limits(state, complaint)), state.site.at
    if breached:
        found = min((one for one in ends if one[0] <= now), default=None)
    else:
        found = next((one for one in ends if one[0] == complaint.due_at), None)
    if found is None:
        return []
    end, target = found
    return [
        s.Due(
            complaint=complaint.key,
            number=complaint.pos,
            place=complaint.place,
            category=complaint.category,
            step=NAMES[target],
            due=end,
            status="breached" if breached else STANDINGS[min(complaint.standing, 1)],
            cluster=complaint.cluster,
            urgency=complaint.urgency,
            person=complaint.person,
        )
    ]


def cluster_list(state: State, levels: Mapping[str, int]) -> list[s.Cluster]:
    """Return the clusters with open complaints, the newest activity first.

    `levels` gives the worst level of the open alerts about each cluster.
    """
    newest = (state.clusters[name] for name in reversed(state.latest))
    shown = islice((c for c in newest if c.open), CLUSTERS_SHOWN)
    return [cluster(state, c, levels.get(c.id, 0)) for c in shown]


def cluster(state: State, found: Cluster, level: int) -> s.Cluster:
    """Return a cluster as the screens show it; `level` is the worst of its alerts, 0 for none."""
    chance, next_level = rising(state, found, level)
    return s.Cluster(
        id=found.id,
        place=found.place,
        category=found.category,
        size=len(found.members),
        people=len(found.named) + found.callers,
        channels=len(found.channels),
        first=found.first,
        last=found.last,
        open=found.open,
        level=level,
        central=found.central or found.id,
        hour=grown(state, found),
        times=found.times,
        since=found.since,
        rising=chance,
        rising_to=next_level,
    )


def grown(state: State, found: Cluster) -> int:
    """Return how many of a cluster's complaints came within the last hour, at most `GROWTH`."""
    since = state.site.at - HOUR
    if found.last <= since:
        return 0
    newest = map(state.complaints.get, islice(reversed(found.members), GROWTH))
    return sum([c is not None and c.at > since for c in newest])
