import pytest
from sqlalchemy import Engine, select

from alerts import outbox
from alerts.message import ReceiveError
from alerts.outbox import OUTBOX
from alerts.recipients import LOG, Recipient
from alerts.turn import PATIENCE
from tests.outbox import START, Post, later, no, queue, run, states, told


@pytest.fixture
def post() -> Post:
    return Post()


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
