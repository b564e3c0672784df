"""At eight the shift ends: one command prints what the next one takes over."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis

from models.stores.live import Live
from models.stores.settings import Settings
from workers.files.run import import_file
from workers.files.stage import Stage

ROOT = Path(__file__).parents[2]
DAY = ROOT / "docs" / "samples" / "mall-day.ndjson"


@pytest.fixture
def home(tmp_path: Path, sqlite_url: str, valkey: Redis) -> Path:
    """Give an installation whose log has the sample day, of which nothing is folded yet."""
    settings = Settings(home=tmp_path, database_url=sqlite_url)
    found = Stage.of(settings)
    import_file(DAY, "", Stage(found.log, Live(valkey), settings, found.show))
    return tmp_path


def handover(home: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """Run the real command, on the database alone."""
    environment = os.environ | {
        "TOCSIN_HOME": str(home),
        "TOCSIN_DATABASE_URL": f"sqlite:///{home}/tocsin.db",
        "TOCSIN_REDIS_URL": "redis://127.0.0.1:1",
    }
    command = [sys.executable, "-m", "workers.command_line", "handover", *more]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_past_day_is_handed_over(home: Path) -> None:
    """From the log alone, in both languages: text on the terminal, a page that loads nothing."""
    for lang, words in (
        ("zh", ("交接班单 · ", "白班 11月21日 周六 08:00", "仍超时", "下一班结束前到期", "交班人")),
        ("en", ("Hand-over sheet · ", "Day shift Sat 21 Nov 08:00", "Still red", "Handed over by")),
    ):
        done = handover(
            home, "mall-day", "--shift", "2026-11-21/day", "--lang", lang, "--out", str(home / lang)
        )
        assert done.returncode == 0, done.stderr
        assert all(word in done.stdout for word in words[:-1])
        page = (home / lang / "handover-mall-day-2026-11-21-day.html").read_text(encoding="utf-8")
        assert all(word in page for word in words)
        assert "://" not in page
        assert "<script" not in page


def test_both_shifts_of_the_day_fit_together(home: Path) -> None:
    """What was open at the end of one shift is what the next one began with."""
    day, night = (
        handover(home, "mall-day", "--shift", f"2026-11-21/{name}", "--out", str(home)).stdout
        for name in ("day", "night")
    )
    assert "（截至目前）" not in day
    assert "（截至目前）" in night  # the sample ends at midnight
    page = (home / "handover-mall-day-2026-11-21-night.html").read_text(encoding="utf-8")
    ended = day.split("未结（件） ")[1].split(" ")[0]
    assert f"<small>{ended} → " in page


def test_what_cannot_be_handed_over(home: Path) -> None:
    """A mistake is said in one line."""
    for words, said in (
        (["nowhere"], "nowhere: no such site"),
        (["mall-day", "--shift", "noon"], "--shift noon: say now, last, or a day"),
        (["mall-day", "--shift", "2026-11-25/day"], "has nothing to tell of it"),
        (["mall-day", "--shift", "2025-11-25/day"], "has nothing to tell of it"),
    ):
        done = handover(home, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
