"""The README's journey, in real processes: up, replay the sample day, answer its alert."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from models.stores import database
from models.stores.database import reading
from models.stores.records import ALERT
from models.stores.settings import Settings
from tests.pages.conftest import answers, free_port
from tests.waiting import wait_until

TOCSIN = [sys.executable, "-m", "workers.command_line"]
SAMPLE = Path(__file__).parents[2] / "docs" / "samples" / "mall-day.ndjson"
SITE = "sample"
SURGE = 3
pytestmark = pytest.mark.pages


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Run `tocsin up --no-demo` and give the dashboard's address."""
    port = free_port()
    own = {
        "TOCSIN_HOME": str(tmp_path),
        "TOCSIN_DASHBOARD_PORT": str(port),
        "TOCSIN_INTAKE_PORT": str(free_port()),
    }
    os.environ.update(own)
    with subprocess.Popen([*TOCSIN, "up", "--no-demo"], stdout=subprocess.DEVNULL) as up:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}"), 90)
        yield f"http://127.0.0.1:{port}"
        up.send_signal(signal.SIGINT)
        up.wait(30)
    for name in own:
        del os.environ[name]


def status(home: Path) -> list[tuple[int, str, str]]:
    """Return (level, status, who acknowledged) of the site's alerts."""
    engine = database.connect(Settings(home=home).database_url)
    query = select(ALERT.c.level, ALERT.c.status, ALERT.c.acknowledged_by)
    with reading(engine) as connection:
        rows = connection.execute(query.where(ALERT.c.site == SITE))
        return [(row.level, row.status, row.acknowledged_by) for row in rows]


def test_a_newcomer_answers_the_sample_days_alert(
    address: str, tmp_path: Path, browser: Browser
) -> None:
    """The day plays, one alert reaches level Ⅲ and none more, the desk shows it, 认领 stops it."""
    replay = [*TOCSIN, "replay", str(SAMPLE), "--speed", "6000", "--site", SITE]
    subprocess.run(replay, check=True, stdout=subprocess.DEVNULL, timeout=120)
    wait_until(lambda: min((level for level, *_ in status(tmp_path)), default=0) == SURGE, 60)
    page = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/desk?site={SITE}")
    role = page.get_by_placeholder("我是（岗位）")
    role.fill("duty")
    role.press("Enter")
    page.get_by_label("备注").fill("已到现场")
    page.get_by_role("button", name="认领", exact=True).click()
    wait_until(lambda: (SURGE, "acknowledged", "duty") in status(tmp_path), 60)
    expect(page.get_by_role("button", name="认领", exact=True)).to_have_count(0, timeout=20_000)
    page.close()
