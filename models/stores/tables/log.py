"""What came in: the log, its streams, texts, what was refused, and who may send."""

from sqlalchemy import BigInteger, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

Big = BigInteger


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
