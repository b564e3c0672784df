"""INSERTs of many rows, and lists as one parameter: what differs between the two databases."""

from collections.abc import Callable
from typing import Any, Literal

from sqlalchemy import JSON, BindParameter, Dialect, Table, bindparam, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement, Select

from models.stores.prepared import Prepared

Insert = sqlite.Insert | postgresql.Insert
INSERTS: dict[str, Callable[[Table], Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def writing(
    into: Table, clash: Literal["replaced", "kept", "refused"], without: str = ""
) -> Prepared:
    """Return what writes rows with a value for every column; `clash`: if one is there."""
    names = [column.name for column in into.columns if column.name != without]
    keys = [column.name for column in into.primary_key]

    def write(dialect: Dialect) -> ClauseElement:
        statement = INSERTS[dialect.name](into)
        if clash == "kept":
            return statement.on_conflict_do_nothing()
        if clash == "replaced":
            new = {name: statement.excluded[name] for name in names if name not in keys}
            return statement.on_conflict_do_update(index_elements=keys, set_=new)
        return statement

    return Prepared(write, names)


def listed(dialect: Dialect, name: str, width: int) -> Select[Any]:
    """Return the rows of a JSON list of lists of `width` texts, which is one parameter."""
    given: BindParameter[str] = bindparam(name)
    if dialect.name == "sqlite":
        each = func.json_each(given).table_valued("value")
        return select(*(func.json_extract(each.c.value, f"$[{i}]") for i in range(width)))
    each = func.json_array_elements(cast(given, JSON)).table_valued("value")
    return select(*(each.c.value.op("->>")(i) for i in range(width)))
