"""What happens to one complaint; the subject is its key `source/id`."""

from typing import Literal

from msgspec import Struct, field

Kind = Literal["complaint", "repair", "enquiry", "suggestion", "praise"]
Urgency = Literal["normal", "urgent", "complex"]
UrgencySource = Literal["category", "lexicon", "form", "staff"]
Outcome = Literal[
    "resolved", "partly_resolved", "not_resolvable", "unfounded", "not_ours", "withdrawn"
]
Authority = Literal["duty_manager", "management"]
PauseReason = Literal["complainant", "parts", "access"]
CallReason = Literal["money", "compensation", "several_teams", "other"]
REASONED = ("not_resolvable", "not_ours")  # outcomes that need a reason, or a name to turn to


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

    reason: PauseReason
    by: str = ""


class Resumed(Struct, frozen=True, tag="complaint.resumed", omit_defaults=True):
    """The clock runs again."""

    by: str = ""


class Resolved(Struct, frozen=True, tag="complaint.resolved", omit_defaults=True):
    """Step 5 done, with its outcome; settled on the spot (当场办结) meets steps 1 to 5."""

    outcome: Outcome = "resolved"
    by: str = ""
    on_the_spot: bool = False
    reason: str = ""  # why it cannot be resolved, or to whom it was referred


class FollowedUp(Struct, frozen=True, tag="complaint.followed_up", omit_defaults=True):
    """Step 6 done (回访); an unhappy complainant reopens it."""

    happy: bool = True
    by: str = ""


class Reopened(Struct, frozen=True, tag="complaint.reopened", omit_defaults=True):
    """Not solved after all: step 5 gets its clock again, the history stays."""

    by: str = ""


class Closed(Struct, frozen=True, tag="complaint.closed", omit_defaults=True):
    """Nothing more is owed; "resolved" leaves the outcome of an earlier resolution as it was."""

    outcome: Outcome = "resolved"
    by: str = ""
    reason: str = ""  # why it cannot be resolved, or to whom it was referred


class ComplaintEscalated(Struct, frozen=True, tag="complaint.escalated", omit_defaults=True):
    """It needs more authority (三级处理权限) than the front line or the duty manager has."""

    to: Authority
    reason: CallReason = "other"
    by: str = ""
    note: str = ""
