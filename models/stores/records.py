"""The durable records: what was last decided of each complaint, cluster and alert.

Written in the transaction that moves the cursor; moving it is the fence between two writers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import BindParameter, Connection, Engine, bindparam, select, update

from models.effects import Joined
from models.state import State
from models.stores.append import STREAM
from models.stores.database import reading
from models.stores.prepared import Prepared, Row
from models.stores.rows import alert_row, cluster_row, complaint_row, memberships
from models.stores.tables import (
    AlertRow,
    BaselineRow,
    ClusterRow,
    ComplaintRow,
    CursorRow,
    MembershipRow,
    OutboxRow,
    PoisonRow,
    table,
)
from models.stores.writing import writing

COMPLAINT, CLUSTER, ALERT, MEMBERSHIP, OUTBOX, CURSOR, POISON, BASELINE = (
    table(t)
    for t in (
        ComplaintRow,
        ClusterRow,
        AlertRow,
        MembershipRow,
        OutboxRow,
        CursorRow,
        PoisonRow,
        BaselineRow,
    )
)
T = TypeVar("T")
put_complaints, put_clusters, put_alerts, put_memberships, put_poison = (
    writing(into, "replaced") for into in (COMPLAINT, CLUSTER, ALERT, MEMBERSHIP, POISON)
)
put_messages, put_baseline = writing(OUTBOX, "kept", "id"), writing(BASELINE, "kept")
SITE: BindParameter[str] = bindparam("site")
cursor_of = Prepared(select(CURSOR.c.pos).where(CURSOR.c.site == SITE))
behind = Prepared(
    select(CURSOR.c.site, CURSOR.c.pos, STREAM.c.head)
    .join_from(STREAM, CURSOR, STREAM.c.site == CURSOR.c.site)
    .where(STREAM.c.head > CURSOR.c.pos)
    .order_by(CURSOR.c.site)
)
move = Prepared(
    update(CURSOR)
    .where(CURSOR.c.site == bindparam("of"), CURSOR.c.pos == bindparam("old"))
    .values(pos=bindparam("new"))
)


class Lag(NamedTuple):
    """How far a site's records have come, and its log."""

    pos: int
    head: int


class Fenced(Exception):  # noqa: N818 - not an error: another writer was faster
    """Another writer moved the cursor; what was folded here is worth nothing."""


def cursors(engine: Engine) -> dict[str, int]:
    """Return how far the records of each site have come."""
    with reading(engine) as connection:
        return {row.site: row.pos for row in connection.execute(select(CURSOR))}


def cursor(engine: Engine, site: str) -> int:
    """Return how far the records of one site have come."""
    return sum(pos for (pos,) in cursor_of.ask(engine, site=site))


def lagging(engine: Engine) -> dict[str, Lag]:
    """Return the sites whose log has more than their records."""
    return {site: Lag(pos, head) for site, pos, head in behind.ask(engine)}


def poisoned(engine: Engine, site: str) -> dict[int, str]:
    """Return the positions that were set aside, with the reasons."""
    with reading(engine) as connection:
        rows = connection.execute(select(POISON).where(POISON.c.site == site))
        return {row.pos: row.error for row in rows}


def baseline(engine: Engine, site: str, until: int, layout: str) -> tuple[int, bytes] | None:
    """Return the newest saved state at or before a position, of a layout: (position, rows)."""
    query = (
        select(BASELINE.c.pos, BASELINE.c.state)
        .where(BASELINE.c.site == site, BASELINE.c.pos <= until)
        .where(BASELINE.c.version.startswith(layout))
        .order_by(BASELINE.c.pos.desc())
    )
    with reading(engine) as connection:
        row = connection.execute(query).first()
    return (row.pos, row.state) if row else None


def move_cursor(connection: Connection, site: str, old: int, new: int) -> None:
    """Move the site's cursor. Raises Fenced if it does not stand at `old`."""
    if move.run(connection, [{"of": site, "old": old, "new": new}]) != 1:
        raise Fenced(site)


@dataclass(frozen=True)
class Records:
    """What one batch changed; made before the transaction, which others wait for."""

    complaints: list[Row]
    clusters: list[Row]
    alerts: list[Row]
    memberships: list[Row]


def changed(state: State, reasons: Iterable[Joined]) -> Records:
    """Return the rows that changed since the state was last saved, and why complaints joined."""
    site, touched = state.site.id, state.touched
    return Records(
        [complaint_row(state, one) for one in found(touched, "c:", state.complaints)],
        [cluster_row(site, one) for one in found(touched, "g:", state.clusters)],
        [alert_row(site, one) for one in found(touched, "a:", state.alerts)],
        list(memberships(site, reasons).values()),
    )


def write(connection: Connection, records: Records) -> None:
    """Write the rows over those that are there."""
    put_complaints.run(connection, records.complaints)
    put_clusters.run(connection, records.clusters)
    put_alerts.run(connection, records.alerts)
    put_memberships.run(connection, records.memberships)


def found(touched: Mapping[str, Any], kind: str, rows: Mapping[str, T]) -> list[T]:
    """Return the touched rows of a kind, those as well that were forgotten since."""
    named = ((name[2:], gone) for name, gone in touched.items() if name.startswith(kind))
    return [row for name, gone in named if (row := rows.get(name, gone)) is not None]


def tell(connection: Connection, rows: Sequence[OutboxRow]) -> None:
    """Put messages into the outbox; one that is there already is left alone."""
    put_messages.run(connection, [row.model_dump() for row in rows])


def set_aside(connection: Connection, site: str, poison: Mapping[int, str]) -> None:
    """Note the events that the fold could not take."""
    put_poison.run(connection, [{"site": site, "pos": p, "error": e} for p, e in poison.items()])


def has_baseline(connection: Connection, site: str, version: str) -> bool:
    """Whether a state of the site was saved by this code."""
    query = select(BASELINE.c.pos).where(BASELINE.c.site == site, BASELINE.c.version == version)
    return connection.execute(query.limit(1)).first() is not None


def keep_baseline(connection: Connection, row: BaselineRow) -> None:
    """Save a whole state at a position."""
    put_baseline.run(connection, [row.model_dump()])
