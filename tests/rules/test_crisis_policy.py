"""Crisis settings that cannot work are refused at load."""

from pathlib import Path

import pytest

from models.policy.load import DEFAULT, PolicyError, load


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param('"life.death" = 1', '"life.death" = 5', "must be 1 to 4", id="no such level"),
        pytest.param("hotline = 4", "hotline = 0", "must be 1 to 4", id="nor is 0 one"),
        pytest.param('remember = "72h"', 'remember = "30m"', "at least an hour", id="forgetful"),
        pytest.param('anonymous_every = "10m"', 'anonymous_every = "2h"', "an hour", id="2h"),
        pytest.param("memory = 8", "memory = 1", "more than one week", id="no memory"),
        pytest.param('learning = "28d"', 'learning = "1h"', "at least a day", id="learned at once"),
        pytest.param("odds = 1_000_000, least = 8", "odds = 1, least = 8", "odds", id="odds"),
        pytest.param("contacts = 3", "contact = 3", "contact", id="a name misspelt"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    """The message says which setting is wrong and why."""
    text = DEFAULT.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError, match=says):
        load(path)


def test_every_kind_of_evidence_has_its_entry() -> None:
    """Seven rules, each with thresholds of its own in the default policy."""
    rules = load().crisis.__struct_fields__
    assert sorted(rules) == [
        "abnormal", "exposure", "life_safety", "overdue", "repeat", "spread", "surge",
    ]  # fmt: skip
