"""INSERTs of many rows, written once per database: building them anew costs more than running."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert
INSERTS: dict[str, Callable[[Table], Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
Row = Mapping[str, Any]


class Writing:
    """How rows come into a table, and what becomes of one that is there: `clash`."""

    def __init__(
        self, into: Table, clash: Literal["replaced", "kept", "refused"], without: str = ""
    ) -> None:
        self.into = into
        self.clash = clash
        self.names = [column.name for column in into.columns if column.name != without]
        self.written: dict[str, tuple[str, list[str] | None]] = {}

    def __call__(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Write the rows; each has a value for every column."""
        if not rows:
            return
        dialect = connection.dialect
        if dialect.name not in self.written:
            self.written[dialect.name] = self._write(dialect)
        statement, positions = self.written[dialect.name]
        given = list(map(itemgetter(*positions), rows)) if positions else list(rows)
        connection.exec_driver_sql(statement, given)

    @cached_property
    def keys(self) -> list[str]:
        """The names of the primary key's columns."""
        return [column.name for column in self.into.primary_key]

    def _write(self, dialect: Dialect) -> tuple[str, list[str] | None]:
        statement = INSERTS[dialect.name](self.into)
        if self.clash == "kept":
            statement = statement.on_conflict_do_nothing()
        elif self.clash == "replaced":
            new = {n: statement.excluded[n] for n in self.names if n not in self.keys}
            statement = statement.on_conflict_do_update(index_elements=self.keys, set_=new)
        compiled = statement.compile(dialect=dialect, column_keys=self.names)
        return str(compiled), compiled.positiontup
