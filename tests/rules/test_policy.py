"""The policy file: sound by default, and its mistakes named with their lines."""

from pathlib import Path

import pytest

from models.policy.load import DEFAULT, PolicyError, adoption, load


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
        pytest.param('receipt = "30m"', 'receipt = "soon"', "line {line}", id="no duration"),
        pytest.param('receipt = "30m"', "receipt = 0", "must be above 0", id="no time at all"),
        pytest.param("joined = ", "joyned = ", "joyned", id="a name misspelt"),
        pytest.param("warn = [50, 80]", "warn = [50, 120]", "between 0 and 100", id="percent"),
        pytest.param('within = "5m"', 'within = "5s"', "within", id="a tier without time"),
        pytest.param("[alerts.4]", "[alerts.5]", "alerts.4 is missing", id="a level without tiers"),
        pytest.param('pauses = ["action"', 'pauses = ["lunch"', "lunch is no step", id="a step"),
        pytest.param("[clock]", "[clock", "line", id="not TOML"),
        pytest.param('"life.death" = 1', '"life.death" = 5', "must be 1 to 4", id="no such level"),
        pytest.param("hotline = 4", "hotline = 0", "must be 1 to 4", id="nor is 0 one"),
        pytest.param('remember = "72h"', 'remember = "30m"', "at least an hour", id="forgetful"),
        pytest.param('anonymous_every = "10m"', 'anonymous_every = "2h"', "an hour", id="2h"),
        pytest.param("memory = 8", "memory = 1", "more than one week", id="no memory"),
        pytest.param('learning = "28d"', 'learning = "1h"', "at least a day", id="learned at once"),
        pytest.param("odds = 1_000_000, least = 8", "odds = 1, least = 8", "odds", id="odds"),
        pytest.param("contacts = 3", "contact = 3", "contact", id="a rule's name misspelt"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    """The message names the file and the setting or its line."""
    text = DEFAULT.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"^mine\.toml") as caught:
        load(path)
    line = text[: text.index(old)].count("\n") + 1
    assert says.format(line=line) in str(caught.value)


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
