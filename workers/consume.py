"""The RQ job that folds a site's new events: one writer per site, whatever runs it.

SQL commits first, by compare-and-set on the cursor; then Redis, by compare-and-set on what it
shows. A worker that lost either race drops its state and stops: nothing it did is visible.
"""

import time
import uuid
from collections.abc import Sequence
from functools import cache

import msgspec
import structlog
from sqlalchemy import Connection

from alerts import recipients, routes
from models import saved
from models.advance import next_due
from models.effects import Effect, Joined, Tell
from models.events import Draft, Event, SiteObserved
from models.picture import paint
from models.stores import database, live, log, records, settings
from models.stores.live import Batch, Cursor, Live, Pulse
from models.stores.log import Log
from models.stores.tables import BaselineRow, OutboxRow
from workers.warm import Poisoned, Shelf, Warm, fold

logger = structlog.get_logger()
QUEUE = "consume"
PORTFOLIO = "portfolio"
RENEWAL = 0.5  # seconds between two renewals of the lease
POLL = 0.004  # seconds between two looks while lingering
CHECKPOINT = 100_000  # positions between two baselines
CHECKPOINT_ROWS = 100_000  # a larger state is not copied


def consume(site: str) -> None:
    """Fold what is new in a site. The job that `Live.ring` enqueues."""
    consumer().drain(site)


@cache
def consumer() -> "Consumer":
    """Return this process's consumer, with its connections and warm states."""
    chosen = settings.load()
    return Consumer(
        Log(database.connect(chosen.database_url)), Live(live.connect(chosen.redis_url)), chosen
    )


class Consumer:
    """Folds sites, one at a time, and keeps their states warm between jobs."""

    def __init__(self, log: Log, live: Live, chosen: settings.Settings) -> None:
        self.log = log
        self.live = live
        self.settings = chosen
        self.shelf = Shelf(log, live, chosen.warm_sites)
        self.people = recipients.load(chosen.recipients, chosen.webhook_url)
        self.poison: dict[int, str] = {}
        self.renewed = 0.0

    def drain(self, site: str) -> None:
        """Fold until nothing is left, wait a moment for more, then give the site up."""
        owner = uuid.uuid4().hex
        if not self.live.acquire(site, owner, self.settings.lease):
            return  # whoever holds it looks again before it stops
        self.poison = {}
        try:
            while self.work(site, owner):
                pass
        except records.Fenced:
            logger.info("consume.fenced", site=site)
            self.shelf.drop(site)
        except BaseException:
            self.shelf.drop(site)
            raise
        finally:
            self.live.disarm(site)
            self.live.release(site, owner)
        if self.behind(site):
            self.live.ring(site)

    def work(self, site: str, owner: str) -> bool:
        """Fold all there is, then linger; False when it is time to stop."""
        while self.batch(site, owner):
            pass
        end = time.monotonic() + self.settings.linger_ms / 1_000
        while time.monotonic() < end and not self.live.waiting(QUEUE):
            time.sleep(POLL)
            if self.behind(site):
                return True
        return False

    def behind(self, site: str) -> bool:
        """Whether the log has more than the records."""
        return records.behind(self.log.engine, site)

    def keep(self, site: str, owner: str) -> None:
        """Renew the lease and tell ringers that somebody is at it, twice a second."""
        now = time.monotonic()
        if now - self.renewed >= RENEWAL:
            self.renewed = now
            self.live.rearm(site)
            if not self.live.renew(site, owner, self.settings.lease):
                raise records.Fenced(site)

    def batch(self, site: str, owner: str) -> bool:
        """Fold and commit up to one batch; False if nothing is left to do."""
        self.keep(site, owner)
        warm = self.shelf.take(site, lambda: self.keep(site, owner))
        before = warm.state.site.pos
        events = self.log.read(site, before, self.settings.batch)
        if not events and warm.shown is not None and warm.shown.pos == before:
            return False
        try:
            effects = fold(warm.state, events, self.poison)
        except Poisoned as poisoned:
            logger.exception("event.set_aside", site=site, pos=poisoned.pos)
            self.poison[poisoned.pos] = poisoned.error
            self.shelf.drop(site)
            return True
        self.commit(warm, before, events, effects)
        return True

    def commit(
        self, warm: Warm, before: int, events: Sequence[Event], effects: list[tuple[Event, Effect]]
    ) -> None:
        """Write records, outbox and cursor in one transaction, then the picture."""
        state, site, now = warm.state, warm.state.site.id, settings.now()
        messages = self.messages(warm, [e for _, e in effects if isinstance(e, Tell)], now)
        seen = observations(warm, effects)
        seen = seen if seen and self.portfolio else []
        if events:
            with self.log.engine.begin() as connection:
                records.move_cursor(connection, site, before, state.site.pos)
                records.write(connection, state, (e for _, e in effects if isinstance(e, Joined)))
                records.tell(connection, messages)
                poison = {e.pos: self.poison[e.pos] for e in events if e.pos in self.poison}
                records.set_aside(connection, site, poison)
                self.checkpoint(connection, warm, before, now)
                if seen:
                    log.append(connection, seen, now)
        self.show(warm, now)
        for recipient in dict.fromkeys(row.recipient for row in messages):
            self.live.ring_recipient(recipient)
        if seen:
            self.live.ring(PORTFOLIO)

    @property
    def portfolio(self) -> bool:
        """Whether the portfolio is open: one more site, which sees what sites see."""
        return self.log.exists(PORTFOLIO)

    def messages(self, warm: Warm, told: list[Tell], now: int) -> list[OutboxRow]:
        """Return the outbox rows of what the fold wants told."""
        opened = warm.state.site.opened
        return [
            row
            for tell in told
            for row in routes.rows(tell, warm.state.site.id, opened, self.people, now)
        ]

    def checkpoint(self, connection: Connection, warm: Warm, before: int, now: int) -> None:
        """Save the whole state now and then, so that a refold need not start at the first event."""
        pos, state = warm.state.site.pos, warm.state
        if pos // CHECKPOINT > before // CHECKPOINT and len(state.complaints) < CHECKPOINT_ROWS:
            rows = msgspec.msgpack.encode(saved.everything(state))
            saving = BaselineRow(
                site=state.site.id, pos=pos, version=state.site.rules, state=rows, taken_at=now
            )
            records.keep_baseline(connection, saving)

    def show(self, warm: Warm, now: int) -> None:
        """Bring Redis up to the state. Raises Fenced if it shows something else by now."""
        state, site = warm.state, warm.state.site.id
        changed, gone = saved.changes(state)
        new = Cursor(warm.token, warm.generation, state.site.pos)
        lag = max(0, self.log.head(site) - state.site.pos)
        pulse = Pulse(now, state.site.pos, state.site.at, lag)
        batch = Batch(changed, gone, msgspec.json.encode(paint(state)), pulse, next_due(state))
        if not self.live.commit(site, warm.shown, new, batch):
            raise records.Fenced(site)
        warm.shown = new


def observations(warm: Warm, effects: Sequence[tuple[Event, Effect]]) -> list[Draft]:
    """Return what the portfolio must know; a replayed past is none of its business."""
    opened = warm.state.site.opened
    if opened.clock is not None or opened.kind == "portfolio":
        return []
    return [
        Draft(
            site=PORTFOLIO,
            source=f"tocsin/{event.site}",
            id=f"{event.pos}/{number}",
            time=event.at,
            subject=event.site,
            data=effect,
        )
        for number, (event, effect) in enumerate(effects)
        if isinstance(effect, SiteObserved)
    ]
