"""A file, or a log, is replayed: each time into a site of its own, on that site's own clock."""

from pathlib import Path

import pytest

from models.events import ComplaintReceived, Resolved, SiteClock, SiteOpened
from tests.journeys.files_fixtures import BASE, Wall, events, happened
from workers.files import ndjson
from workers.files.run import import_file, replay
from workers.files.stage import Stage
from workers.intake.form import ComplaintForm


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


def test_event_file_may_be_ahead_of_the_wall_clock(stage: Stage, tmp_path: Path) -> None:
    """A day written for the future is replayed as it is, whatever the wall clock says."""
    late = 3_500_000_000  # the year 2080
    form = ComplaintForm(site="mall", source="sim.web", id="c1", channel="web", body="no light")
    path = tmp_path / "late.ndjson"
    with path.open("wb") as file:
        opened = ndjson.opening("mall", SiteOpened(), late)
        ndjson.write(file, [opened, ndjson.complaint(form, late)])
    tally = replay(str(path), "", stage)
    assert (tally.accepted, events(stage, "late-1")[2].at) == (1, late)
