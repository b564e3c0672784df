from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from alerts import outbox
from alerts.deliver import DRAIN_SECONDS, deliver
from alerts.message import Message, ReceiveError
from alerts.outbox import OUTBOX
from alerts.recipients import LOG, Recipient
from alerts.routes import rows
from alerts.turn import DAY, PATIENCE
from models.effects import Tell
from models.events import SiteOpened
from models.stores import records
from models.stores.tables import OutboxRow

START = 1_763_800_000
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


@pytest.fixture
def post() -> Post:
    return Post()


def told(number: int, transition: str = "triggered", level: int = 3, **given: Any) -> OutboxRow:
    tell = Tell(
        alert=f"surge:{number}:c",
        transition=transition,
        tier=0,
        repetition=0,
        roles=("lead",),
        level=level,
        rule="surge",
        place="",
        category="",
        cluster="c",
        count=20,
        signal="",
        since=START,
        at=START,
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


def test_rows_go_in_order_and_are_noted(engine: Engine, post: Post) -> None:
    """Each row is sent once, in the order decided, and noted with its time and its try."""
    keys = queue(engine, told(1), told(2), told(3))
    assert run(engine, post) == {"sent": 3}
    assert post.keys == keys
    with engine.begin() as connection:
        for row in connection.execute(select(OUTBOX)):
            assert (row.state, row.attempts, row.sent_at) == ("sent", 1, START)
    assert run(engine, post) == {}


def test_a_key_is_inserted_once(engine: Engine, post: Post) -> None:
    """What was told before is not queued again, whatever asks for it."""
    queue(engine, told(1), told(1))
    queue(engine, told(1), told(2))
    assert run(engine, post) == {"sent": 2}


def test_only_the_recipients_own_rows_go(engine: Engine, post: Post) -> None:
    """A drain leaves other recipients' rows alone."""
    queue(engine, told(1))
    assert run(engine, post, LOG) == {}
    assert states(engine) == ["pending"]


def test_a_temporary_failure_is_tried_again_later_and_later(engine: Engine, post: Post) -> None:
    """The rows behind it wait too; nothing is lost, and the delays grow."""
    keys = queue(engine, told(1), told(2))
    post.refuse = no("error=500")
    waits = []
    for _ in range(4):
        assert run(engine, post) == {"pending": 1}
        assert run(engine, post) == {}, "nothing is due yet"
        with engine.begin() as connection:
            assert outbox.due(connection, post.now) == []
            waits.append(connection.scalar(select(OUTBOX.c.next_try).limit(1)) - post.now)
        later(post, waits[-1])
    assert waits == sorted(waits)
    post.refuse = lambda _message: None
    assert run(engine, post) == {"sent": 2}
    assert post.keys == keys


def test_a_permanent_failure_lets_the_next_row_go(engine: Engine, post: Post) -> None:
    """It is noted as failed, with the reason, and never tried again."""
    bad, good = queue(engine, told(1), told(2))
    refuse = no("error=410", permanent=True)
    post.refuse = lambda message: refuse(message) if message.key == bad else None
    assert run(engine, post) == {"failed": 1, "sent": 1}
    assert post.keys == [good]
    with engine.begin() as connection:
        assert connection.scalar(select(OUTBOX.c.error).where(OUTBOX.c.key == bad)) == "error=410"


def test_the_next_address_takes_over_only_for_good(engine: Engine, post: Post) -> None:
    """An address that can never work hands over to the next; one that is down does not."""
    both = Recipient(name="lead", urls=("http://a", "http://b"), throttle=0)
    queue(engine, told(1))
    refusals = [ReceiveError("gone", permanent=True), ReceiveError("down", permanent=False)]
    post.refuse = lambda _message: refusals.pop(0) if refusals else None
    assert run(engine, post, both) == {"pending": 1}
    later(post, 60)
    post.refuse = lambda _message: None
    assert run(engine, post, both) == {"sent": 1}
    assert post.urls == ["http://a", "http://b", "http://a"]


def test_one_bad_row_never_stops_the_bell(engine: Engine, post: Post) -> None:
    """A row that always fails steps behind the others after a few tries."""
    bad, good = queue(engine, told(1), told(2))
    post.refuse = lambda message: no()(message) if message.key == bad else None
    for _ in range(PATIENCE + 1):
        run(engine, post)
        later(post, 400)
    assert post.keys == [good]
    assert sorted(states(engine)) == ["pending", "sent"]


def test_level_one_overtakes_what_waits_for_its_next_try(engine: Engine, post: Post) -> None:
    """A fresh level Ⅰ is tried at once, though the row before it rests."""
    bad, urgent = [*queue(engine, told(1)), told(2, level=1).key]
    post.refuse = lambda message: no()(message) if message.key == bad else None
    run(engine, post)
    queue(engine, told(2, level=1))
    assert run(engine, post) == {"sent": 1}
    assert post.keys == [urgent]


def test_beyond_the_throttle_all_that_wait_come_as_one(engine: Engine, post: Post) -> None:
    """Three a minute: two by themselves, the rest bundled, and level Ⅰ by itself before all."""
    three = Recipient(name="lead", urls=("log://",), throttle=3, locale="en")
    queue(engine, *[told(n) for n in range(1, 11)], told(11, level=1))
    assert run(engine, post, three) == {"sent": 4, "bundled": 7}
    assert [message.level for message in post.taken] == [1, 3, 3, 3]
    assert "8 more messages, the highest Ⅲ major ▲" in post.taken[-1].title
    queue(engine, told(12), told(13, level=1))
    later(post, 30)
    assert run(engine, post, three) == {"sent": 1}, "the minute is full, level Ⅰ goes all the same"
    later(post, 30)
    assert run(engine, post, three) == {"sent": 1}, "the minute is over"


def test_a_bundle_that_fails_is_tried_again_whole(engine: Engine, post: Post) -> None:
    """No row of a bundle gets lost with it."""
    one = Recipient(name="lead", urls=("log://",), throttle=1)
    queue(engine, told(1), told(2), told(3))
    post.refuse = no()
    assert run(engine, post, one) == {"pending": 3}
    later(post, 60)
    post.refuse = lambda _message: None
    assert run(engine, post, one) == {"sent": 1, "bundled": 2}


def test_over_before_it_was_told(engine: Engine, post: Post) -> None:
    """Neither the beginning nor the end of an alert that was over in time is told."""
    queue(engine, told(1), told(1, "resolved"), told(2))
    assert run(engine, post) == {"superseded": 2, "sent": 1}


def test_the_end_is_told_to_who_heard_of_the_beginning(engine: Engine, post: Post) -> None:
    """A waiting escalation is moot by then, the end is not."""
    queue(engine, told(1))
    run(engine, post)
    queue(engine, told(1, "escalated"), told(1, "resolved"))
    assert run(engine, post) == {"superseded": 1, "sent": 1}
    assert [message.over for message in post.taken] == [False, True]


def test_yesterdays_message_is_not_sent(engine: Engine, post: Post) -> None:
    """After more than a day of outage an old message is set aside, a newer one goes."""
    queue(engine, told(1), told(2, queued_at=START + 9))
    later(post, DAY + 1)
    assert run(engine, post) == {"expired": 1, "sent": 1}


def test_rows_for_nobody_are_noted_as_failed(engine: Engine, post: Post) -> None:
    """A recipient who was taken out of the file leaves no row waiting for ever."""
    queue(engine, told(1))
    assert run(engine, post, Recipient(name="lead")) == {"failed": 1}


def test_a_body_that_was_erased_stops_nobody(engine: Engine, post: Post) -> None:
    """A row without a readable body is noted as failed; the next one goes."""
    queue(engine, told(1), told(2))
    with engine.begin() as connection:
        connection.execute(update(OUTBOX).where(OUTBOX.c.alert == "surge:1:c").values(body=""))
    assert run(engine, post) == {"failed": 1, "sent": 1}


def test_two_drains_at_once_send_each_row_once(engine: Engine, post: Post) -> None:
    """While one sends, a second drain of the same recipient finds it busy and leaves."""
    keys = queue(engine, told(1), told(2))
    inner: list[dict[str, int]] = []

    def send(url: str, message: Message) -> None:
        inner.append(run(engine, post))
        post.send(url, message)

    assert deliver(engine, LEAD, post.clock, "", send).rows == {"sent": 2}
    assert inner == [{}, {}]
    assert post.keys == keys


def test_a_claim_outlasts_the_send_and_then_runs_out(engine: Engine, post: Post) -> None:
    """A dead sender's row is left alone while its claim lasts, and rung for after it."""
    queue(engine, told(1))
    with pytest.raises(KeyboardInterrupt):
        deliver(engine, LEAD, post.clock, "", interrupted)
    assert run(engine, post) == {}
    later(post, 3_600)
    with engine.begin() as connection:
        assert outbox.due(connection, post.now) == ["lead"]
    assert run(engine, post) == {"sent": 1}


def interrupted(_url: str, _message: Message) -> None:
    raise KeyboardInterrupt


def test_a_long_drain_makes_room_for_other_recipients(engine: Engine, post: Post) -> None:
    """After a minute the drain stops and says that there is more."""
    queue(engine, told(1), told(2), told(3))

    def slow(url: str, message: Message) -> None:
        post.now += DRAIN_SECONDS
        post.send(url, message)

    report = deliver(engine, LEAD, post.clock, "", slow)
    assert (report.rows, report.more) == ({"sent": 1}, True)


def test_a_long_queue_is_drained_in_windows(engine: Engine, post: Post) -> None:
    """More rows than one look takes: all go, level Ⅰ before the others wherever it stands."""
    small: Sequence[OutboxRow] = [told(n) for n in range(outbox.WINDOW + 20)]
    queue(engine, *small, told(9_999, level=1))
    one = Recipient(name="lead", urls=("log://",), throttle=1)
    assert run(engine, post, one) == {"sent": 2, "bundled": outbox.WINDOW - 1}
    assert post.taken[0].level == 1
    later(post, 60)
    assert run(engine, post, one) == {"sent": 1, "bundled": 19}
