"""The real servers that tests run on: Valkey, SQLite and PostgreSQL, each started by us."""

import itertools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from redis import Redis
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from models.stores import database
from tests import postgres
from tests.waiting import wait_until
from workers import embedded
from workers.children import bound_to

GIVEN_DATABASE = "TOCSIN_TEST_DATABASE_URL"  # a PostgreSQL server to use instead of our own
NUMBERS = itertools.count(1)
__all__ = [  # the fixtures
    "database_url",
    "engine",
    "postgres_template",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
    "valkey",
    "valkey_url",
]


def missing(why: str) -> NoReturn:
    """Skip the test, plainly; but where CI runs it, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"must not be missing in CI: {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """Run the embedded Valkey for the whole session and give its URL."""
    with tempfile.TemporaryDirectory(prefix="tocsin-") as folder:
        home = Path(folder)
        socket = home / "valkey.sock"
        with subprocess.Popen(
            embedded.command(home, socket),
            stdout=subprocess.DEVNULL,
            preexec_fn=bound_to(os.getpid()),  # noqa: PLW1509 - a killed test run leaves no server
        ) as server:
            wait_until(lambda: embedded.answers(socket))
            yield f"unix://{socket}"
            server.terminate()


@pytest.fixture
def valkey(valkey_url: str) -> Iterator["Redis[bytes]"]:
    """Give a client of an empty Valkey; it gives bytes, as RQ needs it."""
    with Redis.from_url(valkey_url) as redis:
        redis.flushall()
        yield redis


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the URL of a PostgreSQL server on which the tests may make databases."""
    if given := os.environ.get(GIVEN_DATABASE):
        yield given
        return
    try:
        with postgres.server() as url:
            wait_until(lambda: accepts(url))
            yield url
    except postgres.MissingError as error:
        missing(str(error))


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """Make one migrated database, of which every test gets a copy; return its name."""
    name = f"tocsin_template_{os.getpid()}"
    url = made(postgres_url, name, "template0")
    engine = database.connect(url)
    database.upgrade(engine)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one migrated SQLite file, of which every test gets a copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = database.connect(f"sqlite:///{path}")
    database.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the URL of a SQLite file of this test's own, with all tables and no rows."""
    path = tmp_path / "tocsin.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the URL of a database of this test's own, on each of both servers in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server = request.getfixturevalue("postgres_url")
    name = f"tocsin_{os.getpid()}_{next(NUMBERS)}"
    yield made(server, name, request.getfixturevalue("postgres_template"))
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Give an engine on a migrated, empty database: SQLite, then PostgreSQL."""
    engine = database.connect(database_url)
    yield engine
    engine.dispose()


def accepts(url: str) -> bool:
    """Whether a server takes connections at `url`."""
    try:
        administer(url, "SELECT 1")
    except OperationalError:
        return False
    return True


def made(server: str, name: str, template: str) -> str:
    """Make a database as a copy of `template` and return its URL."""
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    engine = create_engine(server)
    return engine.url.set(database=name).render_as_string(hide_password=False)


def administer(server: str, statement: str) -> None:
    """Run one statement outside of any transaction."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
