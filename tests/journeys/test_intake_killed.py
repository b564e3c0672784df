"""The intake dies at any moment: what it said it has is in the log, once."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
from redis import Redis

from models.events import ComplaintReceived, SiteOpened
from models.policy.load import adoption, load
from models.stores import database
from models.stores.log import Log
from tests.waiting import wait_until
from workers.intake.keys import issue_key

NOW = 1_772_330_000


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def served(
    environment: dict[str, str], client: httpx.Client
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the intake as its own process."""
    port = client.base_url.port
    command = [sys.executable, "-m", "uvicorn", "workers.intake.app:app", "--port", str(port)]
    command += ["--log-level", "error"]
    with subprocess.Popen(command, env=os.environ | environment) as process:
        try:
            wait_until(lambda: answers(client))
            yield process
        finally:
            process.kill()


def answers(client: httpx.Client) -> bool:
    """Whether the intake answers."""
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def send(client: httpx.Client, number: int) -> bool:
    """Send one complaint; return whether it was answered as taken."""
    form = {"id": str(number), "site": "mall", "channel": "web", "body": "灯坏了"}
    try:
        return client.post("/v1/complaints", json=form).status_code == 202
    except httpx.TransportError:
        return False


def test_a_killed_intake_loses_nothing_it_took(
    sqlite_url: str, valkey: Redis, tmp_path: Path
) -> None:
    """Killed under load and started again: all answered 202 are stored, and sent again, once."""
    engine = database.connect(sqlite_url)
    log, key = Log(engine), issue_key(engine, "web")
    log.open_site("mall", SiteOpened(), adoption(load()), NOW)
    path = valkey.connection_pool.connection_kwargs["path"]
    environment = {
        "TOCSIN_HOME": str(tmp_path),
        "TOCSIN_DATABASE_URL": sqlite_url,
        "TOCSIN_REDIS_URL": f"unix://{path}",
    }
    numbers, url = range(120), f"http://127.0.0.1:{free_port()}"
    client = httpx.Client(base_url=url, headers={"X-API-Key": key})
    with client, ThreadPoolExecutor(8) as crowd:
        with served(environment, client) as intake:
            sent = [crowd.submit(send, client, number) for number in numbers]
            wait_until(lambda: sum(one.done() for one in sent) > len(numbers) // 3)
            intake.send_signal(signal.SIGKILL)
            taken = {str(n) for n, one in zip(numbers, sent, strict=True) if one.result()}
        stored = [e.id for e in log.read("mall", 2, 1_000) if isinstance(e.data, ComplaintReceived)]
        assert taken
        assert taken <= set(stored)
        with served(environment, client):
            assert all(crowd.map(lambda number: send(client, number), numbers))
    events = log.read("mall", 2, 1_000)
    assert sorted(int(event.id) for event in events) == list(numbers)
    assert [event.pos for event in events] == list(range(3, 123))
    engine.dispose()
