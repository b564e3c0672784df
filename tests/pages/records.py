"""Records to put before the desk and the weekly: normal, huge, hostile."""

import json
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from sqlalchemy import Engine, insert, update
from sqlmodel import SQLModel

from models.events import Place, SiteOpened
from models.policy import STEPS
from models.policy.load import adoption, load
from models.stores import database
from models.stores.log import Log
from models.stores.settings import Settings
from models.stores.tables import (
    AlertRow,
    ClusterRow,
    ComplaintRow,
    CursorRow,
    DeadLetter,
    MembershipRow,
    OutboxRow,
    TextRow,
)

MINUTE, HOUR, DAY = 60, 3_600, 86_400
LIMITS = dict(zip(STEPS, (1_800, 7_200, 14_400, DAY, 3 * DAY, 3 * DAY), strict=True))
HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\"> ![x](http://evil/x.png) **=1+1** \u202egpj"
)
CATEGORIES = (
    "engineering.air_conditioning", "engineering.lift", "engineering.water_leak",
    "cleaning.hygiene", "security.access_control", "parking.blocked", "charges.utilities",
)  # fmt: skip
CHANNELS = ("phone", "wechat", "front_desk", "app", "hotline")
TEXTS = (
    ("12层空调不制冷", "办公室从早上开始空调不制冷，室内已经 30 度，请尽快派人检修。"),
    ("AC broken", "The air conditioning on the 12th floor is not cooling since this morning."),
    ("空调坏了", "空调吹出来都是热风，12层整层都热，不制冷。"),
    ("电梯困人", "3号电梯停在两层之间，门打不开。"),
    ("大堂漏水", "大堂天花板漏水，地面湿滑，有老人差点摔倒。"),
)
PLACES = [
    Place("a", "building", "A座", "Tower A", 1),
    Place("a/12", "floor", "12层", "12F", 12),
    Place("a/11", "floor", "11层", "11F", 11),
    Place("b", "building", "B座", "Tower B", 2),
    Place("b/3", "floor", "3层", "3F", 3),
    Place("garage", "area", "车库", "Garage", 3),
]


def store_at(home: Path) -> Engine:
    """Connect to the database of a running dashboard."""
    engine = database.connect(Settings(home=home).database_url)
    database.upgrade(engine)
    return engine


def put(engine: Engine, rows: Sequence[SQLModel]) -> None:
    """Insert rows of any tables."""
    with engine.begin() as connection:
        for row in rows:
            values = row.model_dump()
            if isinstance(row, OutboxRow | DeadLetter):
                values.pop("id")
            connection.execute(insert(type(row)).values(**values))


def open_site(engine: Engine, site: str, now: int, **described: object) -> None:
    """Open a site with two towers and a garage; its records are said to be at position 2."""
    opened = SiteOpened(
        **({"zh": "滨江国际中心", "en": "Riverside Centre", "places": PLACES} | described)  # type: ignore[arg-type]
    )
    Log(engine).open_site(site, opened, adoption(load()), now)
    fold(engine, site, 2)


def fold(engine: Engine, site: str, pos: int) -> None:
    """Say how far the records have come."""
    with engine.begin() as connection:
        connection.execute(update(CursorRow).where(CursorRow.site == site).values(pos=pos))  # type: ignore[arg-type]


def change(engine: Engine, row: SQLModel) -> None:
    """Replace an alert's record, as the fold does."""
    with engine.begin() as connection:
        table = SQLModel.metadata.tables[str(type(row).__tablename__)]
        keys = [column == getattr(row, column.name) for column in table.primary_key]
        connection.execute(update(table).where(*keys).values(**row.model_dump()))


def complaint(
    number: int, time: int, site: str = "river", took: Sequence[int] = (), **given: object
) -> ComplaintRow:
    """Make a complaint; `took` gives the seconds after `time` at which each step was done."""
    due = {f"due_{step}": time + LIMITS[step] for step in STEPS[:5]}
    done = {f"done_{step}": time + n for step, n in zip(STEPS, took, strict=False)}
    if len(took) >= 5:
        due["due_follow_up"] = done["done_resolution"] + LIMITS["follow_up"]
    status = ("open", "resolved", "closed")[max(0, len(took) - 4)]
    usual: dict[str, object] = {
        "site": site, "key": f"app/{number}", "pos": number, "kind": "complaint",
        "channel": CHANNELS[number % 5], "category": CATEGORIES[number % 7],
        "place": PLACES[(1, 2, 4, 5)[number % 4]].path, "urgency": "normal", "who": number,
        "time": time, "received_at": time + 60, "at": time + 60, "status": status,
        "standing": ("on_track", "at_risk", "breached")[number % 3], "cluster": f"app/{number}",
        "person": "" if number % 2 else "工程一组",
    }  # fmt: skip
    return ComplaintRow(**(usual | due | done | given))


def text(number: int, site: str = "river", **given: str) -> TextRow:
    """Make the text of a complaint."""
    subject, body = TEXTS[number % 5]
    usual = {"subject": subject, "body": body, "name": "", "contact": ""}
    return TextRow(site=site, key=f"app/{number}", **(usual | given))


def alert(name: str, since: int, site: str = "river", **given: object) -> AlertRow:
    """Make an alert of the surge rule."""
    usual: dict[str, object] = {
        "rule": "surge", "level": 3, "status": "triggered", "place": "a/12",
        "category": "engineering.air_conditioning", "count": 23, "threshold": 20, "named": 18,
        "anonymous": 5, "complaints": json.dumps([f"app/{n}" for n in (10, 11, 12)]),
    }  # fmt: skip
    return AlertRow(site=site, id=name, since=since, **(usual | given))


def message(key: str, name: str, at: int, site: str = "river", **given: object) -> OutboxRow:
    """Make a message to the duty manager about an alert."""
    usual: dict[str, object] = {
        "transition": "triggered", "recipient": "duty", "level": 3, "body": "{}",
        "state": "sent", "attempts": 1, "sent_at": at + 2,
    }  # fmt: skip
    name_of = {"key": f"{site}/{key}", "site": site, "alert": name}
    return OutboxRow(**(name_of | {"created_at": at, "queued_at": at} | usual | given))


def trouble(now: int, site: str = "river") -> list[SQLModel]:
    """Make one cluster of three complaints about the same air conditioning, and its alert."""
    hot = {"cluster": "app/10", "place": "a/12", "category": CATEGORIES[0]}
    shared = ",".join(str(crc32(word.encode())) for word in ("空调", "不制冷"))
    rows: list[SQLModel] = [
        complaint(10, now - 50 * MINUTE, site, took=[10 * MINUTE], **hot),
        complaint(11, now - 41 * MINUTE, site, **hot),
        complaint(12, now - 12 * MINUTE, site, **hot | {"standing": "breached"}),
        *(text(n, site) for n in (10, 11)),
        text(12, site, subject=TEXTS[2][0], body=TEXTS[2][1], name="王女士", contact="138****0000"),
        ClusterRow(
            site=site, id="app/10", place="a/12", category=CATEGORIES[0], size=3, people=3,
            open=3, first=now - 50 * MINUTE, last=now - 12 * MINUTE, central="app/10", workers=2,
        ),
        MembershipRow(
            site=site, complaint="app/12", cluster="app/10", like="app/10", score=624, place=0,
            minutes=38, shared=shared, at=now - 12 * MINUTE,
        ),
        MembershipRow(
            site=site, complaint="app/11", cluster="app/10", by="duty", at=now - 40 * MINUTE
        ),
        MembershipRow(
            site=site, complaint="app/21", cluster="app/10", suggested=True, like="app/11",
            score=312, place=2, minutes=90, at=now - MINUTE,
        ),
        alert("surge:7", now - 21 * MINUTE, site, cluster="app/10"),
        message("1", "surge:7", now - 21 * MINUTE, site),
        message("2", "surge:7", now - 6 * MINUTE, site, transition="escalated", tier=1,
                recipient="lead", state="failed", sent_at=0, attempts=4, error="550 no such user"),
        message("3", "surge:7", now - MINUTE, site, recipient="management", state="pending",
                sent_at=0, attempts=0, transition="escalated", tier=1),
    ]  # fmt: skip
    return rows


def ordinary(now: int, site: str = "river", n: int = 40) -> list[SQLModel]:
    """Make complaints of the last two weeks in all stages, and a few of other kinds."""
    took = ([], [900], [900, 5_000], [2_400, 6_000, 9_000, 50_000, 2 * DAY],
            [600, 3_000, 9_000, 40_000, 4 * DAY, 5 * DAY])  # fmt: skip
    kinds = ("complaint", "complaint", "complaint", "repair", "complaint", "praise")
    rows: list[SQLModel] = []
    for i in range(n):
        number, time = 100 + i, now - i * (14 * DAY // n) - HOUR
        rows.append(complaint(number, time, site, took[i % 5], kind=kinds[i % 6]))
        rows.append(text(number, site))
    return rows


def quiet(now: int, site: str = "river") -> list[SQLModel]:
    """Make what a desk shows on an ordinary day."""
    return [
        *trouble(now, site),
        *ordinary(now, site),
        complaint(21, now - 90 * MINUTE, site, place="a/11", category=CATEGORIES[0]),
        text(21, site),
        complaint(30, now - 40 * DAY, site, backlog=True),
        text(30, site),
        complaint(31, now - 30 * MINUTE, site, cluster="app/31", category="engineering.lift"),
        text(31, site, subject=TEXTS[3][0], body=TEXTS[3][1]),
        complaint(32, now - 28 * MINUTE, site, cluster="app/31", category="engineering.lift"),
        text(32, site),
        ClusterRow(
            site=site, id="app/31", place="b/3", category="engineering.lift", size=2, people=2,
            open=2, first=now - 30 * MINUTE, last=now - 28 * MINUTE,
        ),
        alert("life_safety:9", now - 28 * MINUTE, site, rule="life_safety", level=2, count=2,
              threshold=1, signal="life.trapped", place="b/3", category="engineering.lift",
              cluster="app/31", status="acknowledged", acknowledged_by="lead",
              acknowledged_at=now - 25 * MINUTE, note="已联系维保",
              complaints='["app/31", "app/32"]'),
        alert("overdue:3", now - 3 * HOUR, site, rule="overdue", level=4, count=6, threshold=5,
              category="", status="resolved", ended=now - HOUR, verdict="right", complaints="[]"),
        DeadLetter(site=site, channel="web", reason="time: needs a time zone, such as +08:00 or Z",
                   body=b'{"time": "2026-11-22 09:00"}', refused_at=now - 600),
    ]  # fmt: skip


def hostile(now: int, site: str = "river") -> list[SQLModel]:
    """Make records whose every text is an attack."""
    return [
        complaint(10, now - 600, site, cluster="app/10", place=HOSTILE, category=HOSTILE,
                  channel=HOSTILE, person=HOSTILE),
        text(10, site, subject=HOSTILE, body=HOSTILE * 300, name=HOSTILE, contact=HOSTILE),
        complaint(11, now - 500, site, cluster="app/10", place=HOSTILE, category=HOSTILE),
        text(11, site, subject="\x1b[31m" + HOSTILE, body="字" * 9_000),
        ClusterRow(site=site, id="app/10", place=HOSTILE, category=HOSTILE, size=2, people=2,
                   open=2, first=now - 600, last=now - 500),
        MembershipRow(site=site, complaint="app/11", cluster="app/10", like="app/10", score=900,
                      minutes=2, shared="1,2", by=HOSTILE, at=now - 500),
        alert("surge:7", now - 500, site, cluster="app/10", place=HOSTILE, category=HOSTILE,
              note=HOSTILE, acknowledged_by=HOSTILE, status="acknowledged",
              acknowledged_at=now - 400, signal=HOSTILE, complaints='["app/10", "app/11"]'),
        message("1", "surge:7", now - 400, site, recipient=HOSTILE, error=HOSTILE, state="failed"),
        DeadLetter(site=site, channel=HOSTILE, reason=HOSTILE, body=b"\xff\x00" + HOSTILE.encode(),
                   refused_at=now - 600),
    ]  # fmt: skip
