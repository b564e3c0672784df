"""The stores' tests run on the real servers."""

from tests.servers import (
    database_url,
    engine,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
    valkey,
    valkey_url,
)

__all__ = [
    "database_url",
    "engine",
    "postgres_template",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
    "valkey",
    "valkey_url",
]
