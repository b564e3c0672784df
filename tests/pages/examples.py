"""Pictures to hang on the wall: normal, huge, empty, hostile, several sites."""

from models.events import SiteClock
from models.policy import STEPS
from models.snapshot import (
    Building,
    Cluster,
    Crisis,
    Due,
    Floor,
    Heat,
    Numbers,
    Share,
    Site,
    Snapshot,
)

CATEGORIES = [
    "engineering", "cleaning", "security", "parking", "fire", "neighbours", "attitude",
    "charges", "other",
]  # fmt: skip
HOURS = [2, 1, 1, 0, 0, 1, 2, 4, 7, 6, 5, 4, 3, 4, 5, 5, 6, 8, 7, 5, 4, 3, 3, 2]
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


def example_snapshot(
    now: int,
    site: str = "river",
    locale: str = "zh_CN",
    *,
    buildings: int = 4,
    floors: int = 18,
    scale: int = 1,
    crises: int = 2,
    zh: str = "滨江国际中心",
    en: str = "Riverside Centre",
    building_zh: str = "{}座",
    building_en: str = "Tower {}",
    clock: SiteClock | None = None,
    demo: bool = True,
) -> Snapshot:
    """Make a believable picture; the same arguments give the same one."""
    towers = [example_building(b, max(3, floors - 3 * b), scale) for b in range(buildings)]
    letters = [chr(65 + b) if buildings <= 26 else str(b + 1) for b in range(buildings)]
    names = {
        one.path: [building_zh.format(letter), building_en.format(letter)]
        for one, letter in zip(towers, letters, strict=True)
    }
    names |= {
        floor.path: [f"{floor.path.split('f')[1]}F", ""] for one in towers for floor in one.floors
    }
    places = [one.floors[i * 5 % len(one.floors)].path for i in range(3) for one in towers][:9]
    return Snapshot(
        site=Site(site, zh, en, "tower", "Asia/Shanghai", locale, demo, clock, names),
        pos=1234 * scale,
        at=now,
        numbers=Numbers(
            open=128 * scale, at_risk=17 * scale, breached=9 * scale, backlog=6 * scale,
            shift=42 * scale, day=87 * scale, receipt=Share(128 * scale, 140 * scale),
            resolution=Share(70, 80),
        ),
        hours=[HOURS[h] * scale for h in range(24)],
        crises=[example_crisis(now, i, places[i % len(places)], scale) for i in range(crises)],
        buildings=towers,
        heat=Heat(places, CATEGORIES, [example_counts(i, scale) for i in range(len(places))], 28),
        due=[example_due(now, i, places[i % len(places)]) for i in range(9)],
        clusters=[example_cluster(now, i, places[i % len(places)], scale) for i in range(6)],
        hidden_due=31 * scale,
        hidden_clusters=4 * scale,
    )  # fmt: skip


def example_building(b: int, floors: int, scale: int) -> Building:
    """Make one tower, quiet but for a few floors."""
    rows = [
        Floor(f"b{b}/f{f}", scale * max(0, (f * 7 + b * 5) % 11 - 7 + 9 * (f == 13 == b + 12)))
        for f in range(floors, 0, -1)
    ]
    return Building(f"b{b}", sum(row.open for row in rows), 2, rows)


def example_counts(i: int, scale: int) -> list[int]:
    """Make one row of the heatmap, the first rows the busiest."""
    return [max(0, (i * i * 3 + j * 7 + i * j) % 11 - 4 - i // 2) * scale for j in range(9)]


def example_due(now: int, i: int, place: str) -> Due:
    """Make one deadline: two breached, two near, the others later."""
    due = now + (-3900, -300, 250, 720, 2400, 5000, 9000, 12_000, 15_000)[i]
    status = ("breached", "breached", "at_risk", "at_risk", "on_track")[min(i, 4)]
    category = "engineering.air_conditioning" if i % 2 else "engineering.lift"
    return Due(f"app/{i}", 1200 + i, place, category, STEPS[i % 6], due, status, "", "normal")


def example_cluster(now: int, i: int, place: str, scale: int) -> Cluster:
    """Make one cluster, the newest the largest."""
    category = ("engineering.air_conditioning", "engineering.water_leak", "cleaning.odour")[i % 3]
    sizes = {"size": (12 - i) * scale, "people": (9 - i) * scale, "channels": 3, "open": 5}
    last = now - 40 - 500 * i
    level = (2, 0, 4, 0, 0, 0)[i]
    return Cluster(f"c{i}", place, category, first=now - 4000, last=last, level=level, **sizes)


def example_crisis(now: int, i: int, place: str, scale: int = 1) -> Crisis:
    """Make one alert of four kinds in turn, the second of them acknowledged."""
    rule, level, category = (
        ("surge", 2, "engineering.air_conditioning"),
        ("life_safety", 2, "engineering.lift"),
        ("overdue", 4, "engineering"),
        ("surge", 3, "cleaning.odour"),
    )[i % 4]
    answered = i % 4 == 1
    return Crisis(
        f"{rule}:{i}", rule, level, "acknowledged" if answered else "triggered",
        now - 1290 - 60 * i, place, category, count=52 * scale, threshold=50, named=40 * scale,
        anonymous=12 * scale, signal="life.trapped" if rule == "life_safety" else "",
        next=now + (3_000 if answered else 252), by="duty" if answered else "",
    )  # fmt: skip


def empty_snapshot(now: int, site: str = "river", locale: str = "zh_CN") -> Snapshot:
    """Make the picture of a site on its first morning."""
    return Snapshot(
        Site(site, "滨江国际中心", "Riverside Centre", "tower", "Asia/Shanghai", locale), 2, now
    )


def huge_snapshot(now: int, site: str = "river", locale: str = "zh_CN") -> Snapshot:
    """Make the picture of a site with everything at once too long and too many."""
    return example_snapshot(
        now, site, locale, buildings=30, floors=100, scale=473, crises=7,
        zh="粤港澳大湾区滨江国际商务中心暨会展综合体及配套公寓二期",
        en="Greater Bay Riverside International Business and Exhibition Complex, Phase Two",
        building_zh="滨江国际商务中心{}号楼", building_en="International Business Centre {}",
    )  # fmt: skip


def hostile_snapshot(now: int, site: str = "river", locale: str = "zh_CN") -> Snapshot:
    """Make a picture whose every name is an attack."""
    return example_snapshot(
        now, site, locale, zh=HOSTILE, en=HOSTILE, building_zh=HOSTILE, building_en=HOSTILE
    )
