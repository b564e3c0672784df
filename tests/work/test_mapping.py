"""Mappings: what columns mean, and how a mistake in one is said."""

from pathlib import Path

import pytest

from workers.files import mapping, times
from workers.files.rows import Row
from workers.files.translate import RowError, Translator

LATEST = 1_800_000_000
BARE = """
source = "hall"
zone = "Asia/Shanghai"
[site]
id = "hall"
zh = "大厅"
en = "Hall"
[columns]
id = "No"
time = "When"
"""
FULL = (
    BARE
    + """
name = "Who"
[text]
subject = ["Title"]
body = [["Body", "Text"]]
[place]
path = ["House", { column = "Title", find = "Room \\\\d+" }]
unknown = ["N/A"]
[time]
formats = ["%d.%m.%Y %H:%M"]
[category]
column = "Kind"
default = "other"
codes = { "Water" = "engineering", "Water leak" = "engineering.water_leak" }
words = { "loud" = "neighbours.noise" }
[[facts]]
event = ["complaint.resolved", "complaint.closed"]
when = "Done"
where = { column = "State", begins = ["clos"] }
columns = { by = "Team" }
[facts.codes.outcome]
column = "Result"
default = "resolved"
codes = { "no" = "unfounded" }
"""
)


def made(tmp_path: Path, text: str) -> mapping.Mapping:
    path = tmp_path / "made.toml"
    path.write_text(text, encoding="utf-8")
    return mapping.load(str(path))


@pytest.mark.parametrize("name", mapping.shipped())
def test_shipped(name: str) -> None:
    """Every mapping that comes with Tocsin can be loaded by its name."""
    assert mapping.load(name).source == name


def test_row_becomes_form(tmp_path: Path) -> None:
    """Columns fill the form: alternatives, joined paths, found parts, words and local time."""
    row = Row(2, {
        "No": "7/1", "When": "01.02.2024 08:30", "Who": "Li", "Title": "Loud in Room 12",
        "Text": "again", "House": "B/2", "Kind": "so LOUD",
    })  # fmt: skip
    found = Translator(made(tmp_path, FULL), "hall", LATEST).complaint(row)
    assert found.form == {
        "site": "hall", "source": "hall", "id": "7-1", "time": 1_706_747_400, "channel": "web",
        "kind": "complaint", "category": "neighbours.noise", "place": "B-2/Room 12",
        "subject": "Loud in Room 12", "body": "again", "complainant": {"name": "Li"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("WATER pressure", "engineering"),
        ("water leak, 3rd floor", "engineering.water_leak"),
        ("not so loud", "neighbours.noise"),
        ("gossip", "other"),
        ("", "other"),
    ],
)
def test_longest_beginning_wins(tmp_path: Path, value: str, category: str) -> None:
    """A code fits by its beginning, the longest first, then a word inside, then the default."""
    translator = Translator(made(tmp_path, FULL), "hall", LATEST)
    row = Row(2, {"No": "1", "When": "2024-02-01", "Kind": value})
    assert translator.complaint(row).form["category"] == category


def test_columns_become_facts(tmp_path: Path) -> None:
    """A time column of a closed row becomes events, never before the complaint itself."""
    translator = Translator(made(tmp_path, FULL), "hall", LATEST)
    cells = {"No": "1", "When": "2024-02-01 10:00", "Done": "2024-01-31 09:00", "Team": "T"}
    done = translator.complaint(Row(2, cells | {"State": "Closed", "Result": "No case"}))
    assert [(later.id, later.time - done.time) for later in done.later] == [
        ("resolved", 0),
        ("closed", 0),
    ]
    assert done.later[0].data == {"type": "complaint.resolved", "outcome": "unfounded", "by": "T"}
    assert translator.complaint(Row(3, cells | {"State": "open"})).later == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"When": "2024-02-01"}, "No: is empty or missing"),
        ({"No": "1"}, "When: is empty or missing"),
        ({"No": "1", "When": "soon"}, "When: 'soon' is no time in a known format"),
        ({"No": "1", "When": "0001-01-01"}, "cannot be true"),
        ({"No": "1", "When": "9999-12-31"}, "cannot be true"),
        ({"No": "1\0", "When": "2024-02-01"}, "id: must not contain control"),
        ({"No": "1" * 300, "When": "2024-02-01"}, "id: String should have at most 200"),
        ({"No": "1", "When": "2024-02-01", "Who": "x" * 300}, "complainant.name: String"),
    ],
)
def test_row_is_refused(tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    """A row that cannot be a complaint is refused, and the column and the reason are said."""
    with pytest.raises(RowError, match=reason.replace(".", r"\.")):
        Translator(made(tmp_path, FULL), "hall", LATEST).complaint(Row(2, cells))


def test_formula_is_text(tmp_path: Path) -> None:
    """A formula stays the text it is, and the complaint is flagged."""
    row = Row(2, {"No": "1", "When": "2024-02-01", "Title": "=HYPERLINK(1)"})
    found = Translator(made(tmp_path, FULL), "hall", LATEST).complaint(row)
    assert (found.form["subject"], found.flags) == ("=HYPERLINK(1)", ["formula"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"Asia/Shanghai"', '"Mars/Base"'), "zone: 'Mars/Base' is no time zone"),
        (('id = "hall"', 'id = "a b"'), "site.id: 'a b' must be letters"),
        (('zh = "大厅"', "zh = 1"), "site.zh: Expected `str`, got `int`"),
        (('time = "When"', ""), "columns: Object missing required field `time`"),
        (('time = "When"', 'tim = "When"'), "columns: Object"),
        (("source = ", "source"), "line 2"),
        (("[columns]", "colour = 1\n[columns]"), "site: Object contains unknown field `colour`"),
    ],
)
def test_mistake_is_named(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    """A mistake in a mapping is said with its line or key."""
    with pytest.raises(mapping.MappingError) as caught:
        made(tmp_path, BARE.replace(*change))
    assert reason in str(caught.value)
    assert str(caught.value).startswith("made.toml: ")


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ('event = "complaint.sung"', "facts[0].event: 'complaint.sung' is none of"),
        ('event = "complaint.closed"\ncolumns = { mood = "x" }', "facts[0].columns.mood"),
    ],
)
def test_unknown_fact_is_named(tmp_path: Path, fact: str, reason: str) -> None:
    """A fact that no event knows is refused when the mapping is loaded, not row by row."""
    with pytest.raises(mapping.MappingError) as caught:
        made(tmp_path, f'{BARE}[[facts]]\nwhen = "Done"\n{fact}\n')
    assert reason in str(caught.value)


def test_missing_mapping_names_the_shipped() -> None:
    """Whoever mistypes a mapping's name is told which ones there are."""
    with pytest.raises(mapping.MappingError, match="nyc311"):
        mapping.load("nyc31")


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("05/01/2022 12:00:03 AM", 1_651_377_603),
        ("2022-05-01T00:00:03.000", 1_651_377_603),
        ("2022-05-01T04:00:03Z", 1_651_377_603),
        ("44682.000034722", 1_651_377_603),
        ("1651377603", 1_651_377_603),
        ("1651377603000", 1_651_377_603),
    ],
)
def test_times(cell: str, seconds: int) -> None:
    """One moment in each way that files write it, local times in the mapping's zone."""
    parse = times.parser("America/New_York", ["%m/%d/%Y %I:%M:%S %p"], LATEST)
    assert parse(cell) == seconds
