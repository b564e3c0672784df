"""Writers of one SQLite file take turns: each is woken the moment the one before is done.

SQLite itself makes a writer that finds the file locked sleep for up to a tenth of a second
before it looks again, which would be most of the time between an event and its picture.
"""

import fcntl
import os
import sqlite3


class Turnstile:
    """A file that one writer holds at a time. A writer that dies lets go of it."""

    def __init__(self, path: str) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def enter(self) -> None:
        """Wait for the turn."""
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go for good."""
        os.close(self.file)


class Turns(sqlite3.Connection):
    """A connection whose write transactions wait at the turnstile."""

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
        """Commit; a commit that fails keeps the turn until the rollback that follows."""
        super().commit()
        self._leave()

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
