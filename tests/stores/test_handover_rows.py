"""The desk's sheet of the running shift, read from the records, is the one that the log gives."""

from pathlib import Path

import pytest
from redis import Redis

from dashboard.handover_rows import handed
from models.handover import sheet
from models.policy import STEPS
from models.stores.live import Live
from models.stores.settings import Settings
from workers.consume import Consumer
from workers.files.run import import_file
from workers.files.stage import Stage
from workers.positions import position_at
from workers.warm import refold

DAY = Path(__file__).parents[2] / "docs" / "samples" / "mall-day.ndjson"


@pytest.fixture
def stage(tmp_path: Path, sqlite_url: str, valkey: Redis) -> Stage:
    """Give an installation in which the sample day was folded."""
    settings = Settings(home=tmp_path, database_url=sqlite_url, linger_ms=0)
    found = Stage.of(settings)
    stage = Stage(found.log, Live(valkey), settings, found.show)
    import_file(DAY, "", stage)
    Consumer(stage.log, stage.live, settings).drain("mall-day")
    return stage


def test_records_and_log_agree(stage: Stage) -> None:
    """Opened, open, red, due and alerts are the same; closed but for what came back meanwhile."""
    log, site = stage.log, "mall-day"
    after = refold(log, site, log.head(site))
    now, zone = after.site.at, after.site.opened.zone
    quick = handed(log.engine, site, zone, now)
    before = refold(log, site, position_at(log, site, quick.begin - 1))
    exact = sheet(before, after, quick.begin, now, quick.until)
    assert quick.opened == exact.opened > 0
    courses = [one.course for one in after.complaints.values() if one.course]
    again = sum(course.reopened_at >= quick.begin for course in courses)
    assert 0 < exact.closed <= quick.closed <= exact.closed + again
    assert quick.open == exact.after.open
    assert [one.id for one in quick.alerts.rows] == [one.alert for one in exact.alerts]
    assert {one.complaint.key for one in quick.red.rows} == {one.complaint for one in exact.red}
    due = {(one.complaint.key, one.due) for one in quick.due.rows}
    assert {(one.complaint, one.due) for one in exact.due if one.step in STEPS} <= due
    assert {one.id for one in quick.clusters.rows} <= {one.id for one in exact.clusters}
