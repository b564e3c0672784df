"""One dashboard server with its own Valkey, and a real Chromium to look at it."""

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from redis import Redis
from sqlalchemy import Engine

from models.snapshot import Snapshot
from models.stores import keys, live, settings
from tests.pages import records
from tests.servers import missing
from tests.waiting import wait_until
from workers import embedded

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WALL = {"width": 1920, "height": 1080}
NUMBERS = itertools.count(1)
Look = Callable[[str], Page]
expect.set_options(timeout=30_000)  # milliseconds; a busy machine draws its first page slowly


@dataclass
class Board:
    """A running dashboard and the Redis that it reads."""

    address: str
    redis: "Redis[bytes]"
    valkey: "subprocess.Popen[bytes]"

    def hang(self, snapshot: Snapshot) -> None:
        """Put a picture up, as a worker does, and ring."""
        site = snapshot.site.id
        self.redis.set(keys.snapshot_key(site), msgspec.json.encode(snapshot))
        self.ring(site, snapshot.pos)

    def ring(self, site: str, pos: int) -> None:
        """Ring the doorbell."""
        self.redis.publish(keys.DOORBELL, msgspec.json.encode({"site": site, "pos": pos}))

    def beat(self, at: int | None = None) -> None:
        """Let the watched processes say that they live."""
        for name in ("consume-1", "clock"):
            live.Live(self.redis).beat(name, at or settings.now())

    @contextmanager
    def redis_stopped(self) -> Iterator[None]:
        """Freeze Valkey for a while: it accepts connections and answers none."""
        self.valkey.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.valkey.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """Run Valkey and the dashboard for the whole session."""
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {"TOCSIN_HOME": str(home)}
    with subprocess.Popen(
        embedded.command(home, socket_of(home)), stdout=subprocess.DEVNULL
    ) as valkey:
        wait_until(lambda: embedded.answers(socket_of(home)))
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with subprocess.Popen(dashboard_command(port), env=environment) as dashboard:
            wait_until(lambda: answers(address), 30)
            with Redis(unix_socket_path=str(socket_of(home))) as redis:
                yield Board(address, redis, valkey)
            dashboard.terminate()
        valkey.terminate()


def socket_of(home: Path) -> Path:
    return settings.Settings(home=home).socket


def dashboard_command(port: int) -> list[str]:
    options = ["--port", str(port), "--timeout-graceful-shutdown", "2", "--no-access-log"]
    return [sys.executable, "-m", "uvicorn", "dashboard.app:app", "--host", "127.0.0.1", *options]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own server
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture
def board(server: Board) -> Board:
    """Give the dashboard with an empty Redis and living processes."""
    server.redis.flushall()
    server.beat()
    return server


@pytest.fixture
def store(board: Board, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Give the database that the dashboard reads."""
    del board  # it must run
    engine = records.store_at(tmp_path_factory.getbasetemp() / "home0")
    yield engine
    engine.dispose()


@pytest.fixture
def fresh() -> str:
    """Name a site that no other test knows: all share one database."""
    return f"site{next(NUMBERS)}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one Chromium for the whole session."""
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        missing("Chromium is not installed, so no page is looked at")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> BrowserContext:
    """Keep one browser cache for all pages; each page is a session of its own all the same."""
    return browser.new_context(viewport=WALL, locale="en-US")


@pytest.fixture
def look(window: BrowserContext, board: Board) -> Iterator[Look]:
    """Open an address of the dashboard in a page of a wall's size."""
    pages = []

    def open_page(path: str) -> Page:
        page = window.new_page()
        pages.append(page)
        page.goto(path if ":" in path else board.address + path)
        return page

    yield open_page
    for page in pages:
        page.close()
