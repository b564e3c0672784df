"""The log: append-only, dense positions per site, one transaction per append.

The stream's row is locked before anything else, so positions are given out in the order of
the commits and a reader can never see position n+1 before n.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from models.events import Data, Draft, Event, RulesAdopted, SiteClock, SiteOpened
from models.stores.database import reading
from models.stores.tables import CursorRow, DeadLetter, Entry, Stream, TextRow, table

STREAM, ENTRY, TEXT, CURSOR, DEAD_LETTER = (
    table(t) for t in (Stream, Entry, TextRow, CursorRow, DeadLetter)
)
DECODE: msgspec.json.Decoder[Data] = msgspec.json.Decoder(Data)
ENCODE = msgspec.json.Encoder()
REFUSED_BYTES = 65_536


class UnknownSiteError(LookupError):
    """The site was never opened."""


class Text(Struct, frozen=True):
    """What a person wrote, kept apart from the log under the complaint's key."""

    site: str
    key: str
    subject: str = ""
    body: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a draft stands in the log; `fresh` is False if it was there already."""

    site: str
    pos: int
    fresh: bool


class Log:
    """The log in one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def append(
        self, drafts: Sequence[Draft], now: int, texts: Sequence[Text] = ()
    ) -> list[Appended]:
        """Append all drafts in one transaction; an event sent twice keeps its first position.

        Raises UnknownSiteError; nothing is stored then.
        """
        try:
            with self.engine.begin() as connection:
                return append(connection, drafts, now, texts)
        except IntegrityError:  # another site took the same source and id meanwhile
            with self.engine.begin() as connection:
                return append(connection, drafts, now, texts)

    def open_site(self, site: str, opened: SiteOpened, rules: RulesAdopted, now: int) -> None:
        """Create the site's stream with its first two events; does nothing if it is there."""
        with self.engine.begin() as connection:
            if connection.execute(select(STREAM.c.site).where(STREAM.c.site == site)).first():
                return
            connection.execute(insert(STREAM).values(**stream_values(site, opened.clock)))
            connection.execute(insert(CURSOR).values(site=site, pos=0))
            at = opened.clock.base if opened.clock else None
            first = Draft(site, "tocsin", f"{site}/opened", at or now, site, opened, at)
            second = Draft(site, "tocsin", f"{site}/rules/1", at or now, site, rules, at)
            append(connection, [first, second], now)

    def read(self, site: str, after: int, limit: int) -> list[Event]:
        """Return up to `limit` events of the site after position `after`, in order."""
        query = (
            select(*EVENT_COLUMNS)
            .where(ENTRY.c.site == site, ENTRY.c.pos > after)
            .order_by(ENTRY.c.pos)
            .limit(limit)
        )
        with reading(self.engine) as connection:
            return [event(tuple(row)) for row in connection.execute(query)]

    def find(self, site: str, pos: int) -> Event | None:
        """Return the event at a position."""
        found = self.read(site, pos - 1, 1)
        return found[0] if found and found[0].pos == pos else None

    def heads(self) -> dict[str, int]:
        """Return the newest position of every site."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(STREAM.c.site, STREAM.c.head))
            return {row.site: row.head for row in rows}

    def head(self, site: str) -> int:
        """Return the site's newest position, 0 for a site that was never opened."""
        with reading(self.engine) as connection:
            query = select(STREAM.c.head).where(STREAM.c.site == site)
            return int(connection.execute(query).scalar() or 0)

    def exists(self, site: str) -> bool:
        """Whether the site was opened."""
        return self.head(site) > 0

    def stream(self, site: str) -> Stream:
        """Return the site's stream row. Raises UnknownSiteError."""
        with reading(self.engine) as connection:
            row = connection.execute(select(STREAM).where(STREAM.c.site == site)).first()
        if row is None:
            raise UnknownSiteError(site)
        return Stream.model_validate(row, from_attributes=True)

    def sites(self) -> list[str]:
        """Return the ids of all sites, sorted."""
        return sorted(self.heads())

    def refuse(self, site: str, channel: str, reason: str, body: bytes, now: int) -> None:
        """Keep what was refused at the door, cut at 64 KiB."""
        row = {
            "site": site,
            "channel": channel,
            "reason": reason,
            "body": body[:REFUSED_BYTES],
            "refused_at": now,
        }
        with self.engine.begin() as connection:
            connection.execute(insert(DEAD_LETTER).values(**row))


EVENT_COLUMNS = [ENTRY.c[name] for name in Event.__struct_fields__]


def event(row: Sequence[Any]) -> Event:
    """Return the event of a row that has the columns of `EVENT_COLUMNS`."""
    site, pos, source, name, time, received_at, at, subject, data = row
    return Event(site, pos, source, name, time, received_at, at, subject, DECODE.decode(data))


def stream_values(site: str, clock: SiteClock | None) -> dict[str, Any]:
    """Return a new stream's row."""
    values = msgspec.structs.asdict(clock) if clock else {}
    return {"site": site, "token": secrets.token_hex(8), "head": 0, "live": clock is None,
            "head_at": 0, "base": 0, "wall_base": 0, "rate": 0, "until": 0} | values  # fmt: skip


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
    query = select(STREAM).where(STREAM.c.site.in_(sites)).order_by(STREAM.c.site)
    rows = connection.execute(query.with_for_update()).mappings()
    streams = {row["site"]: dict(row) for row in rows}
    missing = [site for site in sites if site not in streams]
    if missing:
        raise UnknownSiteError(", ".join(missing))
    return streams


def known_positions(
    connection: Connection, drafts: Sequence[Draft]
) -> dict[tuple[str, str], tuple[str, int]]:
    """Return (source, id) -> (site, position) of the drafts that the log has already."""
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for draft in drafts:
        ids[draft.source].append(draft.id)
    known: dict[tuple[str, str], tuple[str, int]] = {}
    for source, names in ids.items():
        query = select(ENTRY.c.id, ENTRY.c.site, ENTRY.c.pos).where(
            ENTRY.c.source == source, ENTRY.c.id.in_(names)
        )
        known |= {(source, row.id): (row.site, row.pos) for row in connection.execute(query)}
    return known


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
    for site, stream in streams.items():
        values = {"head": stream["head"], "head_at": stream["head_at"]}
        connection.execute(update(STREAM).where(STREAM.c.site == site).values(values))
    connection.execute(insert(ENTRY), rows)
    fresh = {(row["site"], row["subject"]) for row in rows if row["type"] == "complaint.received"}
    kept = {(text.site, text.key): text for text in texts if (text.site, text.key) in fresh}
    if kept:
        rows = [{"erased_at": 0} | msgspec.structs.asdict(text) for text in kept.values()]
        connection.execute(insert(TEXT), rows)
