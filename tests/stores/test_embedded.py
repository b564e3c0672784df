"""The embedded Valkey keeps what it took, and an orphan is no obstacle."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from models.stores.settings import Settings
from tests.waiting import wait_until
from workers import embedded

Start = Callable[[Path], "subprocess.Popen[bytes]"]


def socket_of(home: Path) -> Path:
    return Settings(home=home).socket


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server for a home and wait until it answers."""
    started = []

    def begin(home: Path) -> "subprocess.Popen[bytes]":
        home.mkdir(parents=True, exist_ok=True)
        socket = socket_of(home)
        server = subprocess.Popen(embedded.command(home, socket), stdout=subprocess.DEVNULL)
        started.append((server, socket))
        wait_until(lambda: embedded.answers(socket))
        return server

    yield begin
    for server, socket in started:
        server.kill()
        server.wait()
        socket.unlink(missing_ok=True)


def test_a_killed_server_comes_back_with_what_it_took(start: Start, tmp_path: Path) -> None:
    """Every write a killed server answered is there again after the next start."""
    first = start(tmp_path)
    with Redis(unix_socket_path=str(socket_of(tmp_path))) as redis:
        redis.set("kept", "yes")
    first.kill()
    first.wait()
    start(tmp_path)
    with Redis(unix_socket_path=str(socket_of(tmp_path))) as redis:
        assert redis.get("kept") == b"yes"


def test_it_keeps_to_our_own_configuration(start: Start, tmp_path: Path) -> None:
    """It has no network port, appends every write to a file, and never evicts a key."""
    start(tmp_path)
    with Redis(unix_socket_path=str(socket_of(tmp_path))) as redis:
        wanted = {
            b"port": b"0",
            b"appendonly": b"yes",
            b"appendfsync": b"everysec",
            b"save": b"",
            b"maxmemory-policy": b"noeviction",
        }
        said = {name: redis.config_get(name.decode()) for name in wanted}
    assert {name: next(iter(value.values())) for name, value in said.items()} == {
        name: value.decode() for name, value in wanted.items()
    }


@pytest.mark.parametrize("frozen", [False, True], ids=["in_health", "frozen"])
def test_an_orphan_is_ended(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, frozen: bool
) -> None:
    """A server left behind by an earlier run is found by its pid file and ended, even if frozen."""
    left = start(tmp_path)
    if frozen:
        monkeypatch.setattr(embedded, "PATIENCE", 0.2)
        os.kill(left.pid, signal.SIGSTOP)
    assert embedded.end_orphan(tmp_path, socket_of(tmp_path)) == left.pid
    assert left.wait(5) is not None
    assert not socket_of(tmp_path).exists()


def test_a_strangers_process_is_left_alone(tmp_path: Path) -> None:
    """A pid file whose number belongs to another program by now ends nobody."""
    embedded.pid_file(tmp_path).write_text(str(os.getpid()))
    assert embedded.end_orphan(tmp_path, socket_of(tmp_path)) is None


def test_a_long_home_gets_a_short_socket(start: Start, tmp_path: Path) -> None:
    """A home whose path is longer than a unix socket may be serves all the same."""
    home = tmp_path / ("deep-" * 30)
    start(home)
    assert socket_of(home).exists()
    assert len(os.fsencode(socket_of(home))) < 108
