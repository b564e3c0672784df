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
from models.policy.crisis import CrisisRules

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
    "LimitOverride",
    "Limits",
    "Policy",
    "Tier",
]


class ClusterRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When two complaints are one trouble; scores are in thousandths."""

    window: int = 31_536_000  # seconds a message can still be joined
    rows: int = 20_000  # messages of a site that are kept to compare with
    joined: int = 365
    suggested: int = 260


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
