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

from typing import Any, Literal

from msgspec import Struct, field

Kind = Literal["complaint", "repair", "enquiry", "suggestion", "praise"]
Urgency = Literal["normal", "urgent", "complex"]
UrgencySource = Literal["category", "lexicon", "form", "staff"]
Outcome = Literal[
    "resolved", "partly_resolved", "not_resolvable", "unfounded", "not_ours", "withdrawn"
]
Verdict = Literal["right", "false_alarm"]
Step = Literal["receipt", "diagnosis", "plan", "action", "resolution", "follow_up"]


class ComplaintReceived(Struct, frozen=True, tag="complaint.received", omit_defaults=True):
    """A complaint was accepted at the door, masked and analysed; its text lives apart."""

    channel: str
    kind: Kind = "complaint"
    category: str = "other"
    urgency: Urgency = "normal"
    urgency_source: UrgencySource = "category"
    place: str = ""  # path below the site, "" for the site itself
    who: int = 0  # complainant, a keyed 63-bit hash; 0 for a caller without a name
    terms: bytes = b""  # uint32 little-endian word hashes, in order of first appearance
    weights: bytes = b""  # uint8 per term: how much the term counts within its message
    signals: list[str] = field(default_factory=list)  # lexicon hits, such as "life.gas_leak"
    flags: list[str] = field(default_factory=list)  # what the door found odd
    evidence: list[str] = field(default_factory=list)  # SHA-256 of photos and videos
    analyser: int = 1


class ComplaintClassified(Struct, frozen=True, tag="complaint.classified", omit_defaults=True):
    """Staff corrected what kind of trouble this is; None leaves a field as it was."""

    by: str = ""
    kind: Kind | None = None
    category: str | None = None
    urgency: Urgency | None = None
    place: str | None = None


class Assigned(Struct, frozen=True, tag="complaint.assigned", omit_defaults=True):
    """A team and a person took it on; the lead team (牵头部门) coordinates several."""

    by: str = ""
    team: str = ""
    lead_team: str = ""
    person: str = ""


class ReceiptConfirmed(Struct, frozen=True, tag="complaint.receipt_confirmed", omit_defaults=True):
    """Step 1 done: the complainant knows that it was received (受理)."""

    by: str = ""


class Diagnosed(Struct, frozen=True, tag="complaint.diagnosed", omit_defaults=True):
    """Step 2 done: the first diagnosis was made."""

    by: str = ""


class PlanTold(Struct, frozen=True, tag="complaint.plan_told", omit_defaults=True):
    """Step 3 done: the complainant was told the plan."""

    by: str = ""


class ProgressTold(Struct, frozen=True, tag="complaint.progress_told", omit_defaults=True):
    """Step 4: the first result, or a later progress note, was told."""

    by: str = ""


class Promised(Struct, frozen=True, tag="complaint.promised", omit_defaults=True):
    """The complainant was told a time; it is a deadline like any other."""

    until: int
    by: str = ""


class Paused(Struct, frozen=True, tag="complaint.paused", omit_defaults=True):
    """The clock stops, for a reason, on the steps that the policy names."""

    reason: Literal["complainant", "parts", "access"]
    by: str = ""


class Resumed(Struct, frozen=True, tag="complaint.resumed", omit_defaults=True):
    """The clock runs again."""

    by: str = ""


class Resolved(Struct, frozen=True, tag="complaint.resolved", omit_defaults=True):
    """Step 5 done, with its outcome; settled on the spot (当场办结) meets steps 1 to 5."""

    outcome: Outcome = "resolved"
    by: str = ""
    on_the_spot: bool = False


class FollowedUp(Struct, frozen=True, tag="complaint.followed_up", omit_defaults=True):
    """Step 6 done (回访); an unhappy complainant reopens it."""

    happy: bool = True
    by: str = ""


class Reopened(Struct, frozen=True, tag="complaint.reopened", omit_defaults=True):
    """Not solved after all: step 5 gets its clock again, the history stays."""

    by: str = ""


class Closed(Struct, frozen=True, tag="complaint.closed", omit_defaults=True):
    """Nothing more is owed."""

    outcome: Outcome = "resolved"
    by: str = ""


class ClusterJoined(Struct, frozen=True, tag="cluster.joined", omit_defaults=True):
    """A person put the complaint (subject) into a cluster."""

    cluster: str
    by: str = ""


class ClusterParted(Struct, frozen=True, tag="cluster.parted", omit_defaults=True):
    """A person took the complaint (subject) out of its cluster; the machine never rejoins it."""

    by: str = ""


class ClusterMerged(Struct, frozen=True, tag="cluster.merged", omit_defaults=True):
    """A person merged the cluster (subject) into another (并案)."""

    into: str
    by: str = ""


class ClusterWorked(Struct, frozen=True, tag="cluster.worked", omit_defaults=True):
    """One step was done for the whole cluster (subject), and so for each member."""

    step: Step
    outcome: Outcome = "resolved"
    by: str = ""


class AlertAcknowledged(Struct, frozen=True, tag="alert.acknowledged", omit_defaults=True):
    """Somebody answered (认领); escalation stops."""

    by: str
    note: str = ""


class AlertHandedOver(Struct, frozen=True, tag="alert.handed_over", omit_defaults=True):
    """The alert has a new owner."""

    by: str
    to: str


class AlertEscalated(Struct, frozen=True, tag="alert.escalated", omit_defaults=True):
    """A person moved the alert to the next tier before its time."""

    by: str


class AlertResolved(Struct, frozen=True, tag="alert.resolved", omit_defaults=True):
    """A person declared the alert over."""

    by: str
    note: str = ""


class AlertJudged(Struct, frozen=True, tag="alert.judged", omit_defaults=True):
    """A person's verdict on the alert; it counts towards the rule's precision."""

    verdict: Verdict
    by: str = ""


class SilenceSet(Struct, frozen=True, tag="silence.set", omit_defaults=True):
    """Alerts at a place and category are not told until a time; "" matches all."""

    until: int
    place: str = ""
    category: str = ""
    by: str = ""
    reason: str = ""


class SilenceEnded(Struct, frozen=True, tag="silence.ended", omit_defaults=True):
    """The silence (subject) ended before its time."""

    by: str = ""


class Place(Struct, frozen=True, omit_defaults=True):
    """One node of a site's place tree; `path` joins the ids from below the site with '/'."""

    path: str
    kind: Literal["building", "unit", "floor", "room", "area"] = "area"
    zh: str = ""
    en: str = ""
    order: int = 0  # among siblings; for floors from the lowest up


class SiteClock(Struct, frozen=True, omit_defaults=True):
    """A virtual clock: site time = base + (wall − wall_base) × rate, at most `until`.

    `rate` 0 means that time stands where the last event put it.
    """

    base: int
    wall_base: int
    rate: int = 0
    until: int = 0


class SiteOpened(Struct, frozen=True, tag="site.opened", omit_defaults=True):
    """A site came on line, or changed its description: the first event of every stream."""

    zh: str = ""
    en: str = ""
    kind: Literal["mall", "tower", "estate", "city", "portfolio"] = "mall"
    zone: str = "Asia/Shanghai"
    locale: Literal["zh_CN", "en"] = "zh_CN"
    places: list[Place] = field(default_factory=list)
    grows: bool = False  # unknown places are added as they are seen, not flagged
    go_live: int = 0  # complaints older than this are backlog (存量)
    clock: SiteClock | None = None  # None: a live site, whose time is the wall clock
    demo: bool = False
    steps: list[str] = field(default_factory=list)  # those it keeps; [] for all six
    deliver: bool = True  # False: alerts go to the log receiver only


class SiteObserved(Struct, frozen=True, tag="site.observed", omit_defaults=True):
    """A site tells the portfolio of evidence that it saw, or that it is over (level 0)."""

    site: str
    rule: str
    level: int
    category: str = ""
    place: str = ""
    count: int = 0


class RulesAdopted(Struct, frozen=True, tag="rules.adopted", omit_defaults=True):
    """The policy in force from here on, whole, so that a replay needs nothing else."""

    version: str
    digest: str
    policy: dict[str, Any]
    by: str = ""


class TimePassed(Struct, frozen=True, tag="time.passed", omit_defaults=True):
    """Everything that fell due up to `until` is decided now."""

    until: int


Data = (
    ComplaintReceived
    | ComplaintClassified
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
