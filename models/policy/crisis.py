"""The crisis rules as data, one entry per kind of evidence. Levels: 1 red to 4 blue."""

from msgspec import Struct, field


class LevelAt(Struct, frozen=True, forbid_unknown_fields=True):
    """From `count` on, the evidence has this level."""

    level: int
    count: int


class LifeSafety(Struct, frozen=True, forbid_unknown_fields=True):
    """Which lexicon signals mean danger to life, and at which level.

    Where a signal has an entry in `fits`, one person's word is enough only in those categories;
    in others the report has the level `unconfirmed` until it is confirmed. So has one that tells
    of a danger only in passing: `sign.fire` for `life.fire`.
    """

    signals: dict[str, int]
    fits: dict[str, list[str]] = field(default_factory=dict)
    unconfirmed: int = 4
    quiet: int = 3_600


class Hot(Struct, frozen=True, forbid_unknown_fields=True):
    """热点投诉: so many households on one matter, over days rather than at once."""

    level: int = 4
    count: int = 3
    window: int = 2_592_000
    apart: int = 86_400  # the first and the last of them at least
    quiet: int = 86_400


class Surge(Struct, frozen=True, forbid_unknown_fields=True):
    """Distinct complainants in one cluster within the window.

    In one building within an hour the same numbers count for a category, if they are rarer than
    one in `odds` by its share.
    """

    window: int
    levels: list[LevelAt]
    quiet: int = 1_800
    anonymous_every: int = 600  # unknown callers count at most one per channel and place
    odds: int = 10_000
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
