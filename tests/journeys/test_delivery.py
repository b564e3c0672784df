import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from redis import Redis
from rq import Queue, SimpleWorker
from sqlalchemy import Engine, select

from alerts import job, receivers
from alerts.deliver import deliver
from alerts.message import Message, ReceiveError
from alerts.outbox import OUTBOX
from alerts.receivers import apprise_url
from alerts.recipients import LOG, Recipient, load
from alerts.routes import rows
from models.effects import Tell
from models.events import SiteOpened
from models.stores import records, settings
from models.stores.keys import PREFIX
from models.stores.live import Live
from tests.telling import TELL
from tests.waiting import wait_until
from tests.webhook import Webhook

ROLES = ("duty", "lead", "management")
SITE = SiteOpened(zh="星河购物中心", en="Galaxy Mall")


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with Webhook() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.release.set()
        server.shutdown()


def alert(number: int = 1, level: int = 3, *, roles: tuple[str, ...] = ROLES) -> Tell:
    alert, now = f"surge:{number}:海/1&x=%41 +", settings.now()
    return replace(TELL, alert=alert, level=level, roles=roles, since=now, at=now)


def queue(engine: Engine, book: tuple[Recipient, ...], tell: Tell) -> None:
    with engine.begin() as connection:
        records.tell(connection, rows(tell, "mall", SITE, book, settings.now()))


def states(engine: Engine) -> set[tuple[str, str]]:
    with engine.begin() as connection:
        found = connection.execute(select(OUTBOX.c.recipient, OUTBOX.c.state))
        return {(recipient, state) for recipient, state in found}


MESSAGE = Message("[警钟] Ⅲ 较大 ▲", "一\n<b>二</b> & 三", 3, key="k|中%41+ &", alert="a b")


def test_a_plain_webhook_gets_the_message_whole(webhook: Webhook) -> None:
    """Any http address is a webhook: path, query and every character arrive as they were."""
    receivers.send(webhook.url("/a%20b/c?x=1&Y=%E4%B8%AD%2B&empty="), MESSAGE)
    [got] = webhook.got
    assert webhook.paths == ["/a%20b/c?x=1&Y=%E4%B8%AD%2B&empty="]
    assert (got["title"], got["message"]) == (MESSAGE.title, MESSAGE.body)
    assert (got["key"], got["alert"], got["level"]) == (MESSAGE.key, "a b", "3")


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (500, False),
        (503, False),
        (429, False),
        (408, False),
        (404, True),
        (410, True),
        (401, True),
    ],
)
def test_the_status_decides_whether_to_try_again(
    webhook: Webhook, status: int, permanent: bool
) -> None:
    """Who is overloaded or broken is asked again; who says that the request is wrong is not."""
    with pytest.raises(ReceiveError, match=str(status)) as refused:
        receivers.send(webhook.url(f"/status/{status}"), MESSAGE)
    assert refused.value.permanent is permanent


def test_a_webhook_that_hangs_is_given_up_for_now(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No answer in time is a temporary failure; the sender does not hang with it."""
    monkeypatch.setattr(apprise_url, "READ_SECONDS", 0.2)
    with pytest.raises(ReceiveError) as refused:
        receivers.send(webhook.url("/hang"), MESSAGE)
    assert not refused.value.permanent


def test_nobody_listening_is_temporary() -> None:
    """A refused connection is worth another try."""
    with Webhook() as closed:
        url = closed.url()
    with pytest.raises(ReceiveError) as refused:
        receivers.send(url, MESSAGE)
    assert not refused.value.permanent


def test_an_address_that_is_gone_hands_over_to_the_next(engine: Engine, webhook: Webhook) -> None:
    """A recipient with two webhooks is reached by the second once the first says 410."""
    both = Recipient("lead", ("lead",), (webhook.url("/status/410"), webhook.url("/second")))
    queue(engine, (both,), alert(roles=("lead",)))
    assert deliver(engine, both, settings.now, "http://desk").rows == {"sent": 1}
    assert webhook.paths == ["/status/410", "/second"]


@pytest.fixture
def installed(
    database_url: str,
    valkey_url: str,
    webhook: Webhook,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[None]:
    """Set the environment of an installation with this database, Valkey and webhook."""
    monkeypatch.setenv("TOCSIN_HOME", str(tmp_path))
    monkeypatch.setenv("TOCSIN_DATABASE_URL", database_url)
    monkeypatch.setenv("TOCSIN_REDIS_URL", valkey_url)
    monkeypatch.setenv("TOCSIN_WEBHOOK_URL", webhook.url())
    monkeypatch.setenv("TOCSIN_PUBLIC_URL", "https://board.example")
    settings.load.cache_clear()
    job.wiring.cache_clear()
    yield
    job.wiring()[1].dispose()
    settings.load.cache_clear()
    job.wiring.cache_clear()


@pytest.mark.usefixtures("installed")
def test_from_the_outbox_to_every_recipient(
    engine: Engine, valkey: Redis, webhook: Webhook
) -> None:
    """An alert's rows are rung, taken by a worker of the deliver pool, sent and noted."""
    queue(engine, load(webhook=webhook.url()), alert())
    assert job.ring_recipients(valkey, engine) == ["duty", "lead", "management", "webhook"]
    job.ring_recipients(valkey, engine)
    assert Queue("deliver", connection=valkey).count == 4, "a second ring adds no second job"
    SimpleWorker(["deliver"], connection=valkey).work(burst=True, logging_level="ERROR")
    assert states(engine) == {(name, "sent") for name in ("duty", "lead", "management", "webhook")}
    [got] = webhook.got
    assert got["title"] == "[警钟] 新警情 Ⅲ 较大 ▲ 激增 · 星河购物中心"
    assert "https://board.example/desk?site=mall&alert=surge%3A1%3A" in got["message"]
    assert job.ring_recipients(valkey, engine) == []
    assert not valkey.keys(f"{PREFIX}armed-recipient:*")


def test_a_ring_while_the_job_runs_is_not_lost(
    valkey: Redis, engine: Engine, webhook: Webhook
) -> None:
    """What is queued while a drain is sending goes in the same drain or by the next ring."""
    lead = Recipient("lead", ("lead",), (webhook.url("/hang"),), throttle=0)
    queue(engine, (lead,), alert(1, roles=("lead",)))
    drain = threading.Thread(target=deliver, args=(engine, lead, settings.now))
    drain.start()
    wait_until(lambda: webhook.got)
    queue(engine, (lead,), alert(2, roles=("lead",)))
    Live(valkey).ring_recipient("lead")
    webhook.release.set()
    drain.join()
    assert Queue("deliver", connection=valkey).count == 1
    assert states(engine) == {("lead", "sent")}
    assert len(webhook.got) == 2


def test_the_log_receiver_works_with_nothing_around(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Offline, a message is written to the program's log and its row noted as sent."""
    queue(engine, (LOG,), alert())
    assert deliver(engine, LOG, settings.now).rows == {"sent": 1}
    assert "alert.told" in capsys.readouterr().out
