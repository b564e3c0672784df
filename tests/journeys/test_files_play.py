"""A file played into the log: imported once however often, replayed on a time of its own."""

import csv
import io
from pathlib import Path

import pytest
from redis import Redis

from models.events import ComplaintReceived, Event, Resolved, SiteClock, SiteOpened
from models.stores import database
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from workers.files import ndjson
from workers.files.pace import Room
from workers.files.rows import FileError
from workers.files.run import import_file, replay
from workers.files.stage import PlayError, Stage
from workers.intake.form import ComplaintForm

MAPPING = """
source = "hall"
zone = "UTC"
[site]
id = "hall"
zh = "大厅"
en = "Hall"
[columns]
id = "No"
time = "When"
contact = "Phone"
[text]
body = ["Text"]
[place]
path = ["House", "Room"]
[[facts]]
event = "complaint.resolved"
when = "Done"
"""
TABLE = """No,When,Phone,House,Room,Text,Done
2,2024-02-01 10:05:00,,A,2,lift stuck,2024-02-01 10:30:00
1,2024-02-01 10:00:10,13800138000,A,1,"lift stuck, call 13800138000",
1,2024-02-01 10:00:10,13800138000,A,1,"lift stuck, call 13800138000",
3,never,,A,1,=cmd(),
"""
BASE = 1_706_781_610


class Wall:
    """A wall clock that only moves when somebody sleeps by it."""

    def __init__(self) -> None:
        self.time = 0.0

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.time += seconds


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def stage(sqlite_url: str, valkey: "Redis[bytes]", tmp_path: Path, wall: Wall) -> Stage:
    """Give an empty installation without workers."""
    chosen = Settings(home=tmp_path / "home", database_url=sqlite_url)
    chosen.home.mkdir()
    log = Log(database.connect(sqlite_url))
    return Stage(log, Live(valkey), chosen, clock=lambda: wall.time, sleep=wall.sleep)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write a table with two complaints, a doubled row and a broken one."""
    path = tmp_path / "hall.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def meaning(tmp_path: Path) -> str:
    """Write the mapping of that table: all that a new format needs."""
    path = tmp_path / "hall.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return str(path)


def events(stage: Stage, site: str) -> list[Event]:
    return stage.log.read(site, 0, 1_000)


def happened(stage: Stage, site: str) -> list[tuple[str, int, str]]:
    """Return what a site's log says after its opening, without the site's name."""
    return [
        (type(event.data).__name__, event.at, "" if event.subject == site else event.subject)
        for event in events(stage, site)[2:]
    ]


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


def test_each_replay_has_its_own_site(stage: Stage, table: Path, meaning: str, wall: Wall) -> None:
    """The same file replayed twice gives two sites in which the same things happen."""
    sites = [replay(str(table), meaning, stage, speed=60).site for _ in range(2)]
    assert sites == ["hall-1", "hall-2"]
    assert happened(stage, "hall-1") == happened(stage, "hall-2")
    assert wall.time == pytest.approx(2 * 1_850 / 60, abs=1)
    opened = events(stage, "hall-2")[0].data
    assert isinstance(opened, SiteOpened)
    assert opened.clock is not None
    assert (opened.clock.rate, opened.clock.until) == (60, BASE + 1_850)


def test_replay_waits_for_the_time_of_an_event(
    stage: Stage, table: Path, meaning: str, wall: Wall
) -> None:
    """No event is in the log before its site time has come."""
    seen: list[tuple[float, int]] = []

    def sleep(seconds: float) -> None:
        seen.append((wall.time, max(event.at for event in events(stage, "hall-1"))))
        wall.sleep(seconds)

    stage.sleep = sleep
    replay(str(table), meaning, stage, speed=100)
    assert len(seen) > 10
    assert all(at - BASE <= at_wall * 100 + 1e-6 for at_wall, at in seen)


def test_log_is_replayed(stage: Stage, table: Path, meaning: str) -> None:
    """A site of the log can be replayed too: the same events, with their texts, elsewhere."""
    import_file(table, meaning, stage)
    tally = replay("hall", "", stage, speed=600)
    assert tally.site == "hall-1"
    assert happened(stage, "hall-1") == happened(stage, "hall")
    with stage.log.engine.connect() as connection:
        query = "SELECT site, key, subject, body, contact FROM text ORDER BY site, key"
        texts = [tuple(row) for row in connection.exec_driver_sql(query)]
    assert [text[1:] for text in texts[:2]] == [text[1:] for text in texts[2:]]
    assert {text[0] for text in texts} == {"hall", "hall-1"}


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


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Write a short day in Tocsin's own format."""
    form = ComplaintForm.model_validate(
        {"site": "mall", "source": "sim.web", "id": "c1", "channel": "web", "body": "no light"}
    )
    opened = SiteOpened(zh="商场", en="Mall", demo=True, clock=SiteClock(1, 1))
    lines = [
        ndjson.opening("mall", opened, BASE),
        ndjson.complaint(form, BASE + 10),
        ndjson.fact(
            "mall", "sim.staff", "c1.r", subject="sim.web/c1", time=BASE + 70, data=Resolved(by="x")
        ),
    ]
    path = tmp_path / "mall-day.ndjson"
    with path.open("wb") as file:
        assert ndjson.write(file, lines) == len(lines)
        file.write(b'{"source": "x"}\n')
    return path


def test_event_file_is_replayed(stage: Stage, day: Path) -> None:
    """Tocsin's own files need no mapping; complaints go through the door, the clock starts anew."""
    tally = replay(str(day), "", stage, speed=600)
    assert (tally.site, tally.accepted, tally.refused) == ("mall-day-1", 1, 1)
    received = events(stage, "mall-day-1")[2]
    assert isinstance(received.data, ComplaintReceived)
    assert (received.subject, received.at) == ("sim.web/c1", BASE + 10)
    assert [kind for kind, _, _ in happened(stage, "mall-day-1")][-2:] == ["Resolved", "TimePassed"]
    opened = events(stage, "mall-day-1")[0].data
    assert isinstance(opened, SiteOpened)
    assert (opened.en, opened.demo) == ("Mall", True)
    assert opened.clock is not None
    assert opened.clock.base == BASE + 10


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
