"""Writers of one SQLite file take turns: each is woken the moment the one before is done.

SQLite itself makes a writer that finds the file locked sleep for up to a tenth of a second
before it looks again, which would be most of the time between an event and its picture. And it
syncs while it holds the lock; here the next one goes on while the disk works.
"""

import fcntl
import os
import sqlite3


class Turnstile:
    """A file that one writer holds at a time. A writer that dies lets go of it.

    It is of the database at `path`. Open it no longer than a connection to that, which keeps the
    write-ahead log where it is.
    """

    def __init__(self, path: str, *, durable: bool) -> None:
        self.path, self.durable = path, durable
        self.file = os.open(f"{path}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.log: int | None = None

    def enter(self) -> None:
        """Wait for the turn."""
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self.file, fcntl.LOCK_UN)

    def sync(self) -> None:
        """Have the disk keep what is in the write-ahead log; a file for `durable` writers only.

        Raises sqlite3.OperationalError: then nobody knows what a crash of the machine would leave.
        """
        if not self.durable:
            return
        try:
            if self.log is None:
                self.log = os.open(f"{self.path}-wal", os.O_RDONLY | os.O_CLOEXEC)
            os.fsync(self.log)
        except OSError as error:
            raise sqlite3.OperationalError(f"not synced to the disk: {error}") from error

    def close(self) -> None:
        """Let go for good."""
        os.close(self.file)
        if self.log is not None:
            os.close(self.log)


class Turns(sqlite3.Connection):
    """A connection whose write transactions wait at the turnstile.

    Others see a commit before it is synced, and it returns afterwards. What follows from it comes
    later in the same log, so a crash of the machine never keeps that and loses this.
    """

    turnstile: Turnstile | None = None  # None for a database in memory

    def begin(self) -> None:
        """Begin a write transaction when it is our turn."""
        if self.turnstile:
            self.turnstile.enter()
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self._leave()
            raise

    def commit(self) -> None:
        """Commit and sync; a commit that fails keeps the turn until the rollback that follows."""
        wrote = self.in_transaction
        super().commit()
        self._leave()
        if wrote and self.turnstile:
            self.turnstile.sync()

    def rollback(self) -> None:
        """Undo what was begun."""
        try:
            super().rollback()
        finally:
            self._leave()

    def close(self) -> None:
        """Close the connection and its file."""
        super().close()
        if self.turnstile:
            self.turnstile.close()
            self.turnstile = None

    def _leave(self) -> None:
        if self.turnstile:
            self.turnstile.leave()
