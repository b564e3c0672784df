"""The log: append-only, what everything else follows from."""

import secrets
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Engine, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from models.events import Draft, Event, RulesAdopted, SiteClock, SiteOpened, versions
from models.stores.append import ENTRY, STREAM, TEXT, Appended, UnknownSiteError, append
from models.stores.database import reading
from models.stores.prepared import Prepared
from models.stores.tables import CursorRow, DeadLetter, Stream, table
from models.stores.text import Text

__all__ = [
    "CURSOR",
    "DEAD_LETTER",
    "ENTRY",
    "STREAM",
    "TEXT",
    "Appended",
    "Log",
    "Text",
    "UnknownSiteError",
    "append",
]

CURSOR, DEAD_LETTER = table(CursorRow), table(DeadLetter)
REFUSED_BYTES = 65_536
SITE: BindParameter[str] = bindparam("site")
head_of = Prepared(select(STREAM.c.head).where(STREAM.c.site == SITE))
tail_of = Prepared(
    select(*(ENTRY.c[name] for name in Event.__struct_fields__))
    .where(ENTRY.c.site == SITE, ENTRY.c.pos > bindparam("after"))
    .order_by(ENTRY.c.pos)
    .limit(bindparam("most"))
)


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
        rows = tail_of.ask(self.engine, site=site, after=after, most=limit)
        return list(map(event, rows))

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
        return sum(head for (head,) in head_of.ask(self.engine, site=site))

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


def event(row: Sequence[Any]) -> Event:
    """Return the event of a row of the log."""
    site, pos, source, name, time, received_at, at, subject, data = row
    return Event(site, pos, source, name, time, received_at, at, subject, versions.read(data))


def stream_values(site: str, clock: SiteClock | None) -> dict[str, Any]:
    """Return a new stream's row."""
    values = msgspec.structs.asdict(clock) if clock else {}
    return {"site": site, "token": secrets.token_hex(8), "head": 0, "live": clock is None,
            "head_at": 0, "base": 0, "wall_base": 0, "rate": 0, "until": 0} | values  # fmt: skip
