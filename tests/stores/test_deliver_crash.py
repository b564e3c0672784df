from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, event, select

from alerts.deliver import deliver
from alerts.message import Message, ReceiveError
from alerts.outbox import OUTBOX
from alerts.recipients import LOG, Recipient
from alerts.routes import rows
from models.effects import Tell
from models.events import SiteOpened
from models.stores import records
from tests.fuse import Died, Fuse
from tests.telling import START, TELL

LEAD = Recipient(name="lead", roles=("lead",), urls=("http://a",), throttle=1)
SITE = SiteOpened(zh="星河", en="Galaxy")
TOLD = ("P1.", "P2.", "P3.")


class Mortal:
    """An engine whose user may die before each statement, and before and after each commit.

    After a statement is before the next one or the commit: the database sees no difference.
    """

    def __init__(self, engine: Any, fuse: Fuse) -> None:
        self.engine, self.fuse = engine, fuse

    def execution_options(self, **options: Any) -> "Mortal":
        """Pass on what `reading` asks for."""
        return Mortal(self.engine.execution_options(**options), self.fuse)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction, each step of which may be the last."""
        self.fuse()
        with self.engine.begin() as connection:
            event.listen(connection, "before_cursor_execute", self.fuse)
            yield connection
            self.fuse()
        self.fuse()


class Receiver:
    """Takes messages, the first one only at the second try; its user may die around the send."""

    def __init__(self, engine: Engine, fuse: Fuse) -> None:
        self.engine, self.fuse = engine, fuse
        self.taken: list[Message] = []
        self.refused = False

    def send(self, _url: str, message: Message) -> None:
        """Take or refuse a message."""
        self.fuse()
        if not self.refused:
            self.refused = True
            raise ReceiveError("error=503", permanent=False)
        self.taken.append(message)
        self.fuse()

    def times(self, place: str) -> int:
        """Return how many messages named the place."""
        return sum(place in f"{message.title} {message.body}" for message in self.taken)


def fill(engine: Engine) -> None:
    """Queue a bundle of two, one alert of level Ⅰ, and one that is over already."""
    made = [tell(place, 1 if place == "P3." else 3) for place in TOLD]
    made += [tell("P0.", 3), tell("P0.", 3, "resolved")]
    with engine.begin() as connection:
        connection.execute(delete(OUTBOX))
        for one in made:
            records.tell(connection, rows(one, "mall", SITE, (LEAD, LOG), START))


def tell(place: str, level: int, transition: str = "triggered") -> Tell:
    told = {"alert": f"surge:{place}", "place": place, "level": level, "transition": transition}
    return replace(TELL, roles=("lead",), **told)


def die_at(engine: Engine, step: int) -> tuple[bool, Receiver, str]:
    """Drain and die at a step; say whether it died, and which message was sent but not noted."""
    fuse = Fuse(step)
    receiver = Receiver(engine, fuse)
    now = START
    try:
        for _ in range(2):
            deliver(Mortal(engine, fuse), LEAD, lambda: now, "", receiver.send)  # type: ignore[arg-type] # noqa: B023
            now += 60
    except Died:
        return True, receiver, unnoted(engine, receiver)
    return False, receiver, ""


def unnoted(engine: Engine, receiver: Receiver) -> str:
    """Return the key of the last message if it went out and stands in SQL as being sent."""
    with engine.begin() as connection:
        sending = connection.scalars(select(OUTBOX.c.key).where(OUTBOX.c.state == "sending"))
        last = receiver.taken[-1].key if receiver.taken else ""
        return last if last in set(sending) else ""


def test_a_crash_anywhere_loses_nothing(engine: Engine) -> None:
    """Dying at each step in turn, every row is told, and twice only if it was not noted yet."""
    step, died, doubled = 1, True, 0
    while died:
        fill(engine)
        died, receiver, open_key = die_at(engine, step)
        before = len(receiver.taken)
        receiver.fuse.steps = 0
        for minutes in (60, 61):
            now = START + minutes * 60
            deliver(engine, LEAD, lambda: now, "", receiver.send)  # noqa: B023
        settled(engine)
        again = {message.key for message in receiver.taken[before:]}
        for place in TOLD:
            assert receiver.times(place) >= 1, (step, place)
            if receiver.times(place) > 1:
                assert open_key in again, (step, place)
                doubled += 1
        assert receiver.times("P0.") == 0
        step += 1
    assert step > 30, "there are that many steps at which to die"
    assert doubled > 0


def test_many_drains_at_once_send_every_row_once(engine: Engine) -> None:
    """Four workers on one recipient: each row goes once, by whomever."""
    places = [f"P{number}." for number in range(100, 130)]
    receiver = Receiver(engine, Fuse(0))
    receiver.refused = True
    free = replace(LEAD, throttle=0)
    with engine.begin() as connection:
        for place in places:
            records.tell(connection, rows(tell(place, 3), "mall", SITE, (free,), START))

    def work(_number: int) -> None:
        while unsettled(engine):
            deliver(engine, free, lambda: START, "", receiver.send)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sorted(receiver.times(place) for place in places) == [1] * len(places)


def unsettled(engine: Engine) -> bool:
    """Whether any row waits or is being sent."""
    with engine.begin() as connection:
        return bool(connection.scalar(select(OUTBOX.c.id).where(OUTBOX.c.state != "sent").limit(1)))


def settled(engine: Engine) -> None:
    """Check that no row is left waiting, and that only what was over in time was left out."""
    with engine.begin() as connection:
        found = connection.execute(select(OUTBOX.c.alert, OUTBOX.c.state)).all()
    assert {state for alert, state in found if alert == "surge:P0."} == {"superseded"}
    assert {state for alert, state in found if alert != "surge:P0."} <= {"sent", "bundled"}
