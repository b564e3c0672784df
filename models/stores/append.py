"""Append to the log within a transaction: dense positions per site, each event once.

The stream's row is locked before anything else, so positions are given out in the order of
the commits and a reader can never see position n+1 before n.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, Dialect, bindparam, select, tuple_, update
from sqlalchemy.sql import ClauseElement

from models.events import Draft
from models.events.versions import kind
from models.stores.prepared import Prepared
from models.stores.tables import Entry, Stream, TextRow, table
from models.stores.text import Text
from models.stores.writing import listed, writing

STREAM, ENTRY, TEXT = (table(t) for t in (Stream, Entry, TextRow))
put_entries, put_texts = writing(ENTRY, "refused"), writing(TEXT, "refused")
ENCODE = msgspec.json.Encoder()
advance = Prepared(
    update(STREAM)
    .where(STREAM.c.site == bindparam("of"))
    .values(head=bindparam("head"), head_at=bindparam("head_at"))
)


@Prepared
def locked(dialect: Dialect) -> ClauseElement:
    """Return the streams of `sites`, in sorted order so that two appenders cannot deadlock."""
    mine = STREAM.c.site.in_(listed(dialect, "sites", 1))
    return select(STREAM).where(mine).order_by(STREAM.c.site).with_for_update()


@Prepared
def known(dialect: Dialect) -> ClauseElement:
    """Return where in the log the events named (source, id) in `names` stand."""
    mine = tuple_(ENTRY.c.source, ENTRY.c.id).in_(listed(dialect, "names", 2))
    return select(ENTRY.c.source, ENTRY.c.id, ENTRY.c.site, ENTRY.c.pos).where(mine)


class UnknownSiteError(LookupError):
    """The site was never opened."""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a draft stands in the log; `fresh` is False if it was there already."""

    site: str
    pos: int
    fresh: bool


def append(
    connection: Connection, drafts: Sequence[Draft], now: int, texts: Iterable[Text] = ()
) -> list[Appended]:
    """Append within the caller's transaction; see `Log.append`."""
    streams = lock(connection, sorted({draft.site for draft in drafts}))
    there = known_positions(connection, drafts)
    rows: list[dict[str, Any]] = []
    result: list[Appended] = []
    for draft in drafts:
        name = (draft.source, draft.id)
        if name in there:
            result.append(Appended(*there[name], fresh=False))
            continue
        stream = streams[draft.site]
        stream["head"] += 1
        stream["head_at"] = max(stream["head_at"], site_time(stream, draft, now))
        there[name] = (draft.site, stream["head"])
        rows.append(entry(draft, stream["head"], stream["head_at"], now))
        result.append(Appended(draft.site, stream["head"], fresh=True))
    store(connection, streams, rows, texts)
    return result


def lock(connection: Connection, sites: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Lock the sites' stream rows. Raises UnknownSiteError."""
    rows = locked.rows(connection, sites=encoded([[site] for site in sites]))
    streams = {row[0]: dict(zip(STREAM.c.keys(), row, strict=True)) for row in rows}
    missing = [site for site in sites if site not in streams]
    if missing:
        raise UnknownSiteError(", ".join(missing))
    return streams


def known_positions(
    connection: Connection, drafts: Sequence[Draft]
) -> dict[tuple[str, str], tuple[str, int]]:
    """Return (source, id) -> (site, position) of the drafts that the log has already."""
    rows = known.rows(connection, names=encoded([(draft.source, draft.id) for draft in drafts]))
    return {(source, name): (site, pos) for source, name, site, pos in rows}


def site_time(stream: dict[str, Any], draft: Draft, now: int) -> int:
    """Return the site time of a draft: given by an importer, the wall's, or the virtual clock's."""
    if draft.at is not None:
        return draft.at
    if stream["live"]:
        return now
    virtual = stream["base"] + (now - stream["wall_base"]) * stream["rate"]
    return int(min(virtual, stream["until"] or virtual))


def entry(draft: Draft, pos: int, at: int, now: int) -> dict[str, Any]:
    """Return the row of a draft at its position."""
    return {
        "site": draft.site,
        "pos": pos,
        "source": draft.source,
        "id": draft.id,
        "type": kind(type(draft.data)),
        "time": draft.time,
        "received_at": now,
        "at": at,
        "subject": draft.subject,
        "data": encoded(draft.data),
    }


def store(
    connection: Connection,
    streams: dict[str, dict[str, Any]],
    rows: list[dict[str, Any]],
    texts: Iterable[Text],
) -> None:
    """Write the new heads, events and texts."""
    if not rows:
        return
    heads = [
        {"of": site, "head": stream["head"], "head_at": stream["head_at"]}
        for site, stream in streams.items()
    ]
    advance.run(connection, heads)
    put_entries.run(connection, rows)
    fresh = {(row["site"], row["subject"]) for row in rows if row["type"] == "complaint.received"}
    kept = {(text.site, text.key): text for text in texts if (text.site, text.key) in fresh}
    put_texts.run(connection, [{"erased_at": 0} | asdict(text) for text in kept.values()])


def encoded(value: object) -> str:
    """Return the value as JSON text."""
    return ENCODE.encode(value).decode()
