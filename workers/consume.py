"""The RQ job that folds sites' new events: one writer per site, whatever runs it.

A job is woken for one site and then looks after every site that is behind, so that a busy
portfolio costs no job per event. Workers share the sites out among them without a word: each
goes on with those whose state it keeps warm, and takes another's only if that one is stuck. A
lease says who is at a site for longer; for a few events the comparison at the commit is enough.
"""

import time
import uuid
from functools import cache

import structlog

from models.stores import database, live, records, settings
from models.stores.live import Live
from models.stores.log import Log
from workers.writer import Writer

logger = structlog.get_logger()
QUEUE = "consume"
RENEWAL = 0.5  # seconds between two renewals of the lease
POLL = 0.004  # seconds between two looks while lingering
QUIET = 0.02  # seconds without work after which a job that waits goes first
IDLE, BUSY = 0.1, 1.0  # seconds that another's site may stand still before we take it
SHORT = 100  # events that are folded before anybody could take the site for stuck
JOB = 60  # seconds after which a job makes room, long before RQ would stop it


def consume(site: str) -> None:
    """Fold what is new in a site. The job that `Live.ring` enqueues."""
    consumer().drain(site)


@cache
def consumer() -> "Consumer":
    """Return this process's consumer, with its connections and warm states."""
    chosen = settings.load()
    log = Log(database.connect(chosen.database_url, derived=True))
    return Consumer(log, Live(live.connect(chosen.redis_url)), chosen)


class Consumer:
    """Takes sites in turn, the one that waited longest first."""

    def __init__(self, log: Log, live: Live, chosen: settings.Settings) -> None:
        self.log = log
        self.live = live
        self.settings = chosen
        self.writer = Writer(log, live, chosen)
        self.owner = uuid.uuid4().hex
        self.held = ""  # the site whose lease we hold
        self.renewed = 0.0
        self.served: dict[str, float] = {}  # site -> when it had its last turn in this job
        self.mine: set[str] = set()  # sites that nobody else wrote to since we did
        self.behind: dict[str, records.Lag] = {}  # as last seen
        self.waits: dict[str, tuple[int, float]] = {}  # another's site -> (cursor, since when)

    def drain(self, site: str) -> None:
        """Fold the site, then all that are behind, until none was for a moment."""
        end = time.monotonic() + JOB
        self.served, self.waits, self.behind = {site: 0.0}, {}, {}
        chosen: str | None = site
        try:
            while chosen is not None and time.monotonic() < end:
                if not self.turn(chosen):
                    self.turn(chosen)  # with a lease, and another look
                chosen = self.next()
        finally:
            self.live.disarm(self.served)
            self.let_go()
        self.live.ring(*records.lagging(self.log.engine))

    def turn(self, site: str) -> bool:
        """Fold one batch of the site, unless somebody else is at it; False if he was faster."""
        self.served[site] = time.monotonic()
        self.waits.pop(site, None)
        fresh = site != self.held and not self.quick(site)
        if fresh and not self.take(site):
            self.mine.discard(site)
            return True
        if site != self.held:
            self.let_go()
        try:
            self.keep()
            if self.writer.batch(site, self.keep, look=fresh):
                self.mine.add(site)
        except records.Fenced:
            logger.info("consume.fenced", site=site)
            self.mine.discard(site)
            self.let_go()
            return False
        return True

    def quick(self, site: str) -> bool:
        """Whether the site is ours, with so little to do that it needs no lease."""
        lag = self.behind.get(site)
        return site in self.mine and lag is not None and lag.head - lag.pos <= SHORT

    def take(self, site: str) -> bool:
        """Change over to the site's lease; False if it is another's."""
        won = self.live.acquire(site, self.owner, self.settings.lease, self.held)
        self.held = site if won else ""
        return won

    def let_go(self) -> None:
        """Give up the lease that we hold, if any."""
        if self.held:
            self.live.release(self.held, self.owner)
            self.held = ""

    def next(self) -> str | None:
        """Return the site whose turn it is, None if there was none for a while."""
        begin, linger = time.monotonic(), self.settings.linger_ms / 1_000
        while (site := self.choose()) is None:
            idle = time.monotonic() - begin
            if idle >= linger or (idle >= QUIET and self.live.waiting(QUEUE)):
                return None
            self.keep()
            time.sleep(POLL)
        return site

    def choose(self) -> str | None:
        """Return, of the sites that are behind, the one that waited longest for us."""
        now, behind = time.monotonic(), records.lagging(self.log.engine)
        self.behind = behind
        self.mine -= {s for s, lag in behind.items() if not self.writer.shelf.stands(s, lag.pos)}
        patience = IDLE if self.mine.isdisjoint(behind) else BUSY
        able = [
            site
            for site, lag in behind.items()
            if site in self.mine or now - self.since(site, lag.pos, now) >= patience
        ]
        return min(able, key=lambda site: self.served.get(site, 0.0), default=None)

    def since(self, site: str, pos: int, now: float) -> float:
        """Return since when the site's cursor stands where it is, as far as we saw it."""
        seen = self.waits.get(site)
        if seen is None or seen[0] != pos:
            seen = self.waits[site] = (pos, now)
        return seen[1]

    def keep(self) -> None:
        """Twice a second, tell ringers that somebody is at it, and renew the lease."""
        now = time.monotonic()
        if now - self.renewed >= RENEWAL:
            self.renewed = now
            self.live.rearm(self.served)
            if self.held and not self.live.renew(self.held, self.owner, self.settings.lease):
                raise records.Fenced(self.held)
