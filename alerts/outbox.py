"""The outbox in SQL: what waits for a recipient, taken by compare-and-set, and its receipts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, or_, select, update

from alerts.turn import BUNDLED, MINUTE, PATIENCE, PENDING, SENDING, SENT, Waiting
from models.stores.tables import OutboxRow

OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]
C = OUTBOX.c
WINDOW = 500  # rows looked at in one go
COLUMNS = ("transition", "level", "state", "attempts", "next_try", "claimed_until", "queued_at")


def due(connection: Connection, now: int) -> list[str]:
    """Return the recipients with a row that may be tried, or whose sender died."""
    query = select(C.recipient).where(or_(free(now), abandoned(now))).distinct()
    return list(connection.scalars(query.order_by(C.recipient)))


def waiting(connection: Connection, recipient: str) -> list[Waiting]:
    """Return the recipient's rows that are not settled, the most pressing first."""
    query = (
        select(C.id, C.site, C.alert, *(C[name] for name in COLUMNS))
        .where(C.recipient == recipient, C.state.in_([PENDING, SENDING]))
        .order_by(C.state.desc(), case((C.attempts < PATIENCE, 0), else_=1))
        .order_by(case((C.level == 1, 0), else_=1), C.id)
        .limit(WINDOW)
    )
    return [seen(row) for row in connection.execute(query)]


def seen(row: Row[Any]) -> Waiting:
    """Return a row as the policy sees it."""
    return Waiting(row.id, (row.site, row.alert), *(getattr(row, name) for name in COLUMNS))


def told(
    connection: Connection, recipient: str, alerts: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Return the newest row that the recipient got of each of these alerts."""
    query = (
        select(C.site, C.alert, func.max(C.id))
        .where(C.recipient == recipient, C.state.in_([SENT, BUNDLED]))
        .where(C.alert.in_(sorted({alert for _, alert in alerts})))
        .group_by(C.site, C.alert)
    )
    return {(site, alert): newest for site, alert, newest in connection.execute(query)}


def lately(connection: Connection, recipient: str, now: int) -> list[int]:
    """Return when the messages below level Ⅰ of the last minute went out."""
    query = select(C.sent_at).where(
        C.recipient == recipient, C.state == SENT, C.level > 1, C.sent_at > now - MINUTE
    )
    return list(connection.scalars(query))


def claim(connection: Connection, rows: Sequence[Waiting], now: int, until: int) -> bool:
    """Take the rows until a moment; False if another worker has any of them."""
    mine = update(OUTBOX).where(C.id.in_(ids(rows)), or_(C.state == PENDING, abandoned(now)))
    values = {"state": SENDING, "claimed_until": until, "attempts": C.attempts + 1}
    return connection.execute(mine.values(values)).rowcount == len(rows)


def bodies(connection: Connection, rows: Sequence[Waiting]) -> list[tuple[str, str]]:
    """Return key and body of each row, in the order decided."""
    query = select(C.key, C.body).where(C.id.in_(ids(rows))).order_by(C.id)
    return [(key, body) for key, body in connection.execute(query)]


def note(connection: Connection, row: Waiting, until: int, values: Mapping[str, Any]) -> None:
    """Write down what became of a row that was claimed until `until`, if it still is."""
    mine = update(OUTBOX).where(C.id == row.id, C.state == SENDING, C.claimed_until == until)
    connection.execute(mine.values(dict(values)))


def retire(connection: Connection, rows: Sequence[Waiting], state: str, now: int) -> None:
    """Mark rows that will not be sent, unless somebody is sending them."""
    mine = update(OUTBOX).where(C.id.in_(ids(rows)), or_(C.state == PENDING, abandoned(now)))
    connection.execute(mine.values(state=state))


def postpone(connection: Connection, rows: Sequence[Waiting], until: int) -> None:
    """Let nobody ring for these rows before a moment."""
    mine = update(OUTBOX).where(C.id.in_(ids(rows)), C.state == PENDING, C.next_try < until)
    connection.execute(mine.values(next_try=until))


def ids(rows: Sequence[Waiting]) -> list[int]:
    """Return the rows' ids, in order, so that two writers lock them alike."""
    return sorted(row.id for row in rows)


def free(now: int) -> ColumnElement[bool]:
    """Whether a row may be tried."""
    return and_(C.state == PENDING, C.next_try <= now)


def abandoned(now: int) -> ColumnElement[bool]:
    """Whether a row's sender died: its claim ran out."""
    return and_(C.state == SENDING, C.claimed_until <= now)
