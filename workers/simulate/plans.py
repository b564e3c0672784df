"""Six invented sites of three kinds, each with its own tree of places."""

import random
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from models.events import Place, SiteOpened
from workers.simulate.rhythm import seeded

Kind = Literal["mall", "tower", "estate"]
Language = Literal["zh", "en"]

NAMES: tuple[tuple[str, Kind, str, str], ...] = (
    ("qingyu-mall", "mall", "青榆里购物中心", "Qingyu Lane Mall"),
    ("langyu-tower", "tower", "朗屿大厦", "Langyu Tower"),
    ("xitong-court", "estate", "栖桐苑", "Xitong Court"),
    ("wangchuan-mall", "mall", "望川汇广场", "Wangchuan Place"),
    ("hengxu-tower", "tower", "衡序中心", "Hengxu Centre"),
    ("nanting-gardens", "estate", "南汀花园", "Nanting Gardens"),
)
COMMON = {
    "mall": (
        ("atrium", "中庭", "atrium"),
        ("food-court", "美食广场", "food court"),
        ("west-toilets", "西侧洗手间", "west restrooms"),
        ("playground", "儿童乐园", "children's corner"),
        ("concourse", "地铁连廊", "metro concourse"),
    ),
    "tower": (
        ("lobby", "首层大堂", "main lobby"),
        ("canteen", "员工餐厅", "canteen"),
        ("meeting-centre", "会议中心", "meeting centre"),
    ),
    "estate": (
        ("clubhouse", "会所", "clubhouse"),
        ("pool", "泳池", "pool"),
        ("community-hall", "社区活动室", "community hall"),
    ),
}
OUTSIDE = (
    ("north-gate", "北门", "north gate"),
    ("south-gate", "南门", "south gate"),
    ("east-road", "东侧道路", "east road"),
    ("plaza", "广场", "plaza"),
    ("garden", "花园", "garden"),
)
GARAGE = (("p1", "车库一区", "garage zone 1"), ("p2", "车库二区", "garage zone 2"))


class SitePlan(Struct, frozen=True):
    """One invented site. `groups` sorts its paths by the place groups that troubles name."""

    id: str
    zh: str
    en: str
    kind: Kind
    places: list[Place]
    zone: str = "Asia/Shanghai"
    by_path: dict[str, Place] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)

    def opened(self, go_live: int, *, deliver: bool = False) -> SiteOpened:
        """Return the event that brings the site on line as a demo."""
        return SiteOpened(
            zh=self.zh,
            en=self.en,
            kind=self.kind,
            zone=self.zone,
            places=self.places,
            go_live=go_live,
            demo=True,
            deliver=deliver,
        )

    def spoken(self, path: str, language: Language, rng: random.Random) -> str:
        """Return how a person names the place: whole, or by its last part only."""
        parts = path.split("/")
        nodes = [self.by_path["/".join(parts[: i + 1])] for i in range(len(parts))]
        if nodes[0].path in {"public", "garage", "outside"}:
            nodes = nodes[-1:]
        elif nodes[-1].kind == "room":
            nodes = [node for node in nodes if node.kind != "floor"]
        if len(nodes) > 1 and rng.random() < 0.3:  # noqa: PLR2004
            nodes = nodes[-1:]
        if language == "zh":
            return "".join(node.zh for node in nodes)
        return ", ".join(node.en for node in reversed(nodes))

    def floor_of(self, path: str) -> str:
        """Return the floor the path lies on, or the path itself where there is none."""
        return path.rpartition("/")[0] if self.by_path[path].kind == "room" else path


def portfolio(seed: int) -> list[SitePlan]:
    """Return the six sites; the seed decides how many floors and rooms they have."""
    return [plan(seed, *names) for names in NAMES]


def plan(seed: int, site: str, kind: Kind, zh: str, en: str) -> SitePlan:
    """Return one site with its places and their groups."""
    rng = seeded(seed, site, "places")
    builders = {"mall": mall, "tower": tower, "estate": estate}
    places = [*builders[kind](rng), *areas(kind)]
    groups: dict[str, list[str]] = {}
    for place in places:
        for name in groups_of(place):
            groups.setdefault(name, []).append(place.path)
    return SitePlan(
        id=site,
        zh=zh,
        en=en,
        kind=kind,
        places=places,
        by_path={place.path: place for place in places},
        groups=groups,
    )


def groups_of(place: Place) -> tuple[str, ...]:
    """Return the place groups that troubles name: room, floor, core, common, garage, outside."""
    top = place.path.partition("/")[0]
    if top in {"public", "garage", "outside"}:
        return ("common" if top == "public" else top,) if "/" in place.path else ()
    core = {"building": ("core",), "unit": ("core",), "floor": ("floor",), "room": ("room",)}
    return core[place.kind]


def mall(rng: random.Random) -> Iterator[Place]:
    """Two wings, B2 to 6 with a mezzanine and without 4; shops numbered by floor."""
    for order, (wing, zh, en) in enumerate((("A", "A馆", "Hall A"), ("B", "B馆", "Hall B"))):
        yield Place(wing, "building", zh, en, order)
        for label, height in (("B2", -20), ("B1", -10), ("1", 10), ("M", 15), *upper(rng, 5, 7)):
            floor = f"{wing}/{label}"
            words = ("夹层", "floor M") if label == "M" else storey(label)
            yield Place(floor, "floor", *words, height)
            level = label if label[0] in "BM" else f"L{label}"
            for number in range(1, rng.randint(8, 16) + 1):
                shop = f"{wing}{level}-{number:02}"
                yield Place(f"{floor}/{shop}", "room", f"{shop}铺", f"shop {shop}", number)


def tower(rng: random.Random) -> Iterator[Place]:
    """Two towers of offices, B2 to the top, without 4 and 14."""
    for order, (name, zh) in enumerate((("T1", "一座"), ("T2", "二座"))):
        yield Place(name, "building", zh, f"Tower {order + 1}", order)
        for label, height in (("B2", -20), ("B1", -10), ("1", 10), ("M", 15), *upper(rng, 18, 26)):
            floor = f"{name}/{label}"
            words = ("夹层", "floor M") if label == "M" else storey(label)
            yield Place(floor, "floor", *words, height)
            if not label.isdigit():
                continue
            yield from rooms(floor, label, rng.randint(6, 12), "室", "unit")


def estate(rng: random.Random) -> Iterator[Place]:
    """Eight blocks of flats with one or two units (entrances) each, B1 to the top."""
    for block in range(1, 9):
        yield Place(str(block), "building", f"{block}栋", f"Block {block}", block)
        top = rng.randint(11, 18)
        for unit in range(1, rng.randint(1, 2) + 1):
            entrance = f"{block}/u{unit}"
            yield Place(entrance, "unit", f"{unit}单元", f"entrance {unit}", unit)
            for label, height in (("B1", -10), ("1", 10), *upper(rng, top, top)):
                floor = f"{entrance}/{label}"
                yield Place(floor, "floor", *storey(label), height)
                if label != "B1":
                    yield from rooms(floor, label, rng.randint(2, 4), "", "flat")


def upper(rng: random.Random, lowest: int, highest: int) -> list[tuple[str, int]]:
    """Return the floors from 2 to a drawn top, without 4 and 14, as (label, order)."""
    top = rng.randint(lowest, highest)
    return [(str(n), n * 10) for n in range(2, top + 1) if n not in {4, 14}]


def storey(label: str) -> tuple[str, str]:
    """Return a floor's name in both languages."""
    return (f"{label}层", label if label.startswith("B") else f"floor {label}")


def rooms(floor: str, label: str, count: int, zh: str, en: str) -> Iterator[Place]:
    """Return the rooms of a floor, numbered 1201, 1202 and so on."""
    for number in range(1, count + 1):
        room = f"{label}{number:02}"
        yield Place(f"{floor}/{room}", "room", f"{room}{zh}", f"{en} {room}", number)


def areas(kind: Kind) -> Iterator[Place]:
    """Return 公区, 车库 and 外围, which have no floor."""
    parts = (
        ("public", "公区", "common areas", COMMON[kind]),
        ("garage", "车库", "garage", GARAGE),
        ("outside", "外围", "outside", OUTSIDE),
    )
    for order, (top, zh, en, below) in enumerate(parts, start=100):
        yield Place(top, "area", zh, en, order)
        for number, (name, name_zh, name_en) in enumerate(below, start=1):
            yield Place(f"{top}/{name}", "area", name_zh, name_en, number)
