"""What this shift hands over so far, read from the records: as exact as they are, and quick.

The records know what is, not what was: a past shift needs the log (`tocsin handover`). Here a
complaint that came back and was closed once more within the shift counts as closed, and a cluster
is new if its first complaint is; progress notes stand on the command's sheet only.
"""

from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Engine, Select, and_, false, func, or_, select

from dashboard.queries import alerts
from dashboard.rows import rows_of
from models.picture import shift_start
from models.policy import STEPS
from models.stores.database import reading
from models.stores.recall import COURSE
from models.stores.records import CLUSTER, COMPLAINT
from models.stores.tables import AlertRow, ClusterRow, ComplaintRow

SHIFT = 43_200  # seconds
READ = 2_000  # rows of a part that are looked at; the others are only counted
NONE = false()
T = TypeVar("T")


class Owed(NamedTuple):
    """A complaint's earliest limit, passed or to come; epoch seconds of site time."""

    complaint: ComplaintRow
    step: str
    due: int


class Part(NamedTuple, Generic[T]):
    """Rows of the sheet, and how many there are in all."""

    rows: list[T]
    total: int


class Handed(NamedTuple):
    """The sheet; `until` is the end of the next shift."""

    begin: int
    end: int
    until: int
    opened: int
    closed: int
    open: int
    alerts: Part[AlertRow]
    red: Part[Owed]
    due: Part[Owed]
    clusters: Part[ClusterRow]


def handed(engine: Engine, site: str, zone: str, now: int) -> Handed:
    """Return what the shift that runs at `now` (site time) would hand over."""
    begin = shift_start(now, zone)
    until = begin + 2 * SHIFT
    mine = and_(COMPLAINT.c.site == site, COMPLAINT.c.kind == "complaint", ~COMPLAINT.c.backlog)
    is_open = COMPLAINT.c.status == "open"
    late = and_(mine, COMPLAINT.c.standing == "breached")
    here = and_(mine, is_open)
    soon = and_(here, or_(*(within(step, now, until) for step in STEPS)))
    promised = and_(here, COMPLAINT.c.course != "")  # it may hold a promise
    held = alerts(engine, site)
    return Handed(
        begin=begin,
        end=now,
        until=until,
        opened=counted(engine, mine, COMPLAINT.c.at >= begin),
        closed=counted(engine, mine, ~is_open, COMPLAINT.c.done_resolution >= begin),
        open=counted(engine, mine, is_open),
        alerts=Part(held, len(held)),
        red=owed(engine, late, 0, now),
        due=owed(engine, soon, now, until, promised),
        clusters=new_clusters(engine, site, begin),
    )


def counted(engine: Engine, *wanted: ColumnElement[bool]) -> int:
    """Count complaints."""
    return number(engine, select(COMPLAINT).where(*wanted))


def number(engine: Engine, query: Select[Any]) -> int:
    """Count the rows of a query."""
    with reading(engine) as connection:
        counting = select(func.count()).select_from(query.subquery())
        return int(connection.execute(counting).scalar_one())


def owed(
    engine: Engine,
    wanted: ColumnElement[bool],
    after: int,
    until: int,
    perhaps: ColumnElement[bool] = NONE,
) -> Part[Owed]:
    """Return the complaints' earliest limits in a span, those of the oldest where they are many.

    Complaints in `perhaps` are looked at too; where there are too many to look at they are left
    out of the total.
    """
    query = select(COMPLAINT).where(or_(wanted, perhaps)).order_by(COMPLAINT.c.pos)
    rows = rows_of(engine, ComplaintRow, query.limit(READ))
    found = earliest(rows, after, until)
    return Part(found, counted(engine, wanted) if len(rows) == READ else len(found))


def within(step: str, after: int, until: int) -> ColumnElement[bool]:
    """Whether a step is open and its limit lies in a span."""
    due, done = COMPLAINT.c[f"due_{step}"], COMPLAINT.c[f"done_{step}"]
    return and_(done == 0, due > after, due <= until)


def earliest(rows: list[ComplaintRow], after: int, until: int) -> list[Owed]:
    """Return each complaint's earliest open limit in a span, the soonest first."""
    found = []
    for row in rows:
        ends = [(due, step) for due, step in limits(row) if after < due <= until]
        if ends:
            due, step = min(ends)
            found.append(Owed(row, step, due))
    return sorted(found, key=lambda one: (one.due, one.complaint.pos))


def limits(row: ComplaintRow) -> list[tuple[int, str]]:
    """Return the limits of what is owed: steps that are not done, promises that wait."""
    steps = [
        (getattr(row, f"due_{step}"), step) for step in STEPS if not getattr(row, f"done_{step}")
    ]
    promises = COURSE(row.course).promises if row.course else []
    return steps + [(until, "promise") for _, until in promises]


def new_clusters(engine: Engine, site: str, begin: int) -> Part[ClusterRow]:
    """Return the clusters that began in the shift, the most open first."""
    mine = and_(CLUSTER.c.site == site, CLUSTER.c.merged_into == "", CLUSTER.c.size > 1)
    query = select(CLUSTER).where(mine, CLUSTER.c.first >= begin)
    order = (CLUSTER.c.open.desc(), CLUSTER.c.size.desc(), CLUSTER.c.id)
    rows = rows_of(engine, ClusterRow, query.order_by(*order).limit(READ))
    return Part(rows, number(engine, query) if len(rows) == READ else len(rows))
