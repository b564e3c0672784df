"""Files never push people aside: an import pauses while a live site waits to be folded."""

from redis.exceptions import RedisError
from sqlalchemy import select

from models.stores import records
from models.stores.database import reading
from models.stores.live import Live
from models.stores.log import STREAM, Log
from models.stores.settings import Settings


class Room:
    """Whether there is room for more events of one file's site."""

    def __init__(self, log: Log, live: Live, site: str, settings: Settings) -> None:
        self.log, self.live, self.site = log, live, site
        self.behind, self.backlog = settings.import_lag, settings.backlog_limit

    def crowded(self) -> str:
        """Return the site to wait for, "" if there is room.

        Nobody is waited for where no worker runs: the log is open at any time.
        """
        if not self._anybody():
            return ""
        recorded = records.cursors(self.log.engine)
        with reading(self.log.engine) as connection:
            rows = connection.execute(select(STREAM.c.site, STREAM.c.head, STREAM.c.live))
            lags = {row.site: (row.head - recorded.get(row.site, 0), row.live) for row in rows}
        crowded = (
            site
            for site, (lag, live) in sorted(lags.items())
            if (live and lag > self.behind) or (site == self.site and lag > self.backlog)
        )
        return next(crowded, "")

    def _anybody(self) -> bool:
        try:
            return bool(self.live.beats())
        except RedisError:
            return False
