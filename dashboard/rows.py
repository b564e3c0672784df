"""Rows of the SQL records: as their tables declare them, or as frames. Nothing here writes.

A frame has the table's columns; its times are epoch seconds, 0 for unset.
"""

from typing import Any, TypeVar

import pandas as pd
from sqlalchemy import Engine, Result, Select, select
from sqlmodel import SQLModel

from models.stores.database import reading

Row = TypeVar("Row", bound=SQLModel)


def one(engine: Engine, kind: type[Row], **key: object) -> Row | None:
    """Return the row with this primary key."""
    table = SQLModel.metadata.tables[str(kind.__tablename__)]
    matching = [table.c[name] == value for name, value in key.items()]
    found = rows_of(engine, kind, select(table).where(*matching))
    return found[0] if found else None


def rows_of(engine: Engine, kind: type[Row], query: Select[Any]) -> list[Row]:
    """Run a query over one table and return its rows as they are declared."""
    with reading(engine) as connection:
        return [kind(**row) for row in connection.execute(query).mappings()]


def frame(engine: Engine, query: Select[Any]) -> pd.DataFrame:
    """Run a query and return its rows as a frame, with its columns even if there are none."""
    with reading(engine) as connection:
        return as_frame(connection.execute(query))


def as_frame(result: "Result[Any]") -> pd.DataFrame:
    """Turn a result into a frame."""
    columns = list(result.keys())
    return pd.DataFrame.from_records([tuple(row) for row in result], columns=columns)
