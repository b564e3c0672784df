"""Versions of events: what was stored once is readable for ever, and means what it meant.

An event's tag is its kind, and from the second version on its version too:
`complaint.resolved`, then `complaint.resolved/2`. Whoever changes a struct gives it the next
tag and enters here how the older one is read: a pure function from the stored fields to those of
the next version. Events of the current version never come by here, so that it costs them nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

import msgspec
from msgspec import Struct

from models.events import Data

Stored = dict[str, Any]
Upcasts = Mapping[str, Callable[[Stored], Stored]]
UPCASTS: Upcasts = {}  # older tag -> its fields, and the tag, in the version after it


def tag(struct: type[Struct]) -> str:
    """Return what a struct is stored under."""
    return str(struct.__struct_config__.tag)


def kind(struct: type[Struct]) -> str:
    """Return what happened, in whatever version it is stored."""
    return tag(struct).partition("/")[0]


KINDS: dict[str, type[Struct]] = {kind(struct): struct for struct in get_args(Data)}


class Reader:
    """Reads stored events of any version."""

    def __init__(self, types: Any = Data, upcasts: Upcasts = UPCASTS) -> None:
        self.types, self.upcasts = types, upcasts
        self.decode: Callable[[str], Data] = msgspec.json.Decoder(types).decode

    def __call__(self, text: str) -> Data:
        """Return the event of a stored text. Raises msgspec.ValidationError or DecodeError."""
        try:
            return self.decode(text)
        except msgspec.ValidationError:
            older = msgspec.json.decode(text)
            if not isinstance(older, dict) or older.get("type") not in self.upcasts:
                raise
            return self.plain(older)

    def plain(self, stored: Stored) -> Data:
        """Return the event of plain values. Raises msgspec.ValidationError."""
        while change := self.upcasts.get(str(stored.get("type"))):
            try:
                stored = change(stored)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise msgspec.ValidationError(f"no {stored['type']}: {error!r}") from error
        return cast("Data", msgspec.convert(stored, self.types))


read = Reader()
