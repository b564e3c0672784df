"""Fold complaints into clusters, and what people decide about them."""

from models import events as e
from models.clusters.index import Index
from models.clusters.rows import Judgement, Message
from models.effects import Joined
from models.places import common
from models.state import Cluster, Complaint, State
from models.turn import Folds, Turn

HOUR = 3_600


def index_of(state: State) -> Index:
    """Return the site's index of recent messages."""
    if state.index is None:
        state.index = Index(state.rules.clusters)
    return state.index


def received(state: State, turn: Turn, data: e.ComplaintReceived) -> None:
    """Find the trouble that the new complaint is part of."""
    complaint = turn.received
    if complaint is None:
        return
    index = index_of(state)
    for pos in index.expire(turn.event.at):
        state.touch(f"m:{pos}")
    message = Message(
        pos=complaint.pos,
        key=complaint.key,
        cluster=complaint.key,
        at=complaint.at,
        time=complaint.time,
        place=complaint.place,
        category=complaint.category,
        terms=data.terms,
        weights=data.weights,
    )
    judgement = index.judge(message, frozenset())
    if judgement.joined is not None:
        join(state, turn, complaint, judgement.joined)
        message.cluster = complaint.cluster
    index.add(message)
    explain(turn, complaint, judgement)
    state.touch(f"m:{complaint.pos}")


def explain(turn: Turn, complaint: Complaint, judgement: Judgement) -> None:
    """Record why it was joined, and what else it looks like."""
    reason = judgement.reason
    if reason is None:
        return
    joined = [(judgement.joined, complaint.cluster != judgement.joined)] if judgement.joined else []
    for cluster, suggested in [*joined, *((name, True) for name in judgement.suggested)]:
        turn.effects.append(
            Joined(
                complaint=complaint.key,
                cluster=cluster,
                at=turn.event.at,
                suggested=suggested,
                like=reason.like,
                score=reason.score,
                place=reason.place,
                minutes=reason.minutes,
                shared=reason.shared,
            )
        )


def join(state: State, turn: Turn, complaint: Complaint, name: str) -> None:
    """Make the complaint a member of the cluster, which the second member calls into being.

    A trouble that is long over and forgotten is not joined: what comes back is a new one.
    """
    cluster = state.clusters.get(name) or found(state, name)
    if cluster is None:
        return
    turn.cluster = cluster
    admit(state, cluster, complaint)
    touch(state, cluster, turn.event.pos)


def found(state: State, name: str) -> Cluster | None:
    """Make a cluster of its founding complaint; None if that one is forgotten."""
    founder = state.complaints.get(name)
    if founder is None:
        return None
    cluster = Cluster(
        id=founder.key,
        place=founder.place,
        category=founder.category,
        first=founder.at,
        last=founder.at,
        touched=founder.pos,
    )
    state.clusters[cluster.id] = cluster
    admit(state, cluster, founder)
    return cluster


def admit(state: State, cluster: Cluster, complaint: Complaint) -> None:
    """Count a member in: people, channels, the place that holds all members."""
    complaint.cluster = cluster.id
    cluster.members.append(complaint.key)
    cluster.place = common(cluster.place, complaint.place)
    cluster.first = min(cluster.first, complaint.at)
    cluster.last = max(cluster.last, complaint.at)
    cluster.open += complaint.status == "open"
    if complaint.channel not in cluster.channels:
        cluster.channels.append(complaint.channel)
    heard(state, cluster, complaint)
    state.touch(f"c:{complaint.key}")


def heard(state: State, cluster: Cluster, complaint: Complaint) -> None:
    """Note who spoke and when; a caller without a name counts once per channel and place."""
    if complaint.who:
        cluster.named[complaint.who] = cluster.named.get(complaint.who, 0) + 1
        cluster.recent.pop(complaint.who, None)
        cluster.recent[complaint.who] = complaint.at
    else:
        slot = complaint.at // state.rules.crisis.surge.anonymous_every
        caller = f"{complaint.channel}|{complaint.place}|{slot}"
        if caller not in cluster.anonymous:
            cluster.callers += 1
            cluster.anonymous[caller] = complaint.at


def touch(state: State, cluster: Cluster, pos: int) -> None:
    """The cluster is the one with the newest activity."""
    cluster.touched = pos
    state.latest.pop(cluster.id, None)
    state.latest[cluster.id] = None
    state.touch(f"g:{cluster.id}")


def joined(state: State, turn: Turn, data: e.ClusterJoined) -> None:
    """A person put the complaint into a cluster."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is None or complaint.cluster == data.cluster:
        return
    leave(state, turn, complaint)
    join(state, turn, complaint, data.cluster)
    move(state, complaint)
    turn.effects.append(Joined(complaint.key, complaint.cluster, turn.event.at, by=data.by))


def parted(state: State, turn: Turn, _data: object) -> None:
    """A person took the complaint out; it is a trouble of its own from now on."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is not None and complaint.cluster in state.clusters:
        leave(state, turn, complaint)
        move(state, complaint)


def leave(state: State, turn: Turn, complaint: Complaint) -> None:
    """Take the complaint out of its cluster; where it founded it, the next member's key stays."""
    cluster = state.clusters.get(complaint.cluster)
    complaint.cluster = complaint.key
    state.touch(f"c:{complaint.key}")
    if cluster is None or complaint.key not in cluster.members:
        return
    cluster.members.remove(complaint.key)
    cluster.open -= complaint.status == "open"
    if complaint.who and complaint.who in cluster.named:
        cluster.named[complaint.who] -= 1
        if not cluster.named[complaint.who]:
            del cluster.named[complaint.who]
            cluster.recent.pop(complaint.who, None)
    touch(state, cluster, turn.event.pos)


def move(state: State, complaint: Complaint) -> None:
    """Tell the index where the complaint stands now."""
    index_of(state).move(complaint.pos, complaint.cluster)
    state.touch(f"m:{complaint.pos}")


def merged(state: State, turn: Turn, data: e.ClusterMerged) -> None:
    """A person merged the cluster (or single complaint) into another."""
    name = turn.event.subject
    old = state.clusters.get(name)
    members = list(old.members) if old else [name]
    if data.into == name or (data.into not in state.clusters and data.into not in state.complaints):
        return
    for key in members:
        complaint = state.complaints.get(key)
        if complaint is not None:
            leave(state, turn, complaint)
            join(state, turn, complaint, data.into)
            move(state, complaint)
    if old is not None:
        old.merged_into = data.into
        state.touch(f"g:{old.id}")


def prune(state: State, turn: Turn) -> None:
    """Forget, once an hour, the clusters of which every member is forgotten."""
    if state.policy is None or turn.event.at // HOUR == state.site.at // HOUR:
        return
    before = turn.event.at - state.rules.clock.remember
    for name in list(state.latest):
        cluster = state.clusters[name]
        if cluster.last > before:
            break
        if not cluster.open and not any(key in state.complaints for key in cluster.members):
            del state.clusters[name], state.latest[name]
            state.touch(f"g:{name}")


FOLDS: Folds = {
    e.ComplaintReceived: received,
    e.ClusterJoined: joined,
    e.ClusterParted: parted,
    e.ClusterMerged: merged,
}
