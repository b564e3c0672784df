"""`tocsin up`: one command starts everything, says where, and ends without a trace."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.waiting import wait_until
from workers import embedded

UP = [sys.executable, "-m", "workers.command_line", "up", "--no-demo"]
Up = Callable[..., "subprocess.Popen[bytes]"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, dashboard: int, intake: int) -> dict[str, str]:
    ours = {
        "TOCSIN_HOME": str(home),
        "TOCSIN_DASHBOARD_PORT": str(dashboard),
        "TOCSIN_INTAKE_PORT": str(intake),
    }
    return {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")} | ours


def children_of(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """Run `tocsin up` in a home of its own; what it says goes to said.txt."""
    started = []

    def begin(dashboard: int, intake: int) -> "subprocess.Popen[bytes]":
        with (tmp_path / "said.txt").open("wb") as said:
            process = subprocess.Popen(
                UP, env=environment(tmp_path / "home", dashboard, intake), stdout=said, stderr=said
            )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def refused(home: Path, dashboard: int, intake: int) -> str:
    """Run `tocsin up` where it cannot start and return what it says."""
    env = environment(home, dashboard, intake)
    answer = subprocess.run(UP, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout + answer.stderr
    return answer.stderr


def test_up_says_where_it_runs_and_ends_without_a_trace(up: Up, tmp_path: Path) -> None:
    """Every part starts once, the printed address answers, and Ctrl-C leaves no process behind."""
    dashboard, intake = free_port(), free_port()
    address = f"http://127.0.0.1:{dashboard}"
    said, home = tmp_path / "said.txt", tmp_path / "home"
    supervisor = up(dashboard, intake)
    wait_until(lambda: f"Tocsin is running: {address}" in said.read_text(), 60)
    assert httpx.get(address, trust_env=False).is_success
    wait_until(lambda: answers(f"http://127.0.0.1:{intake}/openapi.json"))
    assert "already runs" in refused(home, free_port(), free_port())
    parts = children_of(supervisor.pid)
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(30) == 0
    assert said.read_text().endswith("Ended.\n")
    assert "starting it again" not in said.read_text()
    assert not [pid for pid in parts if embedded.running(pid)]
    assert not (home / "valkey.sock").exists()


def answers(url: str) -> bool:
    """Whether a server answers with success at `url`."""
    try:
        return httpx.get(url, trust_env=False).is_success
    except httpx.HTTPError:
        return False


@pytest.mark.parametrize("variable", ["TOCSIN_DASHBOARD_PORT", "TOCSIN_INTAKE_PORT"])
def test_a_taken_port_gets_a_plain_word(tmp_path: Path, variable: str) -> None:
    """Where another program has the port, `up` says so, names the setting, and starts nothing."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = int(other.getsockname()[1])
        ports = {"TOCSIN_DASHBOARD_PORT": free_port(), "TOCSIN_INTAKE_PORT": free_port()}
        ports[variable] = taken
        said = refused(tmp_path, ports["TOCSIN_DASHBOARD_PORT"], ports["TOCSIN_INTAKE_PORT"])
    assert f"port {taken} is taken; set {variable} to another" in said
    assert not (tmp_path / "tocsin.db").exists()


def test_a_store_that_does_not_answer_gets_a_plain_word(tmp_path: Path) -> None:
    """A given Redis or database that is not there is named, without a stack trace."""
    env = environment(tmp_path, free_port(), free_port())
    nowhere = f"127.0.0.1:{free_port()}"
    for given in (
        {"TOCSIN_REDIS_URL": f"redis://{nowhere}/0"},
        {"TOCSIN_DATABASE_URL": f"postgresql://tocsin@{nowhere}/tocsin"},
    ):
        answer = subprocess.run(
            UP, env=env | given, capture_output=True, text=True, timeout=60, check=False
        )
        assert answer.returncode == 1
        assert f"does not answer; check {next(iter(given))}" in answer.stderr
        assert "Traceback" not in answer.stderr
