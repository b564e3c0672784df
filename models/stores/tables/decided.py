"""What was last decided of each complaint, cluster and alert."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

Big = BigInteger


class ComplaintRow(SQLModel, table=True):
    """A complaint as last decided; 0 means not set."""

    __tablename__ = "complaint"
    __table_args__ = (Index("by_time", "site", "time"), Index("by_cluster", "site", "cluster"))

    site: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    pos: int = Field(sa_type=Big)
    kind: str
    channel: str
    category: str
    place: str
    urgency: str
    who: int = Field(default=0, sa_type=Big)
    backlog: bool = False
    time: int = Field(sa_type=Big)
    at: int = Field(sa_type=Big)
    status: str  # open, resolved, closed
    standing: str  # on_track, at_risk, breached: the worst of its open steps
    outcome: str = ""
    person: str = ""
    team: str = ""
    reopened: int = 0
    cluster: str
    due_receipt: int = Field(default=0, sa_type=Big)
    due_diagnosis: int = Field(default=0, sa_type=Big)
    due_plan: int = Field(default=0, sa_type=Big)
    due_action: int = Field(default=0, sa_type=Big)
    due_resolution: int = Field(default=0, sa_type=Big)
    due_follow_up: int = Field(default=0, sa_type=Big)
    done_receipt: int = Field(default=0, sa_type=Big)
    done_diagnosis: int = Field(default=0, sa_type=Big)
    done_plan: int = Field(default=0, sa_type=Big)
    done_action: int = Field(default=0, sa_type=Big)
    done_resolution: int = Field(default=0, sa_type=Big)
    done_follow_up: int = Field(default=0, sa_type=Big)
    course: str = ""  # JSON of models.state.Course, "" for an ordinary one


class MembershipRow(SQLModel, table=True):
    """Why a complaint stands in a cluster, or is suggested for one."""

    __tablename__ = "membership"

    site: str = Field(primary_key=True)
    complaint: str = Field(primary_key=True)
    cluster: str = Field(primary_key=True)
    suggested: bool = False
    like: str = ""  # the complaint that it was found most like
    score: int = 0  # thousandths
    place: int = 0  # distance on the place tree
    minutes: int = 0
    shared: str = ""  # hashes of the strongest shared terms, comma separated
    by: str = ""  # a person, where one decided
    times: int = 0  # of a trouble that returned: how often it has come; `cluster` is the last time
    since: int = Field(default=0, sa_type=Big)  # when it came first
    at: int = Field(sa_type=Big)


class ClusterRow(SQLModel, table=True):
    """A cluster of two or more complaints, as last decided."""

    __tablename__ = "cluster"

    site: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    place: str
    category: str
    size: int
    people: int
    open: int
    first: int = Field(sa_type=Big)
    last: int = Field(sa_type=Big)
    central: str = ""
    workers: int = 0  # distinct people who worked its members one by one
    as_one: bool = False  # somebody worked it as one
    merged_into: str = ""


class AlertRow(SQLModel, table=True):
    """An alert as last decided."""

    __tablename__ = "alert"

    site: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    rule: str
    level: int
    status: str  # triggered, acknowledged, resolved
    since: int = Field(sa_type=Big)
    ended: int = Field(default=0, sa_type=Big)
    place: str = ""
    category: str = ""
    cluster: str = ""
    count: int = 0
    threshold: int = 0
    named: int = 0
    anonymous: int = 0
    usual: int = 0  # abnormal: what is usual in an hour, in thousandths
    signal: str = ""
    under: str = ""  # the alert that tells of the same trouble, so that this one does not
    complaints: str = "[]"  # JSON list of keys
    acknowledged_by: str = ""
    acknowledged_at: int = Field(default=0, sa_type=Big)
    note: str = ""
    verdict: str = ""
