"""SQLite's writers: what is durable is synced, and nobody waits for the disk of another."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
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
    for word in ("fire", "smoke"):
        tell(engine, word)
        assert heard(engine)[-1] == word
    assert files == [Path(f"{engine.url.database}-wal").stat().st_ino] * 2


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


def broken(_file: int) -> None:
    """Fail as a disk does."""
    raise OSError(5, "Input/output error")


def test_a_disk_that_fails_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever commits to a broken disk hears of it, as of any failure of the database."""
    synced_by(monkeypatch, broken)
    with pytest.raises(OperationalError, match="not synced to the disk"):
        tell(database.connect(url), "fire")


def test_after_a_failed_sync_all_of_the_log_is_carried_over(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next durable commit, of whomever, returns when the database's own file has everything."""
    with monkeypatch.context() as patch:
        synced_by(patch, broken)
        with pytest.raises(OperationalError):
            tell(database.connect(url), "fire")
    tell(database.connect(url), "smoke")
    path = Path(str(database.connect(url).url.database))
    assert Path(f"{path}-wal").stat().st_size == 0
    assert heard(database.connect(url)) == ["fire", "smoke"]
    tell(database.connect(url), "gas")
    assert Path(f"{path}-wal").stat().st_size > 0


def test_while_others_read_a_failed_sync_stays_a_failure(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as the log cannot be carried over nobody is told that his commit is safe."""
    path = str(database.connect(url).url.database)
    with closing(sqlite3.connect(path)) as reader, monkeypatch.context() as patch:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM told").fetchall()
        synced_by(patch, broken)
        with pytest.raises(OperationalError):
            tell(database.connect(url), "fire")
        patch.undo()
        monkeypatch.setitem(database.SQLITE, "timeout", 0)
        with pytest.raises(OperationalError, match="others read still"):
            tell(database.connect(url), "smoke")
