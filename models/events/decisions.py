"""What people decide about clusters, alerts and silences; the subject is the thing's id."""

from typing import Literal

from msgspec import Struct

from models.events.complaint import Outcome

Step = Literal["receipt", "diagnosis", "plan", "action", "resolution", "follow_up"]
Verdict = Literal["right", "false_alarm"]


class ClusterJoined(Struct, frozen=True, tag="cluster.joined", omit_defaults=True):
    """A person put the complaint (subject) into a cluster."""

    cluster: str
    by: str = ""


class ClusterParted(Struct, frozen=True, tag="cluster.parted", omit_defaults=True):
    """A person took the complaint (subject) out of its cluster; the machine never rejoins it."""

    by: str = ""


class ClusterSplit(Struct, frozen=True, tag="cluster.split", omit_defaults=True):
    """A person made two clusters of one (拆案): the members named go together."""

    members: list[str]
    by: str = ""


class ClusterKeptApart(Struct, frozen=True, tag="cluster.kept_apart", omit_defaults=True):
    """A person refused a suggestion: the cluster (subject) and the other are two troubles."""

    other: str
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
    reason: str = ""  # why it cannot be resolved, or to whom it was referred


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
