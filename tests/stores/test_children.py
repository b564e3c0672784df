"""A supervised child comes back when it dies, ends when asked, and never outlives us."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import wait_until
from workers import children, embedded
from workers.children import Child

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print('deaf', flush=True); time.sleep(60)"
)
ORPHANING = """
import sys, time
from pathlib import Path
from workers.children import Child
sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
child = Child("child", sleep, Path(sys.argv[1]), print)
child.tend()
print(child.process.pid, flush=True)
time.sleep(60)
"""


def python(code: str, folder: Path, said: list[str]) -> Child:
    return Child("child", [sys.executable, "-c", code], folder / "child.log", said.append)


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    """After a child's end a plain word is said, and once its wait is over it runs again."""
    said: list[str] = []
    child = python("import time; time.sleep(60)", tmp_path, said)
    child.tend()
    assert child.process is not None
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not child.alive)
    child.tend()
    assert "child ended (-9), starting it again in 1 s" in said[0]
    assert not child.alive
    child.retry_at = 0
    child.tend()
    assert child.alive
    assert child.process.pid != first
    children.end([child])


def test_waits_grow_to_half_a_minute(tmp_path: Path) -> None:
    """A child that dies at once waits 1, 2, 4, 8, 16 and then always 30 seconds."""
    said: list[str] = []
    child = python("raise SystemExit(3)", tmp_path, said)
    for _ in range(7):
        child.retry_at = 0
        child.tend()
        wait_until(lambda: not child.alive)
        child.tend()
    waits = [line.split(" again in ")[1].split(" s;")[0] for line in said]
    assert waits == ["1", "2", "4", "8", "16", "30", "30"]


def test_a_deaf_child_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ignores the request to end is killed when its grace is over."""
    monkeypatch.setattr(children, "GRACE", 0.2)
    child = python(STUBBORN, tmp_path, [])
    child.tend()
    wait_until(lambda: child.log.exists() and "deaf" in child.log.read_text())
    children.end([child])
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_no_child_outlives_a_killed_parent(tmp_path: Path) -> None:
    """When the supervisor is killed outright, the kernel ends its children."""
    command = [sys.executable, "-c", ORPHANING, str(tmp_path / "child.log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert embedded.running(pid)
        parent.kill()
    wait_until(lambda: not embedded.running(pid))


def test_a_long_log_is_moved_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log past its limit starts anew under its name, and its old lines stay beside it."""
    monkeypatch.setattr(children, "LOG_LIMIT", 10)
    log = tmp_path / "part.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"a line of the past\n")
        children.keep_short(log)
        writer.write(b"now\n")
    assert log.read_bytes() == b"now\n"
    assert log.with_suffix(".log.1").read_bytes() == b"a line of the past\n"
