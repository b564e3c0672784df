"""Pictures to hang on the wall: normal, huge, empty, hostile, several sites."""

from models.events import SiteClock
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

CATEGORIES = "engineering cleaning security parking fire neighbours attitude charges other".split()
STEPS = "receipt diagnosis plan action resolution follow_up".split()
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


def example_snapshot(
    now: int,
    site: str = "river",
    locale: str = "zh_CN",
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
    names: dict[str, list[str]] = {}
    towers = []
    for b in range(buildings):
        path = f"b{b}"
        letter = chr(65 + b) if buildings <= 26 else str(b + 1)
        names[path] = [building_zh.format(letter), building_en.format(letter)]
        rows = [
            Floor(
                f"{path}/f{f}", scale * max(0, (f * 7 + b * 5) % 11 - 6 + 6 * (f == 13 == b + 12))
            )
            for f in range(max(3, floors - 3 * b), 0, -1)
        ]
        names |= {row.path: [f"{row.path.split('f')[1]}F", ""] for row in rows}
        towers.append(Building(path, sum(row.open for row in rows), 2, rows))
    places = (
        [towers[i % buildings].floors[(3 * i) % 3].path for i in range(12)] if buildings else []
    )
    places = list(dict.fromkeys(places))
    counts = [
        [max(0, (i * 5 + j * 3) % 9 - 3) * scale for j in range(len(CATEGORIES))]
        for i in range(len(places))
    ]
    somewhere = places or [""]
    return Snapshot(
        site=Site(site, zh, en, "tower", "Asia/Shanghai", locale, demo, clock, names),
        pos=1234 * scale,
        at=now,
        numbers=Numbers(
            open=128 * scale, at_risk=17 * scale, breached=9 * scale, backlog=6 * scale,
            shift=42 * scale, day=87 * scale, receipt=Share(128 * scale, 140 * scale),
            resolution=Share(70, 80),
        ),
        hours=[(h * 7) % 12 * scale for h in range(24)],
        crises=[example_crisis(now, i, somewhere[i % len(somewhere)], scale) for i in range(crises)],
        buildings=towers,
        heat=Heat(places, CATEGORIES, counts, 28 * bool(places)),
        due=[
            Due(f"app/{i}", 1200 + i, somewhere[i % len(somewhere)],
                "engineering.air_conditioning" if i % 2 else "engineering.lift", STEPS[i % 6],
                now + (-3900, -300, 250, 720, 2400, 5000, 9000)[i % 7] + 9000 * (i // 7),
                ("breached", "breached", "at_risk", "at_risk", "on_track")[min(i, 4)], "", "normal")
            for i in range(9)
        ],
        clusters=[
            Cluster(f"c{i}", somewhere[i % len(somewhere)], "engineering.water_leak",
                    (12 - i) * scale, (9 - i) * scale, 3, now - 4000, now - 40 - 500 * i, 5,
                    (2, 0, 4, 0, 0, 0)[i])
            for i in range(6)
        ],
        hidden_due=31 * scale,
        hidden_clusters=4 * scale,
    )  # fmt: skip


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
        next=0 if answered else now + 252, by="duty" if answered else "",
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
        zh="粤港澳大湾区滨江国际商务中心暨会展综合体及配套公寓二期", en="Greater Bay Riverside International "
        "Business and Exhibition Complex with Serviced Apartments, Phase Two",
        building_zh="滨江国际商务中心{}号楼", building_en="International Business Centre {}",
    )  # fmt: skip


def hostile_snapshot(now: int, site: str = "river", locale: str = "zh_CN") -> Snapshot:
    """Make a picture whose every name is an attack."""
    return example_snapshot(
        now, site, locale, zh=HOSTILE, en=HOSTILE, building_zh=HOSTILE, building_en=HOSTILE
    )
