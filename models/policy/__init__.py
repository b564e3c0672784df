"""The rules of the house as data: limits, thresholds, tiers. Durations are whole seconds.

`default.toml` beside this file holds the assumed defaults; `load.py` reads and checks a file.
"""

from msgspec import Struct, field

from models.policy.clock import (
    STEPS,
    WALL,
    WEEKDAYS,
    CalendarRules,
    ClockRules,
    Holidays,
    LimitOverride,
    Limits,
)

__all__ = [
    "STEPS",
    "WALL",
    "WEEKDAYS",
    "CalendarRules",
    "ClockRules",
    "ClusterRules",
    "CrisisRules",
    "Escalation",
    "Holidays",
    "LevelAt",
    "LifeSafety",
    "LimitOverride",
    "Limits",
    "Overdue",
    "Policy",
    "Spread",
    "Surge",
    "Tier",
]


class ClusterRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When two complaints are one trouble; scores are in thousandths."""

    window: int = 31_536_000  # seconds a message can still be joined
    rows: int = 20_000  # messages of a site that are kept to compare with
    joined: int = 365
    suggested: int = 260


class LevelAt(Struct, frozen=True, forbid_unknown_fields=True):
    """From `count` on, the evidence has this level."""

    level: int
    count: int


class LifeSafety(Struct, frozen=True, forbid_unknown_fields=True):
    """Which lexicon signals mean danger to life, and at which level."""

    signals: dict[str, int]
    quiet: int = 3_600


class Surge(Struct, frozen=True, forbid_unknown_fields=True):
    """Distinct complainants in one cluster within the window."""

    window: int
    levels: list[LevelAt]
    quiet: int = 1_800
    anonymous_every: int = 600  # unknown callers count at most one per channel and place


class Overdue(Struct, frozen=True, forbid_unknown_fields=True):
    """Steps breached in one place group, and in the whole site."""

    place: LevelAt
    site: LevelAt
    quiet: int = 1_800


class Spread(Struct, frozen=True, forbid_unknown_fields=True):
    """One category with evidence at several sites (judged by the portfolio)."""

    window: int
    sites: LevelAt
    quiet: int = 1_800


class CrisisRules(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry per kind of evidence."""

    life_safety: LifeSafety
    surge: Surge
    overdue: Overdue
    spread: Spread


class Tier(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is told, and how long they have before the next tier is told too."""

    tell: list[str]
    within: int


class Escalation(Struct, frozen=True, forbid_unknown_fields=True):
    """The tiers of one crisis level; after the last one the whole is told again `repeat` times."""

    tiers: list[Tier]
    repeat: int = 0
    forgotten: int = 14_400  # an acknowledged alert without an end is reminded of after this


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `urgency` is the default per category; `alerts` has levels "1" to "4"."""

    version: str
    clock: ClockRules
    clusters: ClusterRules
    crisis: CrisisRules
    alerts: dict[str, Escalation]
    categories: dict[str, list[str]]
    urgency: dict[str, str] = field(default_factory=dict)
