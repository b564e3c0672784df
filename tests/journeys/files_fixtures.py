"""What the stories of files begin with: an installation, a table, and what it means."""

from pathlib import Path

import pytest
from redis import Redis

from models.events import Event
from models.stores import database
from models.stores.live import Live
from models.stores.log import Log
from models.stores.settings import Settings
from workers.files.stage import Stage

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
__all__ = ["hall", "meaning", "stage", "table", "wall"]  # the fixtures


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
def hall() -> tuple[str, str]:
    """Give a table with two complaints, a doubled row and a broken one, and what it means."""
    return TABLE, MAPPING


@pytest.fixture
def table(tmp_path: Path, hall: tuple[str, str]) -> Path:
    """Write the table."""
    path = tmp_path / "hall.csv"
    path.write_text(hall[0], encoding="utf-8")
    return path


@pytest.fixture
def meaning(tmp_path: Path, hall: tuple[str, str]) -> str:
    """Write the mapping of that table: all that a new format needs."""
    path = tmp_path / "hall.toml"
    path.write_text(hall[1], encoding="utf-8")
    return str(path)


def events(stage: Stage, site: str) -> list[Event]:
    return stage.log.read(site, 0, 1_000)


def happened(stage: Stage, site: str) -> list[tuple[str, int, str]]:
    """Return what a site's log says after its opening, without the site's name."""
    return [
        (type(event.data).__name__, event.at, "" if event.subject == site else event.subject)
        for event in events(stage, site)[2:]
    ]
