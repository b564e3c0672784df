"""Rows of the outbox, and a post office that notes what was sent."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Engine, select

from alerts.deliver import deliver
from alerts.message import Message, ReceiveError
from alerts.outbox import OUTBOX
from alerts.recipients import LOG, Recipient
from alerts.routes import rows
from models.events import SiteOpened
from models.stores import records
from models.stores.tables import OutboxRow
from tests.telling import START, TELL

LEAD = Recipient(name="lead", roles=("lead",), urls=("log://",), throttle=0)
SITE = SiteOpened(zh="星河", en="Galaxy")


class Post:
    """A receiver made by hand: it takes messages, or refuses as told, while a clock goes on."""

    def __init__(self) -> None:
        self.now = START
        self.taken: list[Message] = []
        self.urls: list[str] = []
        self.refuse: Callable[[Message], ReceiveError | None] = lambda _message: None

    def clock(self) -> int:
        """Return the moment."""
        return self.now

    def send(self, url: str, message: Message) -> None:
        """Take a message, or refuse it."""
        self.urls.append(url)
        if error := self.refuse(message):
            raise error
        self.taken.append(message)

    @property
    def keys(self) -> list[str]:
        """Return the keys of what was taken."""
        return [message.key for message in self.taken]


def told(number: int, transition: str = "triggered", level: int = 3, **given: Any) -> OutboxRow:
    tell = replace(
        TELL, alert=f"surge:{number}:c", transition=transition, level=level, roles=("lead",)
    )
    [row] = rows(tell, "mall", SITE, (LEAD, LOG), given.get("queued_at", START))
    return row


def queue(engine: Engine, *made: OutboxRow) -> list[str]:
    keys = [row.key for row in made]
    with engine.begin() as connection:
        records.tell(connection, made)
    return keys


def states(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return list(connection.scalars(select(OUTBOX.c.state).order_by(OUTBOX.c.id)))


def run(engine: Engine, post: Post, recipient: Recipient = LEAD) -> dict[str, int]:
    return deliver(engine, recipient, post.clock, "http://desk", post.send).rows


def later(post: Post, seconds: int) -> None:
    post.now += seconds


def no(reason: str = "down", *, permanent: bool = False) -> Callable[[Message], ReceiveError]:
    return lambda _message: ReceiveError(reason, permanent=permanent)


def interrupted(_url: str, _message: Message) -> None:
    raise KeyboardInterrupt
