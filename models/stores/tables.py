"""Every SQL table. Times are epoch seconds in UTC, so that no database can drop a zone."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

Big = BigInteger


def table(model: type[SQLModel]) -> Table:
    """Return the Core table of a model, for statements on many rows."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


class Stream(SQLModel, table=True):
    """One site's stream: its head, and how its time runs (`live`: the wall clock)."""

    site: str = Field(primary_key=True)
    token: str  # identity of this log, so that a picture of another log is not believed
    head: int = Field(default=0, sa_type=Big)
    head_at: int = Field(default=0, sa_type=Big)
    live: bool = True
    base: int = Field(default=0, sa_type=Big)
    wall_base: int = Field(default=0, sa_type=Big)
    rate: int = 0
    until: int = Field(default=0, sa_type=Big)


class Entry(SQLModel, table=True):
    """One event of the log."""

    __tablename__ = "log"
    __table_args__ = (UniqueConstraint("source", "id"),)

    site: str = Field(primary_key=True)
    pos: int = Field(primary_key=True, sa_type=Big)
    source: str
    id: str
    type: str
    time: int = Field(sa_type=Big)
    received_at: int = Field(sa_type=Big)
    at: int = Field(sa_type=Big)
    subject: str
    data: str  # JSON of the event's struct, with its type as tag


class TextRow(SQLModel, table=True):
    """What a person wrote and who it was; the fold never reads it, and it can be erased."""

    __tablename__ = "text"

    site: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    subject: str = ""
    body: str = ""
    name: str = ""
    contact: str = ""
    role: str = ""  # owner, tenant, merchant, shopper
    wish: str = ""  # the remedy that they ask for
    reply_by: str = ""  # how they want to be told: phone, sms, wechat, email
    erased_at: int = Field(default=0, sa_type=Big)


class DeadLetter(SQLModel, table=True):
    """What was refused at the door, and why."""

    __tablename__ = "dead_letter"

    id: int | None = Field(default=None, primary_key=True)
    site: str = ""
    channel: str = ""
    reason: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    refused_at: int = Field(sa_type=Big)


class ApiKey(SQLModel, table=True):
    """A channel's key, stored as a hash; `site` '*' means any."""

    __tablename__ = "api_key"

    digest: str = Field(primary_key=True)
    channel: str
    site: str = "*"
    created_at: int = Field(sa_type=Big)


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


class OutboxRow(SQLModel, table=True):
    """One message to one recipient; `key` makes it unique for all time."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_waiting", "recipient", "state", "id"),
        Index("outbox_due", "state", "next_try"),
        Index("outbox_sent", "recipient", "sent_at"),
        Index("outbox_alert", "alert", "recipient"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    site: str
    alert: str
    transition: str
    tier: int = 0
    repetition: int = 0
    recipient: str
    level: int
    body: str  # JSON of what the wording needs
    state: str = "pending"
    attempts: int = 0
    next_try: int = Field(default=0, sa_type=Big)
    claimed_until: int = Field(default=0, sa_type=Big)
    created_at: int = Field(sa_type=Big)  # site time
    queued_at: int = Field(sa_type=Big)  # wall clock
    sent_at: int = Field(default=0, sa_type=Big)
    error: str = ""


class CursorRow(SQLModel, table=True):
    """How far the records of a site have come; moving it is the fence between writers."""

    __tablename__ = "cursor"

    site: str = Field(primary_key=True)
    pos: int = Field(default=0, sa_type=Big)


class PoisonRow(SQLModel, table=True):
    """An event that the fold could not take; it was set aside and the site went on."""

    __tablename__ = "poison"

    site: str = Field(primary_key=True)
    pos: int = Field(primary_key=True, sa_type=Big)
    error: str


class BaselineRow(SQLModel, table=True):
    """A site's saved state at a position: where rebuild and verify start."""

    __tablename__ = "baseline"

    site: str = Field(primary_key=True)
    pos: int = Field(primary_key=True, sa_type=Big)
    version: str
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    taken_at: int = Field(sa_type=Big)
