"""The closed list of events: everything that can happen, one struct each.

Every stored event has the envelope `Event` and one of the `Data` structs below, whose tag is
the event's type. Times are whole epoch seconds in UTC. Three of them are never mixed:

`time`         when it happened to the person; the six steps count from it.
`received_at`  when this server took it.
`at`           site time, set under the stream's lock, never decreasing within a site; windows,
               alerts and countdowns use it.

A complaint is named by its key `source/id`; `subject` holds the key, or the cluster's or
alert's id where the event is about one of those.
"""

from msgspec import Struct

from models.events.complaint import (
    REASONED,
    Assigned,
    Authority,
    CallReason,
    Closed,
    ComplaintClassified,
    ComplaintEscalated,
    ComplaintReceived,
    Diagnosed,
    FollowedUp,
    Kind,
    Outcome,
    Paused,
    PauseReason,
    PlanTold,
    ProgressTold,
    Promised,
    ReceiptConfirmed,
    Reopened,
    Resolved,
    Resumed,
    Urgency,
    UrgencySource,
)
from models.events.decisions import (
    AlertAcknowledged,
    AlertEscalated,
    AlertHandedOver,
    AlertJudged,
    AlertResolved,
    ClusterJoined,
    ClusterKeptApart,
    ClusterMerged,
    ClusterParted,
    ClusterSplit,
    ClusterWorked,
    SilenceEnded,
    SilenceSet,
    Step,
    Verdict,
)
from models.events.site import (
    Place,
    RulesAdopted,
    SiteClock,
    SiteObserved,
    SiteOpened,
    TimePassed,
)

__all__ = [
    "REASONED",
    "AlertAcknowledged",
    "AlertEscalated",
    "AlertHandedOver",
    "AlertJudged",
    "AlertResolved",
    "Assigned",
    "Authority",
    "CallReason",
    "Closed",
    "ClusterJoined",
    "ClusterKeptApart",
    "ClusterMerged",
    "ClusterParted",
    "ClusterSplit",
    "ClusterWorked",
    "ComplaintClassified",
    "ComplaintEscalated",
    "ComplaintReceived",
    "Data",
    "Diagnosed",
    "Draft",
    "Event",
    "FollowedUp",
    "Kind",
    "Outcome",
    "PauseReason",
    "Paused",
    "Place",
    "PlanTold",
    "ProgressTold",
    "Promised",
    "ReceiptConfirmed",
    "Reopened",
    "Resolved",
    "Resumed",
    "RulesAdopted",
    "SilenceEnded",
    "SilenceSet",
    "SiteClock",
    "SiteObserved",
    "SiteOpened",
    "Step",
    "TimePassed",
    "Urgency",
    "UrgencySource",
    "Verdict",
]

Data = (
    ComplaintReceived
    | ComplaintClassified
    | ComplaintEscalated
    | Assigned
    | ReceiptConfirmed
    | Diagnosed
    | PlanTold
    | ProgressTold
    | Promised
    | Paused
    | Resumed
    | Resolved
    | FollowedUp
    | Reopened
    | Closed
    | ClusterJoined
    | ClusterParted
    | ClusterSplit
    | ClusterKeptApart
    | ClusterMerged
    | ClusterWorked
    | AlertAcknowledged
    | AlertHandedOver
    | AlertEscalated
    | AlertResolved
    | AlertJudged
    | SilenceSet
    | SilenceEnded
    | SiteOpened
    | SiteObserved
    | RulesAdopted
    | TimePassed
)


class Draft(Struct, frozen=True):
    """An event before the log gave it its place: what the door and the desk hand in.

    `at` is None for a live site; only an importer, which owns its site's time, may set it.
    """

    site: str
    source: str
    id: str
    time: int
    subject: str
    data: Data
    at: int | None = None


class Event(Struct, frozen=True):
    """An event of the log. `pos` counts 1, 2, 3 … within its site without a gap."""

    site: str
    pos: int
    source: str
    id: str
    time: int
    received_at: int
    at: int
    subject: str
    data: Data
