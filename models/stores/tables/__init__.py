"""Every SQL table. Times are epoch seconds in UTC, so that no database can drop a zone."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from models.stores.tables.decided import AlertRow, ClusterRow, ComplaintRow, MembershipRow
from models.stores.tables.log import ApiKey, DeadLetter, Entry, Stream, TextRow
from models.stores.tables.work import BaselineRow, CursorRow, OutboxRow, PoisonRow

__all__ = [
    "AlertRow",
    "ApiKey",
    "BaselineRow",
    "ClusterRow",
    "ComplaintRow",
    "CursorRow",
    "DeadLetter",
    "Entry",
    "MembershipRow",
    "OutboxRow",
    "PoisonRow",
    "Stream",
    "TextRow",
    "table",
]


def table(model: type[SQLModel]) -> Table:
    """Return the Core table of a model, for statements on many rows."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
