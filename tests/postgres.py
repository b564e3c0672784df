"""A PostgreSQL server of our own for the tests: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workers.children import bound_to

BINARIES = "/usr/lib/postgresql"
OPTIONS = ("-c", "fsync=off", "-c", "listen_addresses=", "-c", "max_connections=200")


class MissingError(Exception):
    """No PostgreSQL is installed here."""


def binary(name: str) -> Path:
    """Return the newest installed `name`; raise `MissingError` where there is none."""
    found = sorted(Path(BINARIES).glob(f"*/bin/{name}"), key=lambda p: float(p.parts[-3]))
    where = found[-1] if found else shutil.which(name)
    if where is None:
        raise MissingError(f"PostgreSQL is not installed: no {name} in {BINARIES} or on the path")
    return Path(where)


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a unix socket and give the URL of its first database."""
    initdb, postgres = binary("initdb"), binary("postgres")
    home = Path(tempfile.mkdtemp(prefix="tocsin-pg-"))
    data, identity = home / "data", unprivileged(home)
    try:
        make = [initdb, "-D", data, "-U", "tocsin", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*make, "--locale=C"], check=True, capture_output=True, **identity)
        running = subprocess.Popen(
            [postgres, "-D", data, "-k", home, *OPTIONS],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=bound_to(os.getpid()),  # noqa: PLW1509 - a killed test run leaves no server
            **identity,
        )
        try:
            yield f"postgresql+psycopg://tocsin@/postgres?host={home}"
        finally:
            running.terminate()
            running.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def unprivileged(home: Path) -> dict[str, Any]:
    """Give `home` to a user who may run PostgreSQL, which refuses to run as root."""
    if os.geteuid() != 0:
        return {"cwd": home}
    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"cwd": home, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
