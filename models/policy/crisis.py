"""The crisis rules as data, one entry per kind of evidence. Levels: 1 red to 4 blue."""

from collections.abc import Iterator

from msgspec import Struct, field

HOUR, DAY = 3_600, 86_400


class LevelAt(Struct, frozen=True, forbid_unknown_fields=True):
    """From `count` on, the evidence has this level."""

    level: int
    count: int


class LifeSafety(Struct, frozen=True, forbid_unknown_fields=True):
    """Which lexicon signals mean danger to life, and at which level."""

    signals: dict[str, int]
    quiet: int = 3_600


class Hot(Struct, frozen=True, forbid_unknown_fields=True):
    """热点投诉: so many households on one matter, over days rather than at once."""

    level: int = 4
    count: int = 3
    window: int = 2_592_000
    apart: int = 86_400  # the first and the last of them at least
    quiet: int = 86_400


class Surge(Struct, frozen=True, forbid_unknown_fields=True):
    """Distinct complainants in one cluster within the window."""

    window: int
    levels: list[LevelAt]
    quiet: int = 1_800
    anonymous_every: int = 600  # unknown callers count at most one per channel and place
    hot: Hot = Hot()


class Overdue(Struct, frozen=True, forbid_unknown_fields=True):
    """Steps breached in one place group and in the site; complaints long unresolved (长期未结)."""

    place: LevelAt
    site: LevelAt
    long: LevelAt = LevelAt(3, 1)
    long_after: int = 2_592_000
    quiet: int = 1_800


class Spread(Struct, frozen=True, forbid_unknown_fields=True):
    """One category over buildings or floors within an hour, or over sites within the window.

    A building or floor counts from `people` complaints on, and all together must be rarer than
    one in `odds` by the category's share of the last day. Sites count by the named `rules`.
    """

    window: int
    sites: LevelAt
    buildings: LevelAt = LevelAt(3, 3)
    floors: LevelAt = LevelAt(3, 6)
    people: int = 2
    odds: int = 1_000
    rules: list[str] = field(default_factory=lambda: ["life_safety", "surge", "spread", "abnormal"])
    quiet: int = 1_800


class Rare(Struct, frozen=True, forbid_unknown_fields=True):
    """From `least` people in an hour on, rarer than one in `odds` has this level."""

    level: int
    odds: int
    least: int


class Abnormal(Struct, frozen=True, forbid_unknown_fields=True):
    """Far above a place's own rhythm of a top category, after learning it for a while."""

    levels: list[Rare] = field(default_factory=lambda: [Rare(3, 1_000_000, 8), Rare(4, 10_000, 5)])
    learning: int = 2_419_200
    memory: int = 8  # weeks that the rhythm remembers, the older ones ever less
    rows: int = 4_000  # places × categories of a site that are learned
    quiet: int = 1_800


class Repeat(Struct, frozen=True, forbid_unknown_fields=True):
    """One person again and again on one matter, or a remedy that did not hold."""

    level: int = 4
    contacts: int = 3
    reopened: int = 2
    unhappy: bool = True
    quiet: int = 14_400


class Exposure(Struct, frozen=True, forbid_unknown_fields=True):
    """What may reach the public: lexicon signals, and channels that are public already."""

    signals: dict[str, int]
    channels: dict[str, int] = field(default_factory=dict)
    quiet: int = 14_400


class CrisisRules(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry per kind of evidence."""

    life_safety: LifeSafety
    surge: Surge
    overdue: Overdue
    spread: Spread
    abnormal: Abnormal = Abnormal()
    repeat: Repeat = Repeat()
    exposure: Exposure = Exposure({})


def mistakes(rules: CrisisRules, remember: int) -> Iterator[str]:
    """Yield what cannot work; `remember` is how many seconds a closed complaint is kept."""
    for name, level in levels(rules):
        if not 1 <= level <= 4:  # noqa: PLR2004 - Ⅰ to Ⅳ
            yield f"crisis.{name}: a level must be 1 to 4"
    if remember < max(HOUR, rules.surge.window):
        yield "clock.remember must be at least an hour and at least crisis.surge.window"
    if not 0 < rules.surge.anonymous_every <= HOUR:
        yield "crisis.surge.anonymous_every must be above 0 and at most an hour"
    if rules.abnormal.memory <= 1:
        yield "crisis.abnormal.memory must be more than one week"
    if rules.abnormal.learning < DAY:
        yield "crisis.abnormal.learning must be at least a day"
    if any(rare.odds <= 1 or rare.least <= 0 for rare in rules.abnormal.levels):
        yield "crisis.abnormal.levels: odds must be above 1, least above 0"
    if rules.spread.odds <= 1:
        yield "crisis.spread.odds must be above 1"


def levels(rules: CrisisRules) -> Iterator[tuple[str, int]]:
    """Yield every level that the rules name."""
    yield from (("life_safety.signals", level) for level in rules.life_safety.signals.values())
    yield from (("surge.levels", entry.level) for entry in rules.surge.levels)
    yield "surge.hot", rules.surge.hot.level
    for name in ("buildings", "floors", "sites"):
        yield f"spread.{name}", getattr(rules.spread, name).level
    yield from (("abnormal.levels", entry.level) for entry in rules.abnormal.levels)
    for name in ("place", "site", "long"):
        yield f"overdue.{name}", getattr(rules.overdue, name).level
    yield "repeat.level", rules.repeat.level
    yield from (("exposure.signals", level) for level in rules.exposure.signals.values())
    yield from (("exposure.channels", level) for level in rules.exposure.channels.values())
