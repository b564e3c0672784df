"""The job of the deliver pool, and who is due."""

from functools import cache

from redis import Redis
from sqlalchemy import Engine

from alerts import outbox, recipients
from alerts.deliver import deliver
from alerts.recipients import Recipient
from models.stores import database, settings
from models.stores.keys import armed_recipient_key
from models.stores.live import Live, connect


def deliver_job(name: str) -> None:
    """Send what waits for a recipient. The arm is taken off first, so that no ring is lost."""
    live, engine, book = wiring()
    live.redis.delete(armed_recipient_key(name))
    recipient = book.get(name, Recipient(name=name))
    if deliver(engine, recipient, settings.now, settings.load().public_url).more:
        live.ring_recipient(name)


def ring_recipients(redis: Redis, engine: Engine) -> list[str]:
    """Have everything sent that is due, to whomever; return their names."""
    with database.reading(engine) as connection:
        names = outbox.due(connection, settings.now())
    for name in names:
        Live(redis).ring_recipient(name)
    return names


@cache
def wiring() -> tuple[Live, Engine, dict[str, Recipient]]:
    """Return this process's connections and who may be told, made once."""
    chosen = settings.load()
    book = recipients.load(chosen.recipients, chosen.webhook_url)
    live = Live(connect(chosen.redis_url))
    return live, database.connect(chosen.database_url), {one.name: one for one in book}
