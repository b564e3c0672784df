"""What the records hold of a complaint, a cluster, an alert and a membership."""

from collections.abc import Iterable
from typing import Any

import msgspec

from models.clock.limits import limits
from models.clock.standing import step_ends
from models.effects import Joined
from models.policy import STEPS
from models.state import STANDINGS, Alert, Cluster, Complaint, State

DUE, DONE = ([f"{what}_{step}" for step in STEPS] for what in ("due", "done"))


def complaint_row(state: State, complaint: Complaint) -> dict[str, Any]:
    """Return the complaint's record."""
    targets, done, course = limits(state, complaint), complaint.done, complaint.course
    row = {
        "site": state.site.id,
        "key": complaint.key,
        "pos": complaint.pos,
        "kind": complaint.kind,
        "channel": complaint.channel,
        "category": complaint.category,
        "place": complaint.place,
        "urgency": complaint.urgency,
        "who": complaint.who,
        "backlog": complaint.backlog,
        "time": complaint.time,
        "at": complaint.at,
        "status": complaint.status,
        "standing": STANDINGS[complaint.standing],
        "outcome": complaint.outcome,
        "person": complaint.person,
        "team": complaint.team,
        "reopened": complaint.reopened,
        "cluster": complaint.cluster,
        "course": msgspec.json.encode(course).decode() if course else "",
    }
    row |= zip(DUE, step_ends(complaint, targets), strict=True)
    row |= zip(DONE, done, strict=True)
    return row


def cluster_row(site: str, cluster: Cluster) -> dict[str, Any]:
    """Return the cluster's record."""
    return {
        "site": site,
        "id": cluster.id,
        "place": cluster.place,
        "category": cluster.category,
        "size": len(cluster.members),
        "people": len(cluster.named) + cluster.callers,
        "open": cluster.open,
        "first": cluster.first,
        "last": cluster.last,
        "central": cluster.central or cluster.id,
        "workers": len(cluster.workers),
        "as_one": cluster.as_one,
        "merged_into": cluster.merged_into,
    }


def alert_row(site: str, alert: Alert) -> dict[str, Any]:
    """Return the alert's record."""
    return {
        "site": site,
        "id": alert.id,
        "rule": alert.rule,
        "level": alert.level,
        "status": alert.status,
        "since": alert.since,
        "ended": alert.ended,
        "place": alert.place,
        "category": alert.category,
        "cluster": alert.cluster,
        "count": alert.count,
        "threshold": alert.threshold,
        "named": alert.named,
        "anonymous": alert.anonymous,
        "usual": alert.usual,
        "signal": alert.signal,
        "under": alert.under,
        "complaints": msgspec.json.encode(alert.complaints).decode(),
        "acknowledged_by": alert.by,
        "acknowledged_at": alert.acknowledged_at,
        "note": alert.note,
        "verdict": alert.verdict,
    }


def memberships(site: str, reasons: Iterable[Joined]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the membership records, the newest reason of each pair."""
    return {
        (reason.complaint, reason.cluster): {
            "site": site,
            "complaint": reason.complaint,
            "cluster": reason.cluster,
            "suggested": reason.suggested,
            "like": reason.like,
            "score": reason.score,
            "place": reason.place,
            "minutes": reason.minutes,
            "shared": ",".join(map(str, reason.shared)),
            "by": reason.by,
            "times": reason.times,
            "since": reason.since,
            "at": reason.at,
        }
        for reason in reasons
    }
