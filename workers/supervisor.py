"""`tocsin up`: start the whole system on this machine, keep it running, end it in order.

Every part is a `tocsin` command that may as well be run by hand or on another machine.
"""

import errno
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from redis import Redis, RedisError
from sqlalchemy.exc import SQLAlchemyError

from models.policy.load import PolicyError
from models.stores import database
from models.stores.log import Log
from models.stores.settings import Settings, now
from workers import children, embedded
from workers.adopt import adopt
from workers.children import Child

LOOPBACK = ("127.0.0.1", "localhost", "::1")
TICK = 0.2  # seconds between two looks at the children
TRIM_EVERY = 60.0  # seconds between two looks at the length of the logs


class CannotStartError(Exception):
    """Something outside us is in the way; the message says what, and what to do."""


class Supervisor:
    """Owns the children from the first start to the last end."""

    def __init__(self, settings: Settings, say: Callable[[str], None], *, demo: bool) -> None:
        self.settings = settings
        self.say = say
        self.ending = False
        self.valkey = [self._valkey()] if settings.embedded else []
        self.parts = [self._part(name, words) for name, words in parts(cores(), demo=demo).items()]

    def run(self) -> None:
        """Run until asked to end; raise `CannotStartError` where that is impossible."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end_soon)
        with owned(self.settings.home):
            check_port(self.settings.host, self.settings.intake_port, "TOCSIN_INTAKE_PORT")
            check_port(self.settings.host, self.settings.dashboard_port, "TOCSIN_DASHBOARD_PORT")
            try:
                self._prepare()
                self._watch()
            finally:
                self.say("Ending …")
                children.end(self.parts)
                children.end(self.valkey)
                self.say("Ended.")

    def _end_soon(self, _signal: int, _frame: object) -> None:
        self.ending = True

    def _prepare(self) -> None:
        self._start_redis()
        self.say("Preparing the database …")
        try:
            engine = database.connect(self.settings.database_url)
            database.upgrade(engine)
            adopt(Log(engine), self.settings, now())
            engine.dispose()
        except PolicyError as error:
            raise CannotStartError(f"The policy cannot be used. {error}") from error
        except SQLAlchemyError as error:
            raise CannotStartError(
                f"The database does not answer; check TOCSIN_DATABASE_URL. {error}"
            ) from error

    def _start_redis(self) -> None:
        if not self.valkey:
            check_redis(self.settings.redis_url)
            return
        self.say("Starting the embedded Valkey …")
        embedded.end_orphan(self.settings.home, self.settings.socket)
        [valkey] = self.valkey
        valkey.tend()
        while not embedded.answers(self.settings.socket) and not self.ending:
            if not valkey.alive:
                raise CannotStartError(f"Valkey did not start; see {valkey.log}")
            time.sleep(TICK / 4)

    def _watch(self) -> None:
        self.say(f"Starting {', '.join(part.name for part in self.parts)} …")
        announced, trim_at = False, time.monotonic() + TRIM_EVERY
        while not self.ending:
            for child in (*self.valkey, *self.parts):
                child.tend()
            if not announced and self._dashboard_answers():
                announced = True
                self._announce()
            if time.monotonic() > trim_at:
                trim_at += TRIM_EVERY
                for child in (*self.valkey, *self.parts):
                    children.keep_short(child.log)
            time.sleep(TICK)

    def _announce(self) -> None:
        host = self.settings.host
        self.say(f"Tocsin is running: http://{host}:{self.settings.dashboard_port}")
        self.say(f"Complaints are taken at http://{host}:{self.settings.intake_port}/docs")
        if host in LOOPBACK:
            self.say("There is no sign-in yet, so only this machine can reach it. Ctrl-C ends it.")
        else:
            self.say(f"WARNING: no sign-in yet; whoever reaches {host} can read and act.")

    def _dashboard_answers(self) -> bool:
        url = f"http://{self.settings.host}:{self.settings.dashboard_port}/_stcore/health"
        try:
            return httpx.get(url, timeout=1, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _valkey(self) -> Child:
        home = self.settings.home
        return Child(
            "valkey",
            embedded.command(home, self.settings.socket),
            home / "logs" / "valkey.log",
            self.say,
        )

    def _part(self, name: str, words: list[str]) -> Child:
        command = [sys.executable, "-m", "workers.command_line", *words]
        return Child(name, command, self.settings.home / "logs" / f"{name}.log", self.say)


def parts(consumers: int, *, demo: bool) -> dict[str, list[str]]:
    """Return the parts by name, each with the words of its `tocsin` command."""
    named = {"intake": ["intake"], "clock": ["clock"], "dashboard": ["dashboard"]}
    for number in range(1, consumers + 1):
        named[f"consume-{number}"] = ["worker", "consume"]
    named["deliver"] = ["worker", "deliver"]
    if demo:
        named["simulate"] = ["simulate"]
    return named


def cores() -> int:
    """Return how many cores this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


@contextmanager
def owned(home: Path) -> Iterator[None]:
    """Hold `home` for ourselves; raise `CannotStartError` where another run has it."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "up.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotStartError(
                f"Tocsin already runs on {home}; end it, or set TOCSIN_HOME to another folder"
            ) from error
        yield


def check_port(host: str, port: int, variable: str) -> None:
    """Raise `CannotStartError` where nothing could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken" if taken else f"cannot be used ({error.strerror})"
            raise CannotStartError(f"port {port} {why}; set {variable} to another") from error


def check_redis(url: str) -> None:
    """Raise `CannotStartError` where the Redis of TOCSIN_REDIS_URL does not answer."""
    try:
        with Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5) as redis:
            redis.ping()
    except RedisError as error:
        raise CannotStartError(f"Redis does not answer; check TOCSIN_REDIS_URL. {error}") from error
