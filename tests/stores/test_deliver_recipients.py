from pathlib import Path

import pytest

from alerts.recipients import LOG, RecipientsError, load

WHOLE = """
[recipients.night]
roles = ["duty", "security"]
urls = ["https://hook.example/x?token=s3cret", "log://"]
locale = "en"
throttle = 5
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "recipients.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_recipients_hold_the_roles_of_the_shipped_policy() -> None:
    """With nothing set, everybody is reached through the log, and nobody else."""
    book = load()
    assert [one.name for one in book] == ["duty", "lead", "management", "log"]
    assert {url for one in book for url in one.urls} == {"log://"}


def test_a_webhook_in_the_environment_is_one_more_lead() -> None:
    """TOCSIN_WEBHOOK_URL adds a recipient beside the shipped ones."""
    added = {one.name: one for one in load(webhook="http://127.0.0.1:9/hook")}["webhook"]
    assert added.roles == ("lead",)
    assert added.urls == ("http://127.0.0.1:9/hook",)


def test_a_file_of_ones_own_is_taken_as_it_is(tmp_path: Path) -> None:
    """An own file replaces the shipped one; the log receiver is always there."""
    night, log = load(written(tmp_path, WHOLE), webhook="http://127.0.0.1:9/hook")
    assert (night.name, night.roles, night.locale) == ("night", ("duty", "security"), "en")
    assert log == LOG


@pytest.mark.parametrize(
    ("sentence", "text", "says"),
    [
        ("a wrong type", WHOLE.replace("5", '"5"'), "line 2: night: Expected `int`"),
        ("an impossible throttle", WHOLE.replace("5", "-1"), "line 2: night: Expected `int` >= 0"),
        ("a misspelt key", WHOLE.replace("locale", "local"), "unknown field `local`"),
        ("an unknown language", WHOLE.replace('"en"', '"fr"'), "Invalid enum value 'fr'"),
        ("no role", WHOLE.replace('["duty", "security"]', "[]"), "at least one of both"),
        ("an unknown service", WHOLE.replace("log://", "nope://x"), "address 2: Apprise cannot"),
        ("a log with a path", WHOLE.replace("log://", "log://x"), "nothing more"),
        ("the built-in name", WHOLE.replace("night", "log"), "and not 'log'"),
        ("an empty file", "", "expected [recipients.<name>] tables"),
        ("no TOML", "[recipients", "Expected ']'"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, sentence: str, text: str, says: str
) -> None:
    """A file that cannot be used is refused at load, in a sentence, without its secrets."""
    with pytest.raises(RecipientsError) as refused:
        load(written(tmp_path, text))
    assert says in str(refused.value), sentence
    assert "s3cret" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path without a file gives the path, not a stack of calls."""
    with pytest.raises(RecipientsError, match=r"gone\.toml"):
        load(tmp_path / "gone.toml")
