"""How the system does: what waits at each site, and which of its processes are alive."""

from collections.abc import Iterator

from msgspec import Struct

from models.stores import database, live, records, settings
from models.stores.live import Live
from models.stores.log import Log


class SiteStatus(Struct, frozen=True):
    """Positions count events; ages are seconds, None where nothing was heard lately."""

    site: str
    head: int  # the log's last position
    recorded: int  # folded into SQL records
    shown: int  # folded into the live picture
    age: int | None  # of the last fold

    @property
    def waiting(self) -> int:
        """How many events no picture shows yet."""
        return self.head - self.shown


def sites(log: Log, redis: Live, now: int) -> list[SiteStatus]:
    """Return the standing of every site, in order of name."""
    recorded = records.cursors(log.engine)
    return [
        site_status(redis, site, head, recorded.get(site, 0), now)
        for site, head in sorted(log.heads().items())
    ]


def site_status(redis: Live, site: str, head: int, recorded: int, now: int) -> SiteStatus:
    """Return the standing of one site."""
    cursor, pulse = redis.cursor(site), redis.pulse(site)
    age = now - pulse.as_of if pulse else None
    return SiteStatus(site, head, recorded, cursor.pos if cursor else 0, age)


def lines() -> Iterator[str]:
    """Give the standing as lines of a table. Raises RedisError, SQLAlchemyError."""
    chosen, now = settings.load(), settings.now()
    log = Log(database.connect(chosen.database_url))
    redis = Live(live.connect(chosen.redis_url))
    yield f"{'site':<24}{'events':>10}{'recorded':>10}{'shown':>10}{'waiting':>10}  last fold"
    for site in sites(log, redis, now):
        numbers = (site.head, site.recorded, site.shown, site.waiting)
        counted = "".join(f"{number:>10,}" for number in numbers)
        yield f"{site.site:<24}{counted}  {ago(site.age)}"
    yield ""
    yield f"{'process':<44}last seen"
    for name, at in redis.beats().items():
        yield f"{name:<44}{ago(now - at)}"


def ago(seconds: int | None) -> str:
    """Say an age in words."""
    return "not lately" if seconds is None else f"{seconds} s ago"
