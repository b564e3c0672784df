"""The policy file: sound by default, and its mistakes named with their lines."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from msgspec import inspect
from msgspec.inspect import type_info

from models.policy import Policy
from models.policy.load import DEFAULT, PolicyError, adoption, checked, load
from models.policy.ranges import ALLOWED, ANY, Range

DOCUMENT = tomllib.loads(DEFAULT.read_text(encoding="utf-8"))


def test_the_default_is_sound() -> None:
    """It loads, with durations in seconds."""
    policy = load()
    assert policy.clock.limits.receipt == 1_800
    assert set(policy.alerts) == {"1", "2", "3", "4"}


def test_equal_policies_have_equal_digests() -> None:
    """The digest depends on nothing but the rules."""
    assert adoption(load()).digest == adoption(load()).digest


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param('receipt = "30m"', 'receipt = "soon"', "limits.receipt is 'soon'", id="soon"),
        pytest.param('receipt = "30m"', "receipt = 0", "limits.receipt is 0", id="no time at all"),
        pytest.param("joined = ", "joyned = ", "joyned", id="a name misspelt"),
        pytest.param('within = "5m"', 'within = "5s"', "[0].within is 5s", id="no time to answer"),
        pytest.param('within = "10m"', 'within = "0s"', "[1].within is 0", id="the second tier"),
        pytest.param('resolution = "168h"', 'resolution = "-1h"', "is '-1h'", id="an override"),
        pytest.param('pauses = ["action"', 'pauses = ["lunch"', "lunch is no step", id="a step"),
        pytest.param('version = "default-1"', 'version = "a" b', "line", id="not TOML"),
        pytest.param("hotline = 4", "hotline = 0", "hotline is 0: must be 1 to 4", id="no level"),
        pytest.param("contacts = 3", "contact = 3", "contact", id="a rule's name misspelt"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    """The message names the file, the line, the setting and its value."""
    text = DEFAULT.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(PolicyError, match=r"^mine\.toml") as caught:
        load(path)
    assert says in str(caught.value)
    assert f"line {line}" in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("clock.limits.plan", "9999d", "is 9999d: must be 1s to 3650d"),
        ("clock.warn", [50, 120], "clock.warn[1] is 120: must be 1 to 99"),
        ("clock.warn", [80, 50], "must rise"),
        ("clock.warn", [], "must rise, and not be empty"),
        ("clock.notes", "5s", "is 5s: must be 0 or 1m to 3650d"),
        ("clock.notes", -60, "is -1m: must be 0 or 1m to 3650d"),
        ("clock.registration", 1, "is 1s: must be 0 or 1m"),
        ("clock.tiers", [-1], "clock.tiers[0] is -1s: must be 0 to"),
        ("clock.tiers", ["2h", "1h"], "must be at most 2 that rise"),
        ("clock.tiers", [0, 60, 120], "must be at most 2 that rise"),
        ("clock.remember", "30m", "is 30m: must be 1h to"),
        ("clock.overrides.0.plan", -1, "clock.overrides[0].plan is -1s: must be 0 or 1s to"),
        ("clusters.window", 0, "is 0: must be 1h to"),
        ("clusters.rows", 0, "is 0: must be 1 to 1000000"),
        ("clusters.joined", 1_001, "is 1001: must be 1 to 1000"),
        ("clusters.suggested", 400, "is 400: must be at most clusters.joined, 365"),
        ("crisis.life_safety.signals.life.death", 5, "is 5: must be 1 to 4"),
        ("crisis.life_safety.unconfirmed", 0, "is 0: must be 1 to 4"),
        ("crisis.life_safety.fits", {"life.x": []}, "fits.life.x is no signal of"),
        ("crisis.life_safety.fits", {"life.fire": ["x"]}, "names x, which is no category"),
        ("crisis.surge.window", "30s", "is 30s: must be 1m to 30d"),
        ("clock.remember", "2h", "is 2h: must be at least crisis.surge.window, 3h"),
        ("crisis.surge.levels.0.count", 0, "levels[0].count is 0: must be 1 to"),
        ("crisis.surge.anonymous_every", "2h", "is 2h: must be 1s to 1h"),
        ("crisis.surge.hot.count", 0, "is 0: must be 1 to"),
        ("crisis.surge.quiet", 0, "is 0: must be 1m to 30d"),
        ("crisis.spread.people", 0, "is 0: must be 1 to"),
        ("crisis.spread.odds", 1, "is 1: must be 2 to"),
        ("crisis.abnormal.memory", 1, "is 1: must be 2 to 104"),
        ("crisis.abnormal.learning", "1h", "is 1h: must be 1d to"),
        ("crisis.abnormal.rows", 0, "is 0: must be 1 to"),
        ("crisis.abnormal.levels.0.odds", 1, "is 1: must be 2 to"),
        ("crisis.overdue.long_after", 0, "is 0: must be 1h to"),
        ("crisis.repeat.contacts", 1, "is 1: must be 2 to 1000"),
        ("alerts.1.repeat", 100, "is 100: must be 0 to 99"),
        ("alerts.2.forgotten", 0, "is 0: must be 1m to 30d"),
        ("alerts.3.tiers", [], "alerts.3.tiers is empty"),
        ("alerts.4", None, "alerts.4 is missing"),
        ("alerts.5", {"tiers": []}, "alerts.5 is no level"),
    ],
)
def test_numbers_have_ranges(path: str, value: object, says: str) -> None:
    """A number that cannot work is refused, with what it is and what it may be."""
    document = deepcopy(DOCUMENT)
    document["crisis"]["surge"]["window"] = "3h"
    put(document, path, value)
    with pytest.raises(PolicyError) as caught:
        checked(document)
    assert says in str(caught.value)
    assert str(caught.value).startswith(path.partition(".")[0])


def put(entry: Any, path: str, value: object) -> None:
    """Set the value at a path of the document; None takes it out."""
    name, _, rest = path.partition(".")
    key: Any = int(name) if isinstance(entry, list) else name
    if rest and name != "signals":
        put(entry[key], rest, value)
    elif rest:
        entry[key][rest] = value
    elif value is None:
        del entry[key]
    else:
        entry[key] = value


def test_no_number_is_without_a_range() -> None:
    """Whoever adds a number to the policy says what it may be."""
    assert [path for path, allowed in numbers(type_info(Policy)) if allowed is None] == []


def numbers(type_: Any, allowed: Any = ALLOWED, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (path, range) of every whole number in a type."""
    if isinstance(type_, inspect.StructType):
        for one in type_.fields:
            inner = allowed.get(one.name) if isinstance(allowed, dict) else None
            yield from numbers(one.type, inner, f"{path}.{one.name}")
    elif isinstance(type_, inspect.DictType):
        inner = allowed.get(ANY) if isinstance(allowed, dict) else None
        yield from numbers(type_.value_type, inner, f"{path}.{ANY}")
    elif isinstance(type_, inspect.ListType):
        yield from numbers(type_.item_type, allowed, path)
    elif isinstance(type_, inspect.IntType):
        yield path, allowed if isinstance(allowed, Range) else None


def test_every_kind_of_evidence_has_its_entry() -> None:
    """Seven rules, each with thresholds of its own in the default policy."""
    rules = load().crisis.__struct_fields__
    assert sorted(rules) == [
        "abnormal", "exposure", "life_safety", "overdue", "repeat", "spread", "surge",
    ]  # fmt: skip


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that is not there says so."""
    with pytest.raises(PolicyError, match=r"none\.toml"):
        load(tmp_path / "none.toml")
