"""Delivery's queue: bundles, ends, ages, and two drains at once."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine, update

from alerts import outbox
from alerts.deliver import DRAIN_SECONDS, deliver
from alerts.message import Message
from alerts.outbox import OUTBOX
from alerts.recipients import Recipient
from alerts.turn import DAY
from models.stores.tables import OutboxRow
from tests.outbox import LEAD, START, Post, interrupted, later, no, queue, run, told


@pytest.fixture
def post() -> Post:
    return Post()


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
