"""The clock: tells a live site that time passed, just after something fell due there.

It also rings for whatever was left behind: a site whose records or picture lag the log, a
recipient with messages waiting. A replayed site is ticked by its feeder, not by us.
"""

import time
from threading import Event as Flag

import structlog
from redis.exceptions import RedisError
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from alerts.job import ring_recipients
from models.events import Draft, TimePassed
from models.stores import database, live, records, settings
from models.stores.database import checkpoint, reading
from models.stores.live import Live
from models.stores.log import STREAM, Log

logger = structlog.get_logger()
INTERVAL = 0.25  # seconds between two looks at what is due
ROUND = 1.0  # seconds between two rounds for what was left behind


def run(stop: Flag | None = None) -> None:
    """Tick until told to stop; a store that is away is waited for."""
    chosen = settings.load()
    clock = Clock(database.connect(chosen.database_url), Live(live.connect(chosen.redis_url)))
    stop = stop or Flag()
    next_round = 0.0
    while not stop.wait(INTERVAL):
        try:
            clock.tick(settings.now())
            if time.monotonic() >= next_round:
                next_round = time.monotonic() + ROUND
                clock.round(settings.now())
        except (RedisError, SQLAlchemyError) as error:
            logger.warning("clock.store_away", error=str(error))


class Clock:
    """One look and one round, with the stores they need."""

    def __init__(self, engine: Engine, live: Live) -> None:
        self.log = Log(engine)
        self.live = live

    def tick(self, now: int) -> list[str]:
        """Append `time.passed` to the live sites where something fell due; return them."""
        due = self.live.due_sites(now)
        if not due:
            return []
        live = self.live_sites()
        ticking = [site for site in due if site in live]
        drafts = [
            Draft(site, "clock", f"{site}/{now}", now, site, TimePassed(now)) for site in ticking
        ]
        self.live.ring(*(a.site for a in self.log.append(drafts, now) if a.fresh))
        return ticking

    def live_sites(self) -> frozenset[str]:
        """Return the sites whose time is the wall clock."""
        with reading(self.log.engine) as connection:
            rows = connection.execute(select(STREAM.c.site).where(STREAM.c.live))
            return frozenset(row.site for row in rows)

    def round(self, now: int) -> None:
        """Ring whatever was left behind, tidy the database, and say that we are alive."""
        cursors = records.cursors(self.log.engine)
        behind = []
        for site, head in self.log.heads().items():
            shown = self.live.cursor(site)
            if cursors.get(site, 0) < head or shown is None or shown.pos < head:
                behind.append(site)
        self.live.ring(*behind)
        checkpoint(self.log.engine)
        ring_recipients(self.live.redis, self.log.engine)
        self.live.beat("clock", now)
