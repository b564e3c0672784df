"""Early warning: how likely a cluster reaches the next level within the hour. Never an alert.

The people of the last quarter of an hour, against those of the three quarters before, tell how
many more to expect: (NEW · latest − OLD · older) / OF. How many come is taken for geometrically
distributed around that, so the chance that `lacking` more come is (m / (1 + m)) ** lacking. The
three factors were fitted on simulated months and tried on others (`bench/early.py`).
"""

from collections.abc import Mapping
from itertools import chain, islice

from models.state import Cluster, State

QUARTER = 900
NEW, OLD, OF = 12, 4, 20
SURE = 1_000
LOOKED_AT = 50  # clusters with the newest activity
REMEMBERED = 512  # chances: many pictures are painted within a second, and few clusters change


def rising(state: State, cluster: Cluster, worst: int) -> tuple[int, int]:
    """Return (chance in thousandths, level) of the next level above `worst` (0: none yet)."""
    now = (state.site.at, cluster.id, cluster.touched, worst)
    known = state.rising.get(now)
    if known is None:
        if len(state.rising) >= REMEMBERED:
            state.rising.clear()
        known = state.rising[now] = reckoned(state, cluster, worst)
    return known


def reckoned(state: State, cluster: Cluster, worst: int) -> tuple[int, int]:
    """Return the same, worked out from who complained when."""
    rules = state.rules.crisis.surge
    above = [entry for entry in rules.levels if not worst or entry.level < worst]
    lively, since = state.site.at - QUARTER, state.site.at - rules.window
    if not above or cluster.last <= lively:
        return 0, 0
    latest = older = 0
    for when in chain(cluster.recent.values(), cluster.anonymous.values()):
        if when > lively:
            latest += 1
        elif when > since:
            older += 1
    window = latest + older
    coming = [(entry.count, entry.level) for entry in above if entry.count > window]
    if not coming or not latest:
        return 0, 0
    count, level = min(coming)
    return chance(latest, older, count - window), level


def chance(latest: int, older: int, lacking: int) -> int:
    """Return the chance, in thousandths, that `lacking` more people come within the hour."""
    more = max(1, NEW * latest - OLD * older)
    return int(SURE * more**lacking // (OF + more) ** lacking)


def site_rising(state: State, levels: Mapping[str, int]) -> int:
    """Return the chance that any cluster heard of lately comes to its next level in the hour.

    `levels` is what `levels_of` gives.
    """
    none = SURE
    for name in islice(reversed(state.latest), LOOKED_AT):
        chance_of_it, _ = rising(state, state.clusters[name], levels.get(name, 0))
        none = none * (SURE - chance_of_it) // SURE
    return SURE - none


def levels_of(state: State) -> dict[str, int]:
    """Return the worst level of the open alerts about each cluster."""
    levels: dict[str, int] = {}
    for alert in state.watched.values():
        levels[alert.cluster] = min(alert.level, levels.get(alert.cluster, alert.level))
    return levels
