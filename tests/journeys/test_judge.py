"""A property company tries Tocsin on last year's export: one command, tables and a page."""

import csv
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import select

from models.policy.load import adoption, load
from models.stores.live import Live
from models.stores.log import Log
from models.stores.records import COMPLAINT
from models.stores.settings import Settings
from workers.consume import Consumer
from workers.files import readers
from workers.files.rows import Row
from workers.files.run import import_file
from workers.files.show import Show
from workers.files.stage import Stage
from workers.judge.run import judge

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
DAY = ROOT / "docs" / "samples" / "mall-day.ndjson"
LATEST = 1_900_000_000
MAPPING = """
source = "hall"
zone = "Asia/Shanghai"
[site]
id = "hall"
zh = "大厅<b>"
en = "Hall<b>"
[columns]
id = "No"
time = "When"
contact = "Phone"
[text]
body = ["Text"]
[place]
path = ["House", "Room"]
[category]
column = "Kind"
"""
DONE = """
[[facts]]
event = "complaint.resolved"
when = "Done"
"""
TABLE = """No,When,Phone,House,Room,Kind,Text,Done
=1+1,2024-02-01 10:00:00,13800138000,A,<script>,x,"三号电梯困人，电话13800138000 <script>alert(1)",
B2,2024-02-01 10:05:00,,A,<script>,x,"三号电梯困人，快来",2024-02-09 10:30:00
C3,2024-02-01 18:00:00,,B,1,x,"大堂的灯坏了",2024-02-01 19:00:00
D4,never,,A,1,x,=cmd(),
"""


def judged(table: Path, meaning: str, out: Path, *more: str) -> str:
    """Run the real command; return what it says."""
    command = [sys.executable, "-m", "workers.command_line", "judge", str(table), "--out", str(out)]
    command += [*(["--map", meaning] if meaning else []), *more]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")}
    nowhere = {"TOCSIN_REDIS_URL": "redis://127.0.0.1:1", "TOCSIN_DATABASE_URL": "sqlite:////no/db"}
    done = subprocess.run(
        command, cwd=ROOT, env=kept | nowhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines(path: Path) -> list[dict[str, str]]:
    """Return a table that was written."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def hall() -> tuple[str, str]:
    return TABLE, MAPPING + DONE


def test_a_file_is_judged_without_any_store(table: Path, meaning: str, tmp_path: Path) -> None:
    """With neither Redis nor a database: clusters with reasons, steps, crises, refused rows."""
    out = tmp_path / "out"
    said = judged(table, meaning, out)
    assert said.startswith("3 judged, 0 duplicate, 1 refused; 1 clusters, ")
    clusters = lines(out / "clusters.csv")
    assert [(one["id"], one["cluster"], one["joined_to"]) for one in clusters] == [
        ("'=1+1", "'=1+1", ""),
        ("B2", "'=1+1", "'=1+1"),
        ("C3", "C3", ""),
    ]
    reason = clusters[1]["reason"]
    assert reason.startswith("同一位置 · 相隔5分 · 共同用词：")
    assert "电梯" in reason
    steps = {(one["id"], one["step"]): one for one in lines(out / "steps.csv")}
    assert steps["B2", "resolution"]["status"] == "met_late"
    one = steps["C3", "resolution"]
    assert (one["done"], one["status"]) == ("2024-02-01 19:00:00", "met")
    assert one["due"] > one["done"]
    first = lines(out / "crises.csv")[0]
    assert (first["time"], first["ids"]) == ("2024-02-01 10:00:00", "'=1+1")
    [refused] = lines(out / "hall.csv.refused.csv")
    assert (refused["row"], refused["Text"]) == ("5", "'=cmd()")
    assert sorted(path.name for path in table.parent.iterdir()) == ["hall.csv", "hall.toml", "out"]


def test_the_page_is_safe_and_whole(table: Path, meaning: str, tmp_path: Path) -> None:
    """It loads nothing, runs nothing, and shows neither a text nor a telephone number."""
    for lang, title in (("zh", "历史投诉试判报告"), ("en", "Trial on past complaints")):
        judged(table, meaning, tmp_path / lang, "--lang", lang)
        page = (tmp_path / lang / "summary.html").read_text(encoding="utf-8")
        assert title in page
        assert "<script" not in page
        assert "&lt;script&gt;" in page  # the place's name, as it is
        assert "://" not in page
        assert "13800138000" not in "".join(
            path.read_text(encoding="utf-8") for path in (tmp_path / lang).glob("[!h]*")
        )
        assert "alert(1)" not in page


def test_what_a_file_does_not_tell_was_not_late(table: Path, tmp_path: Path) -> None:
    """Where no step is told of, none is late, no backlog rings, and the page says why."""
    meaning = tmp_path / "bare.toml"
    meaning.write_text(MAPPING, encoding="utf-8")
    judged(table, str(meaning), tmp_path / "out", "--lang", "en")
    steps = {one["status"] for one in lines(tmp_path / "out" / "steps.csv")}
    assert steps == {"waived", "on_track"}
    page = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")
    assert "The file does not tell when any step was done." in page


def test_a_wrong_language_is_said_before_anything_is_read(table: Path, tmp_path: Path) -> None:
    """A language that is not there is refused with those that are."""
    command = [sys.executable, "-m", "workers.command_line", "judge", str(table)]
    command += ["--out", str(tmp_path / "out"), "--lang", "fr"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (1, "--lang fr: must be zh or en")
    assert not (tmp_path / "out").exists()


def messages(folder: Path) -> Path:
    """Return the newest residents' messages as a table that takes seconds to judge."""
    sheet = DATA / "taidi2020c" / "messages.xlsx"
    if not sheet.exists():
        pytest.skip("the residents' messages are not on this machine")
    rows = [row.cells for row in islice(readers.read(sheet), 400) if isinstance(row, Row)]
    with (folder / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder / "messages.csv"


FILES = [
    (DAY, ""),
    (DATA / "nyc311" / "2022-05-01.csv", "nyc311"),
    (DATA / "nyc311" / "2012-11-20.json", "nyc311"),
    (None, "resident-messages"),
]


@pytest.mark.parametrize(("path", "meaning"), FILES, ids=["own", "csv", "json", "messages"])
def test_the_same_file_live_gives_the_same_clusters(
    path: Path | None, meaning: str, tmp_path: Path, sqlite_url: str, valkey: Redis
) -> None:
    """Imported into a running system, each complaint stands in the cluster that the table says."""
    path = path or messages(tmp_path)
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    judge(path, meaning, tmp_path / "out", adoption(load()), Show(), latest=LATEST, answer=900)
    said = {one["id"]: one["cluster"] for one in lines(tmp_path / "out" / "clusters.csv")}
    settings = Settings(home=tmp_path, database_url=sqlite_url, linger_ms=0)
    found = Stage.of(settings)
    stage = Stage(found.log, Live(valkey), settings, found.show)
    site = import_file(path, meaning, stage).site
    Consumer(Log(stage.log.engine), stage.live, settings).drain(site)
    with stage.log.engine.connect() as connection:
        rows = connection.execute(select(COMPLAINT.c.key, COMPLAINT.c.cluster)).all()
    begins = f"{meaning}/" if meaning else ""
    live = {row.key.removeprefix(begins): row.cluster.removeprefix(begins) for row in rows}
    assert {key: said[key] for key in live} == live
    assert len(set(said.values())) < len(said)
