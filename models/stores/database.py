"""Connections to SQLite or PostgreSQL, and the migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from models.stores.turnstile import Turns, Turnstile

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE = {"timeout": 30, "check_same_thread": False, "factory": Turns}
CATCHING_UP = 5  # tries, since writers go on
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",  # what must be durable is synced by the turnstile
    "foreign_keys=ON",
    "cache_size=-32768",  # 32 MB: names are random, so rows come anywhere in their indexes
    "wal_autocheckpoint=20000",  # 80 MB, where nobody calls `checkpoint`
)
READERS: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()


def connect(url: str, *, derived: bool = False) -> Engine:
    """Return an engine for `url`; SQLite gets a write-ahead log and full durability.

    `derived` is for whoever writes only what follows from the log. Such a commit waits for no
    disk on SQLite; the next durable one, which may be anybody's, syncs it as well. A crash of the
    machine may take the last ones back, never one before another, and then Redis shows more than
    the records tell, so that the site is folded anew.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args=SQLITE)
        event.listen(engine, "connect", partial(prepare_sqlite, durable=not derived))
        event.listen(engine, "begin", begin_sqlite)
        return engine
    return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)


def prepare_sqlite(connection: Any, _record: object, *, durable: bool) -> None:
    """Let readers go on while one writes, and writers take turns."""
    connection.isolation_level = None  # we say BEGIN ourselves, see begin_sqlite
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    connection.turnstile = Turnstile(path, durable=durable) if path else None


def begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: upgrading a read lock later fails instead of waiting."""
    if not connection.get_execution_options().get("reading"):
        turns: Any = connection.connection.driver_connection
        turns.begin()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that only reads, and so never waits for a writer.

    On SQLite each statement stands for itself, which saves two round trips.
    """
    reader = READERS.get(engine)
    if reader is None:
        reader = READERS[engine] = engine.execution_options(reading=True)
    with reader.begin() as connection:
        yield connection


def checkpoint(engine: Engine) -> None:
    """Carry what was committed from SQLite's write-ahead log into its file, beside all writers.

    Left to itself, SQLite does it inside somebody's commit, for which all others wait.
    """
    if engine.dialect.name != "sqlite":
        return
    with reading(engine) as connection:
        for _ in range(CATCHING_UP):
            _busy, logged, done = connection.exec_driver_sql("PRAGMA wal_checkpoint").one()
            if logged == done:  # the next writer begins the log anew
                return


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version; safe to call from several processes."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7236671)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
