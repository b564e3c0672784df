"""Before a policy is adopted it is tried on the last days: what would ring, and what would not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from models.events import SiteOpened
from models.policy.load import DEFAULT, adoption, load
from models.stores import settings as clock
from models.stores.live import Live
from models.stores.settings import Settings
from workers.adopt import adopt
from workers.consume import Consumer
from workers.files.stage import Stage
from workers.intake.accept import Door
from workers.simulate.past import tell_past
from workers.simulate.plans import portfolio

ROOT = Path(__file__).parents[2]
SHORTER = ('receipt = "30m"', 'receipt = "2m"')
LOUDER = ("{ level = 4, count = 8 }", "{ level = 4, count = 2 }")


@pytest.fixture
def stage(tmp_path: Path, sqlite_url: str, valkey: Redis) -> Stage:
    """Give two live sites with a day behind them, folded, and the portfolio."""
    settings = Settings(home=tmp_path, database_url=sqlite_url, linger_ms=0)
    found = Stage.of(settings)
    stage = Stage(found.log, Live(valkey), settings, found.show)
    now, rules = clock.now(), adoption(load())
    adopt(stage.log, settings, now)
    for plan in portfolio(7)[:2]:
        opened: SiteOpened = plan.opened(now - 86_400)
        stage.log.open_site(plan.id, opened, rules, now - 86_400)
        door = Door.to(plan.id, opened, rules.policy, b"x")
        tell_past(stage.log, plan, door, 7, now)
    for site in stage.log.sites():
        Consumer(stage.log, stage.live, settings).drain(site)
    return stage


def tried(stage: Stage, policy: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """Run the real command, on the database alone."""
    command = [sys.executable, "-m", "workers.command_line", "policy", "try", str(policy)]
    environment = os.environ | {
        "TOCSIN_HOME": str(stage.settings.home),
        "TOCSIN_DATABASE_URL": stage.settings.database_url,
        "TOCSIN_REDIS_URL": "redis://127.0.0.1:1",
        "COLUMNS": "140",
    }
    return subprocess.run(
        [*command, *more], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """Write the shipped policy with some lines changed."""
    text = DEFAULT.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "new.toml"
    path.write_text(text.replace('"default-1"', '"new-1"'), encoding="utf-8")
    return path


def everything(stage: Stage) -> list[Any]:
    """Return all that the database holds."""
    with stage.log.engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            (name, connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())  # noqa: S608
            for (name,) in names.all()
        ]


def test_the_policy_in_force_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    """Tried on the days that it ruled, a policy gains no alert, loses none, and parts nobody."""
    done = tried(stage, changed(tmp_path), "--json", "--since", "2d")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found["sites"]) == set(stage.log.sites())
    for one in (found["total"], *found["sites"].values()):
        assert one["changes"] == []
        assert one["complaints"] == {"joined": 0, "parted": 0, "moved": 0}
        pairs = [
            one["alerts"],
            one["messages"],
            one["messages_at_night"],
            *one["breaches"].values(),
        ]
        assert all(was == new for was, new in pairs)
    assert found["total"]["breaches"]


def test_other_rules_are_told_apart_and_nothing_is_written(stage: Stage, tmp_path: Path) -> None:
    """Shorter limits pass more often, lower thresholds ring more; the database is untouched."""
    before = everything(stage)
    done = tried(stage, changed(tmp_path, SHORTER, LOUDER), "--json", "--since", "12h")
    assert done.returncode == 0, done.stderr
    total = json.loads(done.stdout)["total"]
    was, new = total["breaches"]["receipt"]
    assert new > was
    assert total["alerts"][1] > total["alerts"][0]
    gained = [one for one in total["changes"] if one["kind"] == "gained"]
    assert {"surge"} <= {one["rule"] for one in gained}
    assert total["messages"][1] > total["messages"][0]
    assert everything(stage) == before


def test_tables_in_both_languages(stage: Stage, tmp_path: Path) -> None:
    """People read tables, in Chinese unless they ask for English."""
    site = stage.log.sites()[-1]
    new = changed(tmp_path, SHORTER, LOUDER)
    for lang, words in (
        ("zh", ["规则试跑", "受理确认", "新增"]),
        ("en", ["Policy rehearsal", "Receipt"]),
    ):
        done = tried(stage, new, "--since", "12h", "--site", site, "--lang", lang)
        assert done.returncode == 0, done.stderr
        assert all(word in done.stdout for word in words)


@pytest.mark.parametrize(
    ("since", "site", "line", "said"),
    [
        ("soon", "", None, "--since soon: must be a number and s, m, h or d"),
        ("1d", "nowhere", None, "nowhere: no such site"),
        ("1d", "", ('receipt = "30m"', 'receipt = "0m"'), "clock.limits.receipt is 0: must be"),
    ],
)
def test_what_cannot_be_tried(
    stage: Stage, tmp_path: Path, *, since: str, site: str, line: tuple[str, str] | None, said: str
) -> None:
    """A mistake is said in one line, a policy's as `policy check` says it."""
    new = changed(tmp_path, *([line] if line else []))
    done = tried(stage, new, "--since", since, *(["--site", site] if site else []))
    assert done.returncode == 1
    assert said in done.stderr
