"""Statements compiled once per database and run by its driver: all that is asked for each batch.

Having SQLAlchemy wrap each execution costs ten times what SQLite needs for it. Values go to the
driver, and come from it, as they are: numbers, text, bytes; a SQLite boolean comes as 0 or 1.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement

Row = Mapping[str, Any]
Rows = list[tuple[Any, ...]]
Given = Callable[[Row], Any]  # from a row by name to what the driver takes


class Prepared:
    """A statement, or how to write it for a database; its parameters are given by name.

    All raise what SQLAlchemy does: DBAPIError.
    """

    def __init__(
        self,
        statement: ClauseElement | Callable[[Dialect], ClauseElement],
        names: Sequence[str] | None = None,
    ) -> None:
        self.statement = statement
        self.names = names  # the columns of an INSERT that gives no values
        self.written: dict[str, tuple[str, Given]] = {}

    def ask(self, engine: Engine, **values: object) -> Rows:
        """Return the rows, read outside any transaction."""
        pooled = engine.raw_connection()
        try:
            return self._fetch(pooled.cursor(), engine.dialect, values)
        finally:
            pooled.close()

    def rows(self, connection: Connection, **values: object) -> Rows:
        """Return the rows, read within the caller's transaction."""
        return self._fetch(connection.connection.cursor(), connection.dialect, values)

    def run(self, connection: Connection, rows: Sequence[Row]) -> int:
        """Run it for each of the rows; return how many it changed."""
        if not rows:
            return 0
        sql, given = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        with_each = list(map(given, rows))
        guarded(connection.dialect, cursor.executemany, sql, with_each)
        return cursor.rowcount

    def _fetch(self, cursor: Any, dialect: Dialect, values: Row) -> Rows:
        sql, given = self._for(dialect)
        guarded(dialect, cursor.execute, sql, given(values))
        rows: Rows = cursor.fetchall()
        return rows

    def _for(self, dialect: Dialect) -> tuple[str, Given]:
        found = self.written.get(dialect.name)
        if found is None:
            found = self.written[dialect.name] = self._write(dialect)
        return found

    def _write(self, dialect: Dialect) -> tuple[str, Given]:
        statement = self.statement
        if not isinstance(statement, ClauseElement):
            statement = statement(dialect)
        compiled: Any = statement.compile(dialect=dialect, column_keys=self.names)
        given, own = in_order(compiled.positiontup), compiled.params.items()
        constants = {n: v for n, v in own if v is not None and n not in (self.names or ())}
        return str(compiled), (lambda row: given(constants | row)) if constants else given


def in_order(names: Sequence[str] | None) -> Given:
    """Return what gives the driver a row: by name, or for `names` by position."""
    if names is None:
        return dict
    if len(names) == 1:
        return lambda row: (row[names[0]],)
    return itemgetter(*names) if names else lambda _: ()


def guarded(
    dialect: Dialect, execute: Callable[[str, Any], object], sql: str, values: object
) -> None:
    """Execute, and raise the driver's errors as SQLAlchemy does."""
    driver: Any = dialect.loaded_dbapi
    try:
        execute(sql, values)
    except driver.Error as error:
        raise DBAPIError.instance(sql, None, error, driver.Error, dialect=dialect) from error
