"""What was done at the desk about a complaint or a cluster, when and by whom: from the log."""

from collections.abc import Sequence

from sqlalchemy import Engine, select

from dashboard.actions import SOURCE, tag
from dashboard.desk_seat import Seat
from dashboard.desk_text import plain
from dashboard.markup import Markup, div
from models import events as e
from models.stores.database import reading
from models.stores.log import ENTRY, event

SHOWN, READ = 8, 200  # actions that are told, events that are read for them


def history(seat: Seat, site: str, subjects: Sequence[str]) -> Markup:
    """List the newest actions, one a line; nothing where there are none."""
    lines = [line(seat, site, one) for one in acted(seat.engine, site, subjects)]
    title = [div("section", seat.say("history.title"))] if lines else []
    return div("history", *title, *(div("facts", each) for each in lines))


def acted(engine: Engine, site: str, subjects: Sequence[str]) -> list[e.Event]:
    """Return the desk's newest events about any of these, the newest first.

    An action on many complaints is told once. The log is searched by source, and only few of its
    events are the desk's.
    """
    columns = [ENTRY.c[name] for name in e.Event.__struct_fields__]
    mine = (ENTRY.c.source == SOURCE) & (ENTRY.c.site == site) & ENTRY.c.subject.in_(subjects)
    query = select(*columns).where(mine).order_by(ENTRY.c.pos.desc()).limit(READ)
    with reading(engine) as connection:
        found = [event(row) for row in connection.execute(query)]
    actions = {one.id.rpartition("/")[0]: one for one in found}
    return list(actions.values())[:SHOWN]


def line(seat: Seat, site: str, one: e.Event) -> str:
    """Tell one action: when, who, what."""
    what = " · ".join(filter(None, (seat.say(f"action.{tag(one.data)}"), *said(seat, site, one))))
    by = plain(getattr(one.data, "by", ""))
    return " · ".join(filter(None, (seat.stamp(site, one.at), by, what)))


def said(seat: Seat, site: str, one: e.Event) -> list[str]:
    """Tell what belongs to some actions: the reason of a pause, the time that was promised."""
    code, found = seat.words.code, list[str]()
    match one.data:
        case e.Paused(reason=reason):
            found = [code("cause", reason)]
        case e.Promised(until=until):
            found = [seat.stamp(site, until)]
        case e.ComplaintEscalated(to=to, reason=reason, note=note):
            found = [code("tier", to), code("authority", reason), plain(note)]
        case e.Assigned(team=team, person=person):
            found = [plain(team), plain(person)]
        case e.Resolved(outcome=outcome, reason=reason):
            found = [code("outcome", outcome), plain(reason)]
        case e.ClusterWorked(step=step):
            found = [code("step", step)]
    return found
