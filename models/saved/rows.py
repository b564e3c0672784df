"""What each row of a state holds, and which changed.

Rows are named by what they hold: `site`, `opened` (its description), `rules`, `apart`, `c:`
complaints, `g:` clusters, `n:` chunks of their members, `a:` alerts, `m:` messages of the cluster
index, `h:` quarters of the rolling counts, `k:` limits that older complaints keep, `r:` rhythms.
"""

from collections.abc import Callable
from typing import Any
from zlib import crc32

import msgspec
from msgspec.structs import replace

from models.clock.targets import Kept
from models.clusters.apart import Apart
from models.clusters.members import Chunk, chunk, chunks
from models.clusters.rows import Message
from models.crisis.rhythm import Rhythm
from models.events import SiteOpened
from models.policy import Policy
from models.state import Alert, Cluster, Complaint, Site, State

ENCODE = msgspec.msgpack.Encoder().encode
SITE, OPENED, RULES, APART = "site", "opened", "rules", "apart"
KINDS = (Site, Policy, Apart, Kept, Complaint, Cluster, Alert, Message, Rhythm)
ROWS = (*KINDS, Chunk, dict[str, int])
# What other code saved in another shape is not ours to read: whoever finds it folds the log anew.
SHAPES = msgspec.json.schema_components(ROWS)
LAYOUT = f"{crc32(msgspec.json.encode(SHAPES, order='sorted')):08x}"
NOT_OPENED = SiteOpened()


def changes(state: State) -> tuple[dict[str, bytes], list[str]]:
    """Return (rows that changed since the last call, names of rows that are gone)."""
    changed: dict[str, bytes] = {}
    gone: list[str] = []
    state.touch(SITE)  # it holds the position
    for name in state.touched:
        value = find(state, name)
        if value is None:
            gone.append(name)
        else:
            changed[name] = ENCODE(value)
    state.touched = {}
    return changed, gone


def find(state: State, name: str) -> Any:
    """Return what a row holds, None if it is gone."""
    kind, _, key = name.partition(":")
    return FIND[kind](state, key)


def without_opened(site: Site) -> Site:
    """Return the site's facts without its description, which hardly ever changes."""
    return replace(site, opened=NOT_OPENED)


def without_members(cluster: Cluster) -> Cluster:
    """Return the cluster without what its chunks hold."""
    return replace(cluster, members=[], said_by=[], named={})


def find_cluster(state: State, key: str) -> Cluster | None:
    """Return what the row of a cluster holds."""
    cluster = state.clusters.get(key)
    return without_members(cluster) if cluster else None


def find_chunk(state: State, key: str) -> Chunk | None:
    """Return a chunk of a cluster's members."""
    name, _, number = key.rpartition("|")
    cluster = state.clusters.get(name)
    return chunk(cluster, int(number)) or None if cluster else None


FIND: dict[str, Callable[[State, str], Any]] = {
    SITE: lambda state, _: without_opened(state.site),
    OPENED: lambda state, _: state.site.opened,
    RULES: lambda state, _: state.policy,
    APART: lambda state, _: state.apart,
    "c": lambda state, key: state.complaints.get(key),
    "g": find_cluster,
    "n": find_chunk,
    "a": lambda state, key: state.alerts.get(key),
    "m": lambda state, key: state.index.rows.get(int(key)) if state.index else None,
    "h": lambda state, key: state.rolling.quarters.get(int(key)),
    "k": lambda state, key: state.kept[int(key)] if int(key) < len(state.kept) else None,
    "r": lambda state, key: state.rhythms.get(key),
}


def everything(state: State) -> dict[str, bytes]:
    """Return all rows of the state, in an order that depends on nothing but the state."""
    rows: dict[str, Any] = {SITE: without_opened(state.site), OPENED: state.site.opened}
    rows |= {RULES: state.policy} if state.policy else {}
    rows |= {APART: state.apart} if state.apart.names else {}
    rows |= {f"k:{i}": kept for i, kept in enumerate(state.kept)}
    rows |= {f"c:{key}": value for key, value in state.complaints.items()}
    rows |= {f"g:{key}": without_members(value) for key, value in state.clusters.items()}
    rows |= {
        f"n:{key}|{number}": chunk(value, number)
        for key, value in state.clusters.items()
        for number in chunks(value)
    }
    rows |= {f"a:{key}": value for key, value in state.alerts.items()}
    rows |= {f"m:{key}": value for key, value in (state.index.rows if state.index else {}).items()}
    rows |= {f"h:{key}": value for key, value in state.rolling.quarters.items()}
    rows |= {f"r:{key}": value for key, value in state.rhythms.items()}
    return {name: ENCODE(value) for name, value in sorted(rows.items())}
