"""Drain one recipient's outbox: at least once, twice only after a crash before the note."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec
import structlog
from sqlalchemy import Engine

from alerts import outbox, receivers, wording
from alerts.message import Message, ReceiveError
from alerts.recipients import Recipient
from alerts.routes import Notice
from alerts.turn import (
    BUNDLED,
    FAILED,
    PENDING,
    SENT,
    Rest,
    Send,
    Turn,
    Waiting,
    delay,
    turn,
)
from models.stores.database import reading

SECONDS_PER_ADDRESS = 20  # longer than any receiver takes, see receivers/apprise_url.py
DRAIN_SECONDS = 60  # then the worker turns to the next recipient
LONGEST_ERROR = 500

LOG = structlog.get_logger("tocsin.deliver")


@dataclass(slots=True)
class DeliverReport:
    """What one drain did: rows by what became of them; `more` if it stopped before the end."""

    rows: dict[str, int] = field(default_factory=dict)
    more: bool = False

    def count(self, state: str, rows: int) -> None:
        """Add to a state's rows."""
        self.rows[state] = self.rows.get(state, 0) + rows


def deliver(
    engine: Engine,
    recipient: Recipient,
    now: Callable[[], int],
    home: str = "",
    send: Callable[[str, Message], None] = receivers.send,
) -> DeliverReport:
    """Send what waits for a recipient, one message at a time; `home` is the dashboard's address.

    `alerts.turn` says what is next. A message that could not go for now is tried again later,
    one that never can is noted as failed. Safe to run twice at once: the claim decides.
    """
    drain = Drain(engine, recipient, now, home, send)
    stop = now() + DRAIN_SECONDS
    while (step := drain.look()) is not None and drain.take(step):
        if now() >= stop:
            drain.report.more = True
            break
    return drain.report


@dataclass(slots=True)
class Drain:
    """One drain of one recipient's rows."""

    engine: Engine
    recipient: Recipient
    now: Callable[[], int]
    home: str
    send: Callable[[str, Message], None]
    report: DeliverReport = field(default_factory=DeliverReport)

    def look(self) -> Turn | None:
        """Read the queue and say what to do next."""
        name, now = self.recipient.name, self.now()
        with reading(self.engine) as connection:
            rows = outbox.waiting(connection, name)
            told = outbox.told(connection, name, {row.alert for row in rows})
            lately = outbox.lately(connection, name, now)
        return turn(rows, told, lately, self.recipient.throttle, now)

    def take(self, step: Turn) -> bool:
        """Do it; False if there is nothing more to do for now."""
        if isinstance(step, Send):
            return self.tell(step.rows)
        with self.engine.begin() as connection:
            if isinstance(step, Rest):
                outbox.postpone(connection, step.rows, step.until)
                return False
            outbox.retire(connection, step.rows, step.state, self.now())
        self.report.count(step.state, len(step.rows))
        return True

    def tell(self, rows: Sequence[Waiting]) -> bool:
        """Claim, send and note one message; False if another worker has the recipient."""
        started = self.now()
        until = started + SECONDS_PER_ADDRESS * (len(self.recipient.urls) + 1)
        with self.engine.begin() as connection:
            if not outbox.claim(connection, rows, started, until):
                connection.rollback()
                return False
            found = outbox.bodies(connection, rows)
        error = self.attempt(found)
        self.note(rows, found[0][0], until, error)
        return True

    def attempt(self, found: Sequence[tuple[str, str]]) -> ReceiveError | None:
        """Try the recipient's addresses in order, the next only if one can never work."""
        try:
            message = worded(self.recipient, found, self.home)
        except msgspec.MsgspecError as unreadable:
            return ReceiveError(f"the body cannot be read: {unreadable}", permanent=True)
        failed = ReceiveError("nobody of this name is in the recipients' file", permanent=True)
        for url in self.recipient.urls:
            try:
                self.send(url, message)
            except ReceiveError as error:
                failed = error
                if not error.permanent:
                    break
            else:
                return None
        return failed

    def note(
        self, rows: Sequence[Waiting], key: str, until: int, error: ReceiveError | None
    ) -> None:
        """Write down what became of the message; of a bundle the first row stands for it."""
        with self.engine.begin() as connection:
            for row in rows:
                values = receipt(row, key, error, self.now(), first=row is rows[0])
                outbox.note(connection, row, until, values)
                self.report.count(str(values["state"]), 1)
        log(self.recipient, len(rows), error)


def worded(recipient: Recipient, found: Sequence[tuple[str, str]], home: str) -> Message:
    """Word the rows' bodies as one message. Raises MsgspecError for a body that is none."""
    notices = [msgspec.json.decode(body, type=Notice) for _, body in found]
    key = found[0][0]
    if len(notices) == 1:
        return wording.message(notices[0], recipient.locale, home, key)
    return wording.bundle(notices, recipient.locale, home, key)


def receipt(
    row: Waiting, key: str, error: ReceiveError | None, now: int, *, first: bool
) -> dict[str, object]:
    """Return what to note of a row; of a bundle the first row stands for the message."""
    if error is None:
        return {"state": SENT if first else BUNDLED, "sent_at": now, "error": ""}
    reason = str(error)[:LONGEST_ERROR]
    if error.permanent:
        return {"state": FAILED, "error": reason}
    later = now + delay(key, row.attempts + 1)
    return {"state": PENDING, "next_try": later, "error": reason}


def log(recipient: Recipient, rows: int, error: ReceiveError | None) -> None:
    """Say in the log what happened; addresses are secrets and stay out."""
    if error is None:
        LOG.info("delivery.sent", recipient=recipient.name, rows=rows)
        return
    event = "delivery.failed" if error.permanent else "delivery.delayed"
    LOG.warning(event, recipient=recipient.name, rows=rows, reason=str(error)[:LONGEST_ERROR])
