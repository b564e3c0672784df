"""What people decide about clusters: merge, split, move, keep apart. It is remembered."""

from collections.abc import Iterable
from itertools import takewhile

from models import events as e
from models.clusters.members import found, index_of, recount, target, touch, touch_members
from models.effects import Joined
from models.state import Cluster, Complaint, State
from models.turn import Folds, Turn


def joined(state: State, turn: Turn, data: e.ClusterJoined) -> None:
    """A person put the complaint into a cluster."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is None or complaint.cluster == data.cluster:
        return
    into = target(state, data.cluster)
    if into is None or complaint.cluster == into.id:
        return
    old = step_out(state, turn, complaint, data.by)
    state.apart.unite(old, into.id)
    state.apart.unite(complaint.key, into.id)
    state.touch("apart")
    if (alone := state.clusters.get(complaint.key)) is not None:
        dissolve(state, turn, alone, into)
    if old == complaint.key:  # it stood alone
        follow(state, old, into.id)
    move(state, turn, [complaint], into, data.by)


def parted(state: State, turn: Turn, data: e.ClusterParted) -> None:
    """A person took the complaint out; it is a trouble of its own from now on."""
    complaint = state.complaints.get(turn.event.subject)
    if complaint is not None and complaint.cluster in state.clusters:
        old = step_out(state, turn, complaint, data.by)
        keep_apart(state, turn, complaint.key, old, data.by)


def split(state: State, turn: Turn, data: e.ClusterSplit) -> None:
    """A person made two clusters of one: the named members go together."""
    cluster = state.clusters.get(turn.event.subject)
    if cluster is None:
        return
    named = dict.fromkeys(data.members)
    going = [key for key in cluster.members if key in named]
    if cluster.id in named:  # the founder and its name stay together
        going = [key for key in cluster.members if key not in named]
    if 0 < len(going) < len(cluster.members):
        new = take_out(state, turn, cluster, going, data.by)
        keep_apart(state, turn, new, cluster.id, data.by)


def merged(state: State, turn: Turn, data: e.ClusterMerged) -> None:
    """A person merged the cluster (or single complaint) into another."""
    name = turn.event.subject
    if name == data.into or not is_known(state, name, data.into):
        return
    into, old = target(state, data.into), target(state, name)
    if into is None or old is None or into.id == old.id:
        return
    state.apart.unite(old.id, into.id)
    state.apart.rename(old.id, into.id)
    state.touch("apart")
    members = [state.complaints[key] for key in old.members if key in state.complaints]
    dissolve(state, turn, old, into)
    move(state, turn, members, into, data.by)
    follow(state, old.id, into.id)


def kept_apart(state: State, turn: Turn, data: e.ClusterKeptApart) -> None:
    """A person refused a suggestion: the two are not one trouble."""
    one, other = turn.event.subject, data.other
    if one != other and is_known(state, one, other):
        keep_apart(state, turn, one, other, data.by)


def is_known(state: State, *names: str) -> bool:
    """Whether all are names of clusters or complaints that are not forgotten."""
    return all(name in state.clusters or name in state.complaints for name in names)


def keep_apart(state: State, turn: Turn, one: str, other: str, by: str) -> None:
    """Remember it, and say so in the records of both."""
    state.apart.part(one, other)
    state.touch("apart")
    at = turn.event.at
    turn.effects += [Joined(one, other, at, by=by), Joined(other, one, at, by=by)]


def step_out(state: State, turn: Turn, complaint: Complaint, by: str) -> str:
    """Take a complaint out of its cluster, if it is in one; return the name the rest has."""
    cluster = state.clusters.get(complaint.cluster)
    if cluster is None or complaint.key not in cluster.members:
        return complaint.cluster
    if complaint.key != cluster.id:
        take_out(state, turn, cluster, [complaint.key], by)
        return cluster.id
    rest = [key for key in cluster.members if key != complaint.key]
    if not rest:
        return cluster.id
    state.apart.rename(cluster.id, new := take_out(state, turn, cluster, rest, by))
    follow(state, cluster.id, new)
    return new


def take_out(state: State, turn: Turn, cluster: Cluster, keys: list[str], by: str) -> str:
    """Let members go together, under the name of the first that is known; return that name."""
    going = [state.complaints[key] for key in keys if key in state.complaints]
    gone = {complaint.key: None for complaint in going}
    touch_members(state, cluster)
    cluster.members = [key for key in cluster.members if key not in gone]
    settle(state, turn, cluster)
    for complaint in going:
        place(state, complaint, complaint.key)
    if len(going) > 1 or any(key in state.clusters for key in gone):
        move(state, turn, going[1:], found(state, going[0]), by)
    return going[0].key if going else cluster.id


def dissolve(state: State, turn: Turn, cluster: Cluster, into: Cluster) -> None:
    """Leave nothing of a cluster but where its members went."""
    touch_members(state, cluster)
    cluster.members, cluster.merged_into = [], into.id
    settle(state, turn, cluster)


def move(state: State, turn: Turn, members: Iterable[Complaint], into: Cluster, by: str) -> None:
    """Put complaints into a cluster."""
    for complaint in members:
        into.members.append(complaint.key)
        place(state, complaint, into.id)
        turn.effects.append(Joined(complaint.key, into.id, turn.event.at, by=by))
    settle(state, turn, into)


def place(state: State, complaint: Complaint, cluster: str) -> None:
    """Say, here and in the index, where a complaint stands now."""
    complaint.cluster = cluster
    index_of(state).move(complaint.pos, cluster)
    state.touch(f"c:{complaint.key}")
    state.touch(f"m:{complaint.pos}")


def settle(state: State, turn: Turn, cluster: Cluster) -> None:
    """Count a cluster anew and say that it changed; what one event changed stands by name."""
    recount(state, cluster)
    pos = turn.event.pos
    with_it = takewhile(lambda name: state.clusters[name].touched == pos, reversed(state.latest))
    for name in sorted({cluster.id: None, **dict.fromkeys(with_it)}):
        touch(state, state.clusters[name], pos)


def follow(state: State, old: str, new: str) -> None:
    """The alerts of a cluster go on under the name that most of it has now."""
    for alert in [alert for alert in state.watched.values() if alert.cluster == old]:
        alert.cluster = new
        if alert.subject == old and (alert.rule, new) not in state.watched:
            del state.watched[alert.rule, old]
            alert.subject = new
            state.watched[alert.rule, new] = alert
        state.touch(f"a:{alert.id}")


FOLDS: Folds = {
    e.ClusterJoined: joined,
    e.ClusterParted: parted,
    e.ClusterSplit: split,
    e.ClusterMerged: merged,
    e.ClusterKeptApart: kept_apart,
}
