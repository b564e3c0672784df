"""What was stored once is readable for ever: an example of every event, in every version."""

from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
import pytest
from msgspec import Struct

from models.events import Data
from models.events.versions import KINDS, UPCASTS, Reader, kind, read, tag
from models.policy import Policy
from tests.rules.samples import examples, line

GOLDEN = Path(__file__).parent / "golden"
LINES = [msgspec.json.decode(text) for text in (GOLDEN / "events.ndjson").read_bytes().splitlines()]
CHANGED = """The struct of {tag} is not what logs hold under that name.
They hold it for ever, so: 1. give the struct the tag "{after}"; 2. enter "{tag}" in
UPCASTS of models/events/versions.py, with a function from its fields to those of the next
version; 3. in tests/rules/golden/events.ndjson leave what is stored, correct what it says, and add

{lines}"""


def changed(struct: type[Struct]) -> str:
    """Return what to do about a struct that changed."""
    name = kind(struct)
    after = f"{name}/{int(tag(struct).partition('/')[2] or 1) + 1}"
    lines = b"\n".join(dict.fromkeys(map(line, examples(struct)))).decode()
    lines = lines.replace(f'"type":"{tag(struct)}"', f'"type":"{after}"')
    return CHANGED.format(tag=tag(struct), after=after, lines=lines)


@pytest.mark.parametrize("struct", get_args(Data), ids=kind)
def test_no_field_is_without_an_example(struct: type[Struct]) -> None:
    """A field more or less than what was stored under a name needs a new version."""
    stored = [one["stored"] for one in LINES if one["stored"]["type"] == tag(struct)]
    assert set().union(*stored) == {"type", *struct.__struct_fields__}, changed(struct)


@pytest.mark.parametrize("struct", get_args(Data), ids=kind)
def test_every_version_says_what_it_said(struct: type[Struct]) -> None:
    """What a log holds of whatever version is read as the golden file says, defaults too."""
    for golden in LINES:
        if golden["stored"]["type"].partition("/")[0] == kind(struct):
            try:
                event = read(msgspec.json.encode(golden["stored"]).decode())
            except msgspec.ValidationError as error:
                pytest.fail(f"{error}. {changed(struct)}")
            assert msgspec.json.decode(line(event))["says"] == golden["says"], changed(struct)


def test_every_upcast_has_its_example() -> None:
    """Whoever enters an upcast keeps the example of what it reads."""
    assert UPCASTS.keys() <= {one["stored"]["type"] for one in LINES}
    assert len(KINDS) == len(get_args(Data))


def test_a_policy_adopted_long_ago_is_still_read() -> None:
    """A setting once adopted keeps its name, or an upcast of rules.adopted mends it."""
    golden = msgspec.json.decode((GOLDEN / "policy.json").read_bytes())
    assert within(golden, msgspec.to_builtins(msgspec.convert(golden, Policy)))


def within(older: Any, newer: Any) -> bool:
    """Whether all that the older document says stands in the newer one."""
    if isinstance(older, dict):
        return all(name in newer and within(older[name], newer[name]) for name in older)
    return bool(older == newer)


class Second(Struct, frozen=True, tag="complaint.resolved/2"):
    """As it might be one day."""

    result: Literal["done", "undone"]
    by: str = ""


def second(stored: dict[str, Any]) -> dict[str, Any]:
    """Read the first version as the second."""
    result = "done" if stored.get("outcome", "resolved") == "resolved" else "undone"
    return {"type": "complaint.resolved/2", "result": result, "by": stored["by"]}


FUTURE = Reader(Second | KINDS["time.passed"], {"complaint.resolved": second})


@pytest.mark.parametrize(
    ("stored", "event"),
    [
        ('{"type":"complaint.resolved","by":"tech"}', Second("done", "tech")),
        ('{"type":"complaint.resolved","outcome":"withdrawn","by":""}', Second("undone")),
        ('{"type":"complaint.resolved/2","result":"done"}', Second("done")),
    ],
)
def test_older_versions_are_read_as_the_newest(stored: str, event: Struct) -> None:
    """Once a struct has a second version, the first is still read; nothing else changes."""
    assert FUTURE(stored) == event


@pytest.mark.parametrize(
    "stored",
    ['{"type":"complaint.resolved"}', '{"type":"complaint.gone"}', '{"type":"time.passed"}', "7"],
)
def test_what_was_never_an_event_is_none(stored: str) -> None:
    """An upcast that fails, an unknown kind or a missing field is a validation error."""
    with pytest.raises(msgspec.ValidationError):
        FUTURE(stored)
