"""What a site is, which rules it keeps, what it sees, and that its time passes."""

from typing import Any, Literal

from msgspec import Struct, field


class Place(Struct, frozen=True, omit_defaults=True):
    """One node of a site's place tree; `path` joins the ids from below the site with '/'."""

    path: str
    kind: Literal["building", "unit", "floor", "room", "area"] = "area"
    zh: str = ""
    en: str = ""
    order: int = 0  # among siblings; for floors from the lowest up


class SiteClock(Struct, frozen=True, omit_defaults=True):
    """A virtual clock: site time = base + (wall − wall_base) × rate, at most `until`.

    `rate` 0 means that time stands where the last event put it.
    """

    base: int
    wall_base: int
    rate: int = 0
    until: int = 0


class SiteOpened(Struct, frozen=True, tag="site.opened", omit_defaults=True):
    """A site came on line, or changed its description: the first event of every stream."""

    zh: str = ""
    en: str = ""
    kind: Literal["mall", "tower", "estate", "city", "portfolio"] = "mall"
    zone: str = "Asia/Shanghai"
    locale: Literal["zh_CN", "en"] = "zh_CN"
    places: list[Place] = field(default_factory=list)
    grows: bool = False  # unknown places are added as they are seen, not flagged
    go_live: int = 0  # complaints older than this are backlog (存量)
    clock: SiteClock | None = None  # None: a live site, whose time is the wall clock
    demo: bool = False
    steps: list[str] = field(default_factory=list)  # those it keeps; [] for all six
    deliver: bool = True  # False: alerts go to the log receiver only


class SiteObserved(Struct, frozen=True, tag="site.observed", omit_defaults=True):
    """A site tells the portfolio of evidence that it saw, or that it is over (level 0)."""

    site: str
    rule: str
    level: int
    category: str = ""
    place: str = ""
    count: int = 0
    signal: str = ""  # what exactly the rule counted


class RulesAdopted(Struct, frozen=True, tag="rules.adopted", omit_defaults=True):
    """The policy in force from here on, whole, so that a replay needs nothing else."""

    version: str
    digest: str
    policy: dict[str, Any]
    by: str = ""


class TimePassed(Struct, frozen=True, tag="time.passed", omit_defaults=True):
    """Everything that fell due up to `until` is decided now."""

    until: int
