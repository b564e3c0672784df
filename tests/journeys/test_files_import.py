"""A file is imported: once, however often it is sent, and never before people's own business."""

import csv
import io
from pathlib import Path

import pytest

from models.events import ComplaintReceived, SiteOpened
from tests.journeys.files_fixtures import BASE, TABLE, events, happened
from workers.files.pace import Room
from workers.files.rows import FileError
from workers.files.run import import_file, replay
from workers.files.stage import PlayError, Stage


def test_new_format_needs_only_a_mapping(stage: Stage, table: Path, meaning: str) -> None:
    """A table that nobody saw before is imported with one small mapping file, in time order."""
    tally = import_file(table, meaning, stage)
    assert (tally.site, tally.accepted, tally.duplicate, tally.refused) == ("hall", 2, 1, 1)
    opened = events(stage, "hall")[0].data
    assert isinstance(opened, SiteOpened)
    assert (opened.go_live, opened.deliver, opened.grows) == (0, False, True)
    assert opened.clock is not None
    assert (opened.clock.base, opened.clock.rate) == (BASE, 0)
    assert [(kind, at - BASE) for kind, at, _ in happened(stage, "hall")] == [
        ("ComplaintReceived", 0),
        ("TimePassed", 290),
        ("ComplaintReceived", 290),
        ("TimePassed", 1_190),
        ("TimePassed", 1_790),
        ("Resolved", 1_790),
        ("TimePassed", 1_850),
    ]


def test_complaints_go_through_the_one_door(stage: Stage, table: Path, meaning: str) -> None:
    """A file's complaints are masked and analysed like any other's."""
    import_file(table, meaning, stage)
    received = [e.data for e in events(stage, "hall") if isinstance(e.data, ComplaintReceived)]
    assert all(data.terms for data in received)
    assert "13800138000" not in repr(events(stage, "hall"))
    assert (received[0].who > 0, received[1].who) == (True, 0)


def test_import_is_idempotent(stage: Stage, table: Path, meaning: str) -> None:
    """The same file again changes nothing; a grown one adds only what is new."""
    import_file(table, meaning, stage)
    before = events(stage, "hall")
    again = import_file(table, meaning, stage)
    assert (again.accepted, again.duplicate, again.events) == (0, 3, 0)
    assert events(stage, "hall") == before
    table.write_text(TABLE + "4,2024-02-02 09:00:00,,B,1,no light,\n", encoding="utf-8")
    grown = import_file(table, meaning, stage)
    assert grown.accepted == 1
    assert events(stage, "hall")[: len(before)] == before


def test_refused_rows_are_kept(stage: Stage, table: Path, meaning: str) -> None:
    """What was refused lies beside the file with row, reason and cells, its formulas harmless."""
    tally = import_file(table, meaning, stage)
    assert tally.refused_file == table.with_name("hall.csv.refused.csv")
    text = tally.refused_file.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["row"], row["reason"], row["No"], row["Text"]) for row in rows] == [
        ("5", "When: 'never' is no time in a known format", "3", "'=cmd()")
    ]


def test_live_site_takes_no_file(stage: Stage, table: Path, meaning: str) -> None:
    """A file never runs into a live site, whose time is the wall clock's."""
    stage.log.open_site("mall", SiteOpened(), stage.rules(), 1_800_000_000)
    with pytest.raises(PlayError, match="The site mall is live"):
        import_file(table, meaning, stage, "mall")
    with pytest.raises(PlayError, match="there already"):
        replay(str(table), meaning, stage, site="mall")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Number,When\n1,2\n", "hall.csv: has no column No, but Number, When."),
        ("No,When\n1,never\n", "holds nothing that could be taken; 1 refused"),
        ("", "hall.csv: is empty."),
    ],
)
def test_useless_file_opens_no_site(
    stage: Stage, table: Path, meaning: str, content: str, reason: str
) -> None:
    """A file of which nothing can be taken says so and leaves no trace in the log."""
    table.write_text(content, encoding="utf-8")
    with pytest.raises((FileError, PlayError), match=reason):
        import_file(table, meaning, stage)
    assert stage.log.sites() == []


def test_table_needs_a_mapping(stage: Stage, table: Path) -> None:
    """Without a mapping nobody knows what the columns mean."""
    with pytest.raises(FileError, match="say --map"):
        import_file(table, "", stage)


def test_import_waits_for_people(stage: Stage) -> None:
    """A live site that lags holds an import up, but only while there are workers to wait for."""
    stage.settings = stage.settings.model_copy(update={"import_lag": 1, "backlog_limit": 5})
    stage.log.open_site("mall", SiteOpened(), stage.rules(), 1_800_000_000)
    room = Room(stage.log, stage.live, "hall", stage.settings)
    assert room.crowded() == ""
    stage.live.beat("clock", 1_800_000_000)
    assert room.crowded() == "mall"
    with stage.log.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cursor SET pos = 2")
    assert room.crowded() == ""


def test_import_rings_the_workers(stage: Stage, table: Path, meaning: str) -> None:
    """Workers are woken for what was imported."""
    import_file(table, meaning, stage)
    assert stage.live.redis.llen("rq:queue:consume") == 1
