"""SQLite's writers: what is durable is synced, and nobody waits for the disk of another."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from models.stores import database, turnstile

Sync = Callable[[int], None]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return the address of a database with one table."""
    found = f"sqlite:///{tmp_path}/tocsin.db"
    with database.connect(found).begin() as connection:
        connection.execute(text("CREATE TABLE told (word TEXT)"))
    return found


def tell(engine: Engine, word: str) -> None:
    """Commit a word."""
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO told VALUES (:word)"), {"word": word})


def heard(engine: Engine) -> list[str]:
    """Return all words."""
    with database.reading(engine) as connection:
        return list(connection.execute(text("SELECT word FROM told")).scalars())


def synced_by(monkeypatch: pytest.MonkeyPatch, sync: Sync) -> None:
    """Let the turnstile's disk be another."""
    monkeypatch.setattr(turnstile.os, "fsync", sync)


def test_a_commit_returns_when_the_disk_has_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write-ahead log is synced once for each durable commit, and for no read."""
    engine, files = database.connect(url), list[int]()
    synced_by(monkeypatch, lambda file: files.append(os.fstat(file).st_ino))
    tell(engine, "fire")
    assert heard(engine) == ["fire"]
    assert files == [Path(f"{engine.url.database}-wal").stat().st_ino]


def test_nobody_waits_for_the_disk_of_another(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one commit is being synced another writer commits, and sees the first."""
    first, second, seen = database.connect(url), database.connect(url, derived=True), list[str]()

    def slowly(_file: int) -> None:
        tell(second, "smoke")
        seen.extend(heard(second))

    synced_by(monkeypatch, slowly)
    tell(first, "fire")
    assert seen == ["fire", "smoke"]


def test_what_follows_from_the_log_waits_for_no_disk(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A derived commit leaves the sync to the next durable one."""
    files = list[int]()
    synced_by(monkeypatch, files.append)
    tell(database.connect(url, derived=True), "smoke")
    assert files == []


def test_a_disk_that_fails_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever commits to a broken disk hears of it, as of any failure of the database."""

    def broken(_file: int) -> None:
        raise OSError(5, "Input/output error")

    synced_by(monkeypatch, broken)
    with pytest.raises(OperationalError, match="not synced to the disk"):
        tell(database.connect(url), "fire")
