"""What workers keep: messages to send, how far they came, what they set aside."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel

Big = BigInteger


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
    version: str  # the shape of its rows, and the code that made them
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    taken_at: int = Field(sa_type=Big)
