"""What the door reads from the log: the sites as they are now, and who is behind."""

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

import msgspec
from sqlalchemy import select

from models.events import RulesAdopted, SiteOpened
from models.events.versions import read
from models.stores.database import reading
from models.stores.log import CURSOR, ENTRY, STREAM, TEXT, Log, UnknownSiteError
from workers.intake.accept import Door

FRESH_SECONDS = 5.0
BACKLOG_SECONDS = 0.5


class Known(msgspec.Struct):
    """A site as of position `pos` of its log, looked up at `since` (monotonic)."""

    opened: SiteOpened
    policy: Mapping[str, Any]
    pos: int
    since: float
    door: Door


class Doors:
    """The doors to all sites; a change of a site is seen within five seconds."""

    def __init__(self, log: Log, secret: bytes) -> None:
        self.log, self.secret = log, secret
        self._known: dict[str, Known] = {}
        self._waiting: dict[str, int] = {}
        self._counted = float("-inf")

    def to(self, site: str) -> Door:
        """Return the door to a site. Raises UnknownSiteError, also for the portfolio."""
        known = self._known.get(site)
        if known is None or monotonic() - known.since > FRESH_SECONDS:
            known = self._known[site] = self._look(site, known)
        return known.door

    def _look(self, site: str, known: Known | None) -> Known:
        head = self.log.stream(site).head
        opened, policy = (known.opened, known.policy) if known else (None, None)
        for data in self._changes(site, known.pos if known else 0, head):
            if isinstance(data, SiteOpened):
                opened = data
            elif isinstance(data, RulesAdopted):
                policy = data.policy
        if opened is None or policy is None or opened.kind == "portfolio":
            raise UnknownSiteError(site)
        return Known(opened, policy, head, monotonic(), Door.to(site, opened, policy, self.secret))

    def _changes(self, site: str, after: int, until: int) -> Iterable[object]:
        query = (
            select(ENTRY.c.data)
            .where(ENTRY.c.site == site, ENTRY.c.pos > after, ENTRY.c.pos <= until)
            .where(ENTRY.c.type.in_(["site.opened", "rules.adopted"]))
            .order_by(ENTRY.c.pos)
        )
        with reading(self.log.engine) as connection:
            return [read(data) for data in connection.scalars(query)]

    def has_complaint(self, site: str, key: str) -> bool:
        """Whether the site has a complaint of this key; its text outlives erasure, emptied."""
        query = select(TEXT.c.key).where(TEXT.c.site == site, TEXT.c.key == key)
        with reading(self.log.engine) as connection:
            return connection.scalar(query) is not None

    def waiting(self, site: str) -> int:
        """Return how many events of the site wait to be folded, as of half a second ago."""
        if monotonic() - self._counted > BACKLOG_SECONDS:
            joined = STREAM.join(CURSOR, STREAM.c.site == CURSOR.c.site)
            query = select(STREAM.c.site, STREAM.c.head - CURSOR.c.pos).select_from(joined)
            with reading(self.log.engine) as connection:
                self._waiting = {row[0]: row[1] for row in connection.execute(query)}
            self._counted = monotonic()
        return self._waiting.get(site, 0)
