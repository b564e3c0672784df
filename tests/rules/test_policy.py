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


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that is not there says so."""
    with pytest.raises(PolicyError, match=r"none\.toml"):
        load(tmp_path / "none.toml")
