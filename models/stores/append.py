"""Append to the log within a transaction: dense positions per site, each event once.

The stream's row is locked before anything else, so positions are given out in the order of
the commits and a reader can never see position n+1 before n.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, bindparam, select, update

from models.events import Draft
from models.stores.tables import Entry, Stream, TextRow, table
from models.stores.text import Text
from models.stores.writing import Writing

STREAM, ENTRY, TEXT = (table(t) for t in (Stream, Entry, TextRow))
put_entries, put_texts = Writing(ENTRY, "refused"), Writing(TEXT, "refused")
ENCODE = msgspec.json.Encoder()
LOCK = (
    select(STREAM)
    .where(STREAM.c.site.in_(bindparam("sites", expanding=True)))
    .order_by(STREAM.c.site)
    .with_for_update()
)
KNOWN = select(ENTRY.c.source, ENTRY.c.id, ENTRY.c.site, ENTRY.c.pos).where(
    ENTRY.c.source.in_(bindparam("sources", expanding=True)),
    ENTRY.c.id.in_(bindparam("ids", expanding=True)),
)
FEW = 50  # drafts that are looked for together: each id is tried with each source
ADVANCE = (
    update(STREAM)
    .where(STREAM.c.site == bindparam("of"))
    .values(head=bindparam("head"), head_at=bindparam("head_at"))
)


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
    known = known_positions(connection, drafts)
    rows: list[dict[str, Any]] = []
    result: list[Appended] = []
    for draft in drafts:
        name = (draft.source, draft.id)
        if name in known:
            result.append(Appended(*known[name], fresh=False))
            continue
        stream = streams[draft.site]
        stream["head"] += 1
        stream["head_at"] = max(stream["head_at"], site_time(stream, draft, now))
        known[name] = (draft.site, stream["head"])
        rows.append(entry(draft, stream["head"], stream["head_at"], now))
        result.append(Appended(draft.site, stream["head"], fresh=True))
    store(connection, streams, rows, texts)
    return result


def lock(connection: Connection, sites: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Lock the sites' stream rows, in sorted order so that two appenders cannot deadlock."""
    rows = connection.execute(LOCK, {"sites": sites}).mappings()
    streams = {row["site"]: dict(row) for row in rows}
    missing = [site for site in sites if site not in streams]
    if missing:
        raise UnknownSiteError(", ".join(missing))
    return streams


def known_positions(
    connection: Connection, drafts: Sequence[Draft]
) -> dict[tuple[str, str], tuple[str, int]]:
    """Return (source, id) -> (site, position) of the drafts that the log has already."""
    known: dict[tuple[str, str], tuple[str, int]] = {}
    for sources, ids in questions(drafts):
        rows = connection.execute(KNOWN, {"sources": sources, "ids": ids})
        known |= {(row.source, row.id): (row.site, row.pos) for row in rows}
    return known


def questions(drafts: Sequence[Draft]) -> list[tuple[list[str], list[str]]]:
    """Return (sources, ids) that find all drafts: one question for a few, else one per source."""
    if len(drafts) <= FEW:
        return [(list({draft.source for draft in drafts}), [draft.id for draft in drafts])]
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for draft in drafts:
        ids[draft.source].append(draft.id)
    return [([source], names) for source, names in ids.items()]


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
        "type": type(draft.data).__struct_config__.tag,
        "time": draft.time,
        "received_at": now,
        "at": at,
        "subject": draft.subject,
        "data": ENCODE.encode(draft.data).decode(),
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
    connection.execute(ADVANCE, heads)
    put_entries(connection, rows)
    fresh = {(row["site"], row["subject"]) for row in rows if row["type"] == "complaint.received"}
    kept = {(text.site, text.key): text for text in texts if (text.site, text.key) in fresh}
    put_texts(connection, [{"erased_at": 0} | asdict(text) for text in kept.values()])
