"""The one writer of a site: fold a batch of its events, commit it, show it.

SQL commits first, by compare-and-set on the cursor; then Redis, by compare-and-set on what it
shows. A writer that lost either race drops its state and stops: nothing it did is visible.
"""

from collections.abc import Callable, Sequence

import msgspec
import structlog
from sqlalchemy import Connection

from alerts import recipients, routes
from models import saved
from models.advance import next_due
from models.effects import Effect, Joined, Recomputed, Tell
from models.events import Draft, Event, SiteObserved
from models.picture import paint
from models.stores import log, records, settings
from models.stores.live import Batch, Cursor, Live, Pulse
from models.stores.log import Log
from models.stores.tables import BaselineRow, OutboxRow
from workers.warm import Poisoned, Shelf, Warm, fold

logger = structlog.get_logger()
PORTFOLIO = "portfolio"
CHECKPOINT = 100_000  # positions between two baselines
CHECKPOINT_ROWS = 100_000  # a larger state is not copied


class Writer:
    """Folds batches, and keeps the states of sites warm between them."""

    def __init__(self, log: Log, live: Live, chosen: settings.Settings) -> None:
        self.log = log
        self.live = live
        self.most = chosen.batch
        self.shelf = Shelf(log, live, chosen.warm_sites)
        self.people = recipients.load(chosen.recipients, chosen.webhook_url)
        self.poison: dict[tuple[str, int], str] = {}
        self.settled: set[str] = set()  # sites of earlier code that have their baseline

    def batch(self, site: str, alive: Callable[[], None], *, look: bool = True) -> bool:
        """Fold and commit up to one batch; False if there was nothing to do.

        Raises Fenced if another writer was faster.

        `alive` is called now and then while it loads. `look` says that others may have written
        since the last batch; where that is wrong the comparisons notice. Whatever it raises, the
        warm state is dropped: the next batch loads it anew.
        """
        try:
            return self.write(site, alive, look=look)
        except BaseException:
            self.shelf.drop(site)
            self.settled.discard(site)
            raise

    def write(self, site: str, alive: Callable[[], None], *, look: bool) -> bool:
        """Fold what is new; what cannot be folded is set aside, and the batch tried again."""
        warm = self.shelf.take(site, alive, look=look)
        before = warm.state.site.pos
        events = self.log.read(site, before, self.most)
        if not events and warm.shown == Cursor(warm.token, warm.generation, before):
            return False
        skip = {event.pos: why for event in events if (why := self.poison.get((site, event.pos)))}
        try:
            effects = fold(warm.state, events, skip)
        except Poisoned as poisoned:
            logger.exception("event.set_aside", site=site, pos=poisoned.pos)
            self.poison[site, poisoned.pos] = poisoned.error
            self.shelf.drop(site)
            return self.write(site, alive, look=True)
        self.commit(warm, before, events, effects, skip)
        for pos in skip:
            del self.poison[site, pos]
        return True

    def commit(
        self,
        warm: Warm,
        before: int,
        events: Sequence[Event],
        effects: list[tuple[Event, Effect]],
        poison: dict[int, str],
    ) -> None:
        """Write records, outbox and cursor in one transaction, then the picture."""
        state, site, now = warm.state, warm.state.site.id, settings.now()
        messages = self.messages(warm, [e for _, e in effects if isinstance(e, Tell)], now)
        seen = observations(warm, effects)
        seen = seen if seen and self.portfolio else []
        rows = records.changed(state, (e for _, e in effects if isinstance(e, Joined)))
        if events:
            with self.log.engine.begin() as connection:
                records.move_cursor(connection, site, before, state.site.pos)
                records.write(connection, rows)
                records.tell(connection, messages)
                records.set_aside(connection, site, poison)
                self.checkpoint(connection, warm, before, now)
                if seen:
                    log.append(connection, seen, now)
        lag = self.log.head(site) - state.site.pos if len(events) == self.most else 0
        self.show(warm, now, lag)
        for recipient in dict.fromkeys(row.recipient for row in messages):
            self.live.ring_recipient(recipient)
        if seen:
            self.live.ring(PORTFOLIO)
        for changed in (effect for _, effect in effects if isinstance(effect, Recomputed)):
            logger.info("policy.recomputed", site=site, **msgspec.structs.asdict(changed))

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
        """Save the whole state now and then, so that a refold need not start at the first event.

        And once after an upgrade: what was judged by earlier code is not judged anew.
        """
        state, pos, version = warm.state, warm.state.site.pos, f"{saved.LAYOUT}.{self.shelf.code}"
        if len(state.complaints) >= CHECKPOINT_ROWS:
            return
        if pos // CHECKPOINT > before // CHECKPOINT or self.upgraded(connection, warm, version):
            rows = msgspec.msgpack.encode(saved.everything(state))
            saving = BaselineRow(
                site=state.site.id, pos=pos, version=version, state=rows, taken_at=now
            )
            records.keep_baseline(connection, saving)

    def upgraded(self, connection: Connection, warm: Warm, version: str) -> bool:
        """Whether earlier code made the state, and this code has not saved it yet."""
        site = warm.state.site.id
        if warm.generation.endswith(f".{self.shelf.code}") or site in self.settled:
            return False
        self.settled.add(site)
        return not records.has_baseline(connection, site, version)

    def show(self, warm: Warm, now: int, lag: int) -> None:
        """Bring Redis up to the state. Raises Fenced if it shows something else by now."""
        state, site = warm.state, warm.state.site.id
        changed, gone = saved.changes(state)
        new = Cursor(warm.token, warm.generation, state.site.pos)
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
