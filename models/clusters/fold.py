"""Fold complaints into clusters, one at a time."""

from models import events as e
from models.clusters.members import admit, index_of, target, touch, touch_members
from models.clusters.rows import Judgement, Message, Reason
from models.effects import Joined
from models.state import Complaint, State
from models.turn import Folds, Turn

HOUR = 3_600
TROUBLES = ("complaint", "repair")  # the kinds that report one; the others ask, praise, propose


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
        category=complaint.category if complaint.kind in TROUBLES else "",
        terms=data.terms,
        weights=data.weights,
    )
    judgement = index.judge(message, state.apart.names)
    returned = judgement.again if closed(state, judgement.again) else None
    if judgement.joined is not None:
        message.times, message.since = judgement.times, judgement.since
        join(state, turn, complaint, judgement.joined)
        message.cluster = complaint.cluster
    elif returned is not None:
        message.times, message.since = returned.times, returned.since
    index.add(message)
    if turn.cluster is not None and grown(len(turn.cluster.members)):
        turn.cluster.central = index.central(turn.cluster.id)
    explain(turn, complaint, judgement, returned)
    state.touch(f"m:{complaint.pos}")


def closed(state: State, again: Reason | None) -> bool:
    """Whether the like trouble of old is over; while it is open it may be the same still."""
    if again is None:
        return False
    cluster, earlier = state.clusters.get(again.cluster), state.complaints.get(again.like)
    return not cluster.open if cluster else earlier is None or earlier.status != "open"


def grown(size: int) -> bool:
    """Whether a cluster's central message is to be chosen anew: at 4, 8, 16, 32 and so on."""
    return size > 2 and not size & (size - 1)  # noqa: PLR2004 - of two neither is more central


def join(state: State, turn: Turn, complaint: Complaint, name: str) -> None:
    """Make the complaint a member of the cluster, which the second member calls into being.

    A trouble that is long over and forgotten is not joined: what comes back is a new one.
    """
    cluster = target(state, name)
    if cluster is None:
        return
    turn.cluster = cluster
    admit(state, cluster, complaint)
    touch(state, cluster, turn.event.pos)


def explain(turn: Turn, complaint: Complaint, judged: Judgement, returned: Reason | None) -> None:
    """Record why it was joined, what else it looks like, and what it is the return of."""
    like: dict[str, Reason] = {}
    if judged.reason is not None:
        like = dict.fromkeys(judged.suggested, judged.reason)
        if judged.joined is not None:
            stranger = complaint.cluster != judged.joined
            reasoned(turn, complaint, judged.joined, judged.reason, suggested=stranger)
    if returned is not None:
        like.pop(returned.cluster, None)
        reasoned(turn, complaint, returned.cluster, returned, suggested=False)
    elif judged.again is not None:
        like.setdefault(judged.again.cluster, judged.again)
    for name, reason in like.items():
        reasoned(turn, complaint, name, reason, suggested=True)


def reasoned(
    turn: Turn, complaint: Complaint, cluster: str, reason: Reason, *, suggested: bool
) -> None:
    """Record one reason."""
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
            times=0 if suggested else reason.times,
            since=0 if suggested else reason.since,
        )
    )


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
            state.touch(f"g:{name}", cluster)
            touch_members(state, cluster)


FOLDS: Folds = {e.ComplaintReceived: received}
