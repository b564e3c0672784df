"""A real file of 2022 is judged as of 2022, and the same file gives the same alerts."""

from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import select

from models.stores.live import Live
from models.stores.log import Log
from models.stores.records import ALERT, COMPLAINT, OUTBOX
from models.stores.settings import Settings
from workers.consume import Consumer
from workers.files.run import import_file
from workers.files.stage import Stage
from workers.rebuild import verify

REQUESTS = Path(__file__).parents[3] / "shared" / "data" / "nyc311" / "2022-05-01.csv"
pytestmark = pytest.mark.skipif(
    not REQUESTS.exists(), reason="the real requests of 2022 are not on this machine"
)
LOUD = 2  # levels Ⅰ and Ⅱ sound the siren


@pytest.fixture
def stage(tmp_path: Path, sqlite_url: str, valkey: Redis) -> Stage:
    """Give stores with nothing in them, and no worker that anybody would wait for."""
    settings = Settings(home=tmp_path, database_url=sqlite_url, linger_ms=0)
    found = Stage.of(settings)
    return Stage(found.log, Live(valkey), settings, found.show)


def judged(stage: Stage, site: str) -> list[tuple[str, int, str, str, int]]:
    """Import the file into a site of its own, fold it, and return its alerts."""
    import_file(REQUESTS, "nyc311", stage, site)
    Consumer(Log(stage.log.engine), stage.live, stage.settings).drain(site)
    assert verify(stage.log, stage.live, site) == []
    columns = (ALERT.c.rule, ALERT.c.level, ALERT.c.place, ALERT.c.status, ALERT.c.since)
    with stage.log.engine.begin() as connection:
        rows = connection.execute(select(*columns).where(ALERT.c.site == site).order_by(ALERT.c.id))
        return [tuple(row) for row in rows]


def test_no_breach_no_siren_no_mail(stage: Stage) -> None:
    """Of 924 requests hardly one is late, no alert is loud, and only the log receiver is told."""
    alerts = judged(stage, "nyc")
    assert [alert for alert in alerts if alert[1] <= LOUD] == []
    with stage.log.engine.begin() as connection:
        standing = list(connection.execute(select(COMPLAINT.c.standing)).scalars())
        told = set(connection.execute(select(OUTBOX.c.recipient)).scalars())
    assert len(standing) == 924
    assert standing.count("breached") < 9
    assert told <= {"log"}


def test_the_same_file_gives_the_same_alerts(stage: Stage) -> None:
    """Played twice, into two sites, it raises the same alerts at the same moments."""
    first = judged(stage, "nyc-1")
    assert first == judged(stage, "nyc-2")
