"""The members of a cluster, and what is counted from them.

They are saved in chunks of their own: who joins a large cluster does not rewrite all of it.
"""

from models.clusters.index import Index
from models.places import common
from models.state import Cluster, Complaint, State

CHUNK = 32
Chunk = list[tuple[str, int]]  # members and who each came from


def index_of(state: State) -> Index:
    """Return the site's index of recent messages."""
    if state.index is None:
        state.index = Index(state.rules.clusters)
    return state.index


def target(state: State, name: str) -> Cluster | None:
    """Return the cluster that a name leads to, founded now if a complaint stood alone.

    None if everything under that name is forgotten.
    """
    seen: dict[str, None] = {}
    while name not in seen:
        seen[name] = None
        if (cluster := state.clusters.get(name)) is not None and not cluster.merged_into:
            return cluster
        complaint = state.complaints.get(name)
        if cluster is not None:
            name = cluster.merged_into
        elif complaint is not None and complaint.cluster != name:
            name = complaint.cluster
        elif complaint is not None:
            return found(state, complaint)
    return None


def found(state: State, founder: Complaint) -> Cluster:
    """Make a cluster of its founding complaint, with what the index knows of its past."""
    row = index_of(state).rows.get(founder.pos)
    cluster = Cluster(
        id=founder.key,
        place=founder.place,
        category=founder.category,
        first=founder.at,
        last=founder.at,
        touched=founder.pos,
        central=founder.key,
        times=row.times if row else 1,
        since=row.since if row else 0,
    )
    state.clusters[cluster.id] = cluster
    admit(state, cluster, founder)
    return cluster


def admit(state: State, cluster: Cluster, complaint: Complaint) -> None:
    """Count a member in: people, channels, the place that holds all members."""
    complaint.cluster = cluster.id
    enter_member(cluster, complaint.key, complaint.who)
    state.touch(f"n:{cluster.id}|{(len(cluster.members) - 1) // CHUNK}")
    cluster.place = common(cluster.place, complaint.place)
    cluster.first = min(cluster.first, complaint.at)
    cluster.last = max(cluster.last, complaint.at)
    cluster.open += complaint.status == "open"
    if complaint.channel not in cluster.channels:
        cluster.channels.append(complaint.channel)
    heard(state, cluster, complaint)
    state.touch(f"c:{complaint.key}")


def enter_member(cluster: Cluster, member: str, who: int) -> None:
    """Put a member at the end; `who` filed it, 0 if that is not known."""
    cluster.members.append(member)
    cluster.said_by.append(who)
    if who:
        cluster.named[who] = cluster.named.get(who, 0) + 1


def heard(state: State, cluster: Cluster, complaint: Complaint) -> None:
    """Note who spoke and when; a caller without a name counts once per channel and place."""
    if complaint.who:
        cluster.recent.pop(complaint.who, None)
        cluster.recent[complaint.who] = complaint.at
    else:
        slot = complaint.at // state.rules.crisis.surge.anonymous_every
        caller = f"{complaint.channel}|{complaint.place}|{slot}"
        if caller not in cluster.anonymous:
            cluster.callers += 1
            cluster.anonymous[caller] = complaint.at


def recount(state: State, cluster: Cluster) -> None:
    """Count anew after people moved members; what is forgotten stays a caller without a name."""
    known = [state.complaints[key] for key in cluster.members if key in state.complaints]
    gone = [key for key in cluster.members if key not in state.complaints]
    known.sort(key=lambda complaint: complaint.pos)
    cluster.members, cluster.said_by = gone, [0] * len(gone)
    cluster.channels, cluster.callers, cluster.open = [], len(gone), 0
    cluster.named, cluster.anonymous, cluster.recent = {}, {}, {}
    if known and not gone:
        cluster.place, cluster.first, cluster.last = known[0].place, known[0].at, known[0].at
    for complaint in known:
        admit(state, cluster, complaint)
    cluster.central = index_of(state).central(cluster.id) or cluster.id
    touch_members(state, cluster)


def chunk(cluster: Cluster, number: int) -> Chunk:
    """Return one chunk of the members, empty beyond the last."""
    here = slice(number * CHUNK, (number + 1) * CHUNK)
    return list(zip(cluster.members[here], cluster.said_by[here], strict=True))


def chunks(cluster: Cluster) -> range:
    """Return the numbers of the cluster's chunks."""
    return range(-(-len(cluster.members) // CHUNK))


def touch_members(state: State, cluster: Cluster) -> None:
    """Note that all chunks change; said before members go and after they came."""
    for number in chunks(cluster):
        state.touch(f"n:{cluster.id}|{number}")


def touch(state: State, cluster: Cluster, pos: int) -> None:
    """The cluster is the one with the newest activity."""
    cluster.touched = pos
    state.latest.pop(cluster.id, None)
    state.latest[cluster.id] = None
    state.touch(f"g:{cluster.id}")
