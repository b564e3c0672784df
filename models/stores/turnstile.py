"""Writers of one SQLite file take turns: each is woken the moment the one before is done.

SQLite itself makes a writer that finds the file locked sleep for up to a tenth of a second
before it looks again, which would be most of the time between an event and its picture. And it
syncs while it holds the lock; here the next one goes on while the disk works.
"""

import errno
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

    def watch(self) -> None:
        """Open the write-ahead log before something is written that `sync` is to answer for.

        The kernel tells of a page that it could not write only those who had the file open.
        Raises sqlite3.OperationalError if there is none.
        """
        if self.durable and self.log is None:
            try:
                self.log = os.open(f"{self.path}-wal", os.O_RDONLY | os.O_CLOEXEC)
            except OSError as error:
                raise sqlite3.OperationalError(f"no write-ahead log: {error}") from error

    def sync(self) -> None:
        """Have the disk keep what is in the write-ahead log, for `durable` writers.

        Raises OSError, after a note for all writers that the log may have a gap from now on.
        """
        if self.log is None:
            return
        try:
            os.fsync(self.log)
        except OSError:
            os.pwrite(self.file, b"?", 0)
            raise

    @property
    def doubtful(self) -> bool:
        """Whether a sync failed, whoever asked for it: after a gap nothing is safe."""
        return self.durable and os.fstat(self.file).st_size > 0

    def trust(self) -> None:
        """Take the note off: all that the log held is in the database's own file."""
        os.truncate(self.file, 0)

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
            if self.turnstile:
                self.turnstile.watch()
        except sqlite3.Error:
            self.rollback()
            raise

    def commit(self) -> None:
        """Commit and sync; a commit that fails keeps the turn until the rollback that follows.

        Raises sqlite3.OperationalError if it cannot be synced: others see it, but nobody knows
        what a crash of the machine would leave.
        """
        wrote = self.in_transaction
        super().commit()
        self._leave()
        if wrote and self.turnstile:
            self._sync(self.turnstile)

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

    def _sync(self, turnstile: Turnstile) -> None:
        try:
            turnstile.sync()
            if turnstile.doubtful:
                self._carry_over()
                turnstile.trust()
        except OSError as error:
            raise sqlite3.OperationalError(f"not synced to the disk: {error}") from error

    def _carry_over(self) -> None:
        """Bring all of the log into the database's file, and sync that."""
        (busy, *_) = self.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise OSError(errno.EBUSY, "an earlier sync failed, and others read still")

    def _leave(self) -> None:
        if self.turnstile:
            self.turnstile.leave()
