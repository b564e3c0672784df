"""The hand-over sheet 交接班单: the picture at the end of a shift minus the one at its beginning.

Only complaints count, as on the wall: other kinds and the backlog are left out.
"""

from collections.abc import Iterable

from msgspec import Struct

from models import snapshot as s
from models.clock.counters import counts
from models.crisis.early import levels_of
from models.crisis.picture import shown
from models.picture import numbers
from models.picture.lists import cluster, due_row
from models.state import BREACHED, Alert, Complaint, State


class Moved(Struct, frozen=True):
    """How many complaints of a top category came and went."""

    category: str
    opened: int = 0
    closed: int = 0


class Sheet(Struct, frozen=True):
    """What one shift hands to the next. Times are epoch seconds of site time."""

    begin: int
    end: int
    until: int  # the end of the next shift
    before: s.Numbers
    after: s.Numbers
    opened: int  # received in the shift
    closed: int  # open before or received in it, and resolved or closed at its end
    reopened: int
    moved: list[Moved]  # by category, the busiest first
    red: list[s.Due]  # past a limit at the end, the longest first
    inherited: int  # of them, red already at the beginning
    alerts: list[s.Crisis]  # open at the end, the worst first
    due: list[s.Due]  # with a limit within the next shift, the soonest first
    clusters: list[s.Cluster]  # told as one since the beginning, the most open first


def sheet(before: State, after: State, begin: int, end: int, until: int) -> Sheet:
    """Return the difference of two states of one site, of which `after` is the later.

    A complaint that the policy forgets within one shift (`remember`) is not seen.
    """
    came = [c for c in after.complaints.values() if counts(c) and c.pos > before.site.pos]
    went = [c for c in was_open(before, came) if not is_open(after, c.key)]
    red = [c for c in after.complaints.values() if counts(c) and c.standing == BREACHED]
    reopened = [
        c
        for c in before.complaints.values()
        if counts(c) and c.status != "open" and is_open(after, c.key)
    ]
    return Sheet(
        begin=begin,
        end=end,
        until=until,
        before=numbers(before),
        after=numbers(after),
        opened=len(came),
        closed=len(went),
        reopened=len(reopened),
        moved=by_category(came, went),
        red=soonest(row for c in red for row in due_row(after, c, breached=True)),
        inherited=sum(was_red(before, c.key) for c in red),
        alerts=shown(after, sorted(after.watched.values(), key=worst)),
        due=due_by(after, until),
        clusters=new_clusters(before, after),
    )


def was_open(before: State, came: list[Complaint]) -> list[Complaint]:
    """Return the complaints that could be closed in the shift."""
    known = [c for c in before.complaints.values() if counts(c) and c.status == "open"]
    return known + came


def is_open(state: State, key: str) -> bool:
    """Whether a complaint is known and open."""
    complaint = state.complaints.get(key)
    return complaint is not None and complaint.status == "open"


def was_red(before: State, key: str) -> bool:
    """Whether a complaint had a limit behind it before."""
    complaint = before.complaints.get(key)
    return complaint is not None and complaint.standing == BREACHED


def by_category(came: list[Complaint], went: list[Complaint]) -> list[Moved]:
    """Count what came and went by top category."""
    counts: dict[str, list[int]] = {}
    for column, complaints in enumerate((came, went)):
        for complaint in complaints:
            counts.setdefault(complaint.category.partition(".")[0], [0, 0])[column] += 1
    moved = [Moved(category, *pair) for category, pair in counts.items()]
    return sorted(moved, key=lambda one: (-one.opened - one.closed, one.category))


def worst(alert: Alert) -> tuple[int, int, str]:
    """Sort alerts by level, then by age."""
    return alert.level, alert.since, alert.id


def due_by(after: State, until: int) -> list[s.Due]:
    """Return what falls due up to a moment."""
    waiting = (
        c
        for c in after.complaints.values()
        if counts(c) and c.status == "open" and 0 < c.due_at <= until
    )
    return soonest(row for c in waiting for row in due_row(after, c, breached=False))


def soonest(rows: Iterable[s.Due]) -> list[s.Due]:
    """Sort by the limit, then by number."""
    return sorted(rows, key=lambda row: (row.due, row.number))


def new_clusters(before: State, after: State) -> list[s.Cluster]:
    """Return the clusters that were none before, with two or more complaints."""
    levels = levels_of(after)
    found = [
        cluster(after, one, levels.get(one.id, 0))
        for name, one in after.clusters.items()
        if name not in before.clusters and len(one.members) > 1 and not one.merged_into
    ]
    return sorted(found, key=lambda one: (-one.open, -one.size, one.first, one.id))
