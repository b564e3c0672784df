"""Examples of events, made from their structs."""

from typing import Any

import msgspec
from msgspec import Struct, inspect

SAMPLES: dict[type, Any] = {
    inspect.IntType: 7,
    inspect.StrType: "x",
    inspect.BytesType: b"\x01\x02",
    inspect.AnyType: 7,
}


def examples(struct: type[Struct]) -> list[Struct]:
    """Return the barest event of a kind, and as many with all fields as one has named values."""
    shape = inspect.type_info(struct)
    assert isinstance(shape, inspect.StructType)
    needed = {field.name: sample(field.type) for field in shape.fields if field.required}
    most = max((len(named(field.type)) for field in shape.fields), default=0)
    full = [{f.name: other(f, number) for f in shape.fields} for number in range(max(1, most))]
    return [struct(**needed), *(struct(**fields) for fields in full)]


def other(field: inspect.Field, number: int) -> Any:
    """Return a value that is not the field's default, or the next of those that have names."""
    if isinstance(field.type, inspect.BoolType):
        return field.default is not True
    values = [value for value in named(field.type) if value != field.default]
    return values[number % len(values)] if values else sample(field.type)


def named(shape: inspect.Type) -> tuple[Any, ...]:
    """Return the values of a field that has only certain ones."""
    if isinstance(shape, inspect.UnionType):
        return tuple(value for one in shape.types for value in named(one))
    return shape.values if isinstance(shape, inspect.LiteralType) else ()


def sample(shape: inspect.Type) -> Any:
    """Return a value of a type."""
    match shape:
        case inspect.LiteralType(values):
            return values[0]
        case inspect.ListType(item):
            return [sample(item)]
        case inspect.DictType(_, value):
            return {"x": sample(value)}
        case inspect.StructType(cls):
            return examples(cls)[1]
        case inspect.UnionType(types):
            return sample(next(one for one in types if not isinstance(one, inspect.NoneType)))
    return SAMPLES[type(shape)]


def line(event: Struct) -> bytes:
    """Return an event as it is stored, and all that it says."""
    said = {name: getattr(event, name) for name in event.__struct_fields__}
    return msgspec.json.encode({"stored": event, "says": said})
