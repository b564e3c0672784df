"""What the desk reads from the SQL records: rows as their tables have them, lists as frames.

Nothing here writes. A frame has the table's columns; its times are epoch seconds, 0 for unset.
"""

from typing import Any

import msgspec
import pandas as pd
from sqlalchemy import ColumnElement, Engine, Select, func, or_, select

from dashboard.desk_filter import Filter
from dashboard.precision import Verdict
from dashboard.rows import as_frame, frame, one, rows_of
from models.crisis.evidence import LIFE_SAFETY
from models.events import SiteOpened
from models.stores.append import ENTRY, STREAM, TEXT
from models.stores.database import reading
from models.stores.log import DEAD_LETTER as DEAD
from models.stores.records import ALERT, COMPLAINT, OUTBOX
from models.stores.tables import AlertRow, ComplaintRow, OutboxRow, Stream, TextRow

PREVIEW = 160  # characters of a text that a list shows


def sites(engine: Engine) -> dict[str, SiteOpened]:
    """Return every site by id with its first description, sorted by id."""
    query = select(ENTRY.c.site, ENTRY.c.data).join_from(
        STREAM, ENTRY, (ENTRY.c.site == STREAM.c.site) & (ENTRY.c.pos == 1)
    )
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(ENTRY.c.site)).all()
    return {row.site: msgspec.json.decode(row.data, type=SiteOpened) for row in rows}


def site_now(stream: Stream, now: int) -> int:
    """Return site time at wall time `now`, both epoch seconds; it never runs backwards."""
    if stream.live:
        return max(stream.head_at, now)
    virtual = stream.base + (now - stream.wall_base) * stream.rate
    return max(stream.head_at, min(virtual, stream.until or virtual))


def alerts(engine: Engine, site: str = "", ended_since: int | None = None) -> list[AlertRow]:
    """Return open alerts of one site or of all; or those ended since a time.

    The worst come first, of equally bad ones dangers to be confirmed, then the oldest.
    """
    sure = or_(ALERT.c.rule != LIFE_SAFETY, ALERT.c.count >= ALERT.c.threshold)
    over = ALERT.c.status == "resolved"
    query = select(ALERT).where(ALERT.c.site == site) if site else select(ALERT)
    if ended_since is None:
        query = query.where(~over).order_by(ALERT.c.level, sure, ALERT.c.since, ALERT.c.id)
    else:
        query = query.where(over, ALERT.c.ended >= ended_since).order_by(ALERT.c.ended.desc())
    return rows_of(engine, AlertRow, query)


def verdicts(engine: Engine, site: str = "", limit: int = 1_000) -> list[Verdict]:
    """Return the newest alerts of a site, or of all, on which people gave a verdict."""
    wanted = (ALERT.c.rule, ALERT.c.level, ALERT.c.signal, ALERT.c.count, ALERT.c.verdict)
    query = select(*wanted).where(ALERT.c.verdict != "")
    query = query.where(ALERT.c.site == site) if site else query
    query = query.order_by(ALERT.c.since.desc(), ALERT.c.id).limit(limit)
    with reading(engine) as connection:
        return [Verdict(*row[:4], row[4] == "right") for row in connection.execute(query)]


def alert(engine: Engine, site: str, name: str) -> AlertRow | None:
    """Return one alert, open or over."""
    return one(engine, AlertRow, site=site, id=name)


def told(engine: Engine, site: str, name: str) -> list[OutboxRow]:
    """Return who was told of an alert, newest first."""
    query = select(OUTBOX).where(OUTBOX.c.site == site, OUTBOX.c.alert == name)
    return rows_of(engine, OutboxRow, query.order_by(OUTBOX.c.id.desc()).limit(200))


def named(engine: Engine, site: str, keys: list[str]) -> pd.DataFrame:
    """Return the complaints with these keys and their text, oldest first."""
    return frame(engine, with_text(COMPLAINT.c.key.in_(keys), site).order_by(COMPLAINT.c.pos))


def complaints(
    engine: Engine, site: str, wanted: Filter, limit: int = 500
) -> tuple[pd.DataFrame, int]:
    """Return the newest matching complaints with a preview of their text, and how many match."""
    matching = wanted.condition()
    query = with_text(matching, site, PREVIEW).order_by(COMPLAINT.c.pos.desc()).limit(limit)
    counting = select(func.count()).select_from(with_text(matching, site).subquery())
    with reading(engine) as connection:
        return as_frame(connection.execute(query)), int(connection.execute(counting).scalar_one())


def complaint(engine: Engine, site: str, key: str) -> tuple[ComplaintRow, TextRow] | None:
    """Return one complaint with its text, an empty one where it was erased."""
    found = one(engine, ComplaintRow, site=site, key=key)
    text = one(engine, TextRow, site=site, key=key) or TextRow(site=site, key=key)
    return (found, text) if found else None


def refused(engine: Engine, site: str = "", limit: int = 200) -> tuple[pd.DataFrame, int]:
    """Return the newest refused letters of a site and of none, or of all; and how many."""
    mine = DEAD.c.site.in_(["", site]) if site else DEAD.c.id.is_not(None)
    query = select(DEAD).where(mine).order_by(DEAD.c.id.desc()).limit(limit)
    counting = select(func.count()).select_from(DEAD).where(mine)
    with reading(engine) as connection:
        return as_frame(connection.execute(query)), int(connection.execute(counting).scalar_one())


def used(engine: Engine, site: str) -> tuple[list[str], list[str]]:
    """Return the places and the categories that complaints of the site have, sorted."""
    with reading(engine) as connection:
        columns = [COMPLAINT.c.place, COMPLAINT.c.category]
        found = [
            connection.scalars(select(column).distinct().where(COMPLAINT.c.site == site))
            for column in columns
        ]
        places, categories = (sorted(str(value) for value in values) for values in found)
    return places, categories


def with_text(matching: ColumnElement[bool], site: str, cut: int = 0) -> Select[Any]:
    """Join complaints of a site with their texts, cut to so many characters (0: whole)."""
    body = func.substr(TEXT.c.body, 1, cut) if cut else TEXT.c.body
    same = (TEXT.c.site == COMPLAINT.c.site) & (TEXT.c.key == COMPLAINT.c.key)
    subject = func.coalesce(TEXT.c.subject, "").label("subject")
    return (
        select(COMPLAINT, subject, func.coalesce(body, "").label("body"))
        .select_from(COMPLAINT.outerjoin(TEXT, same))
        .where(COMPLAINT.c.site == site, matching)
    )
