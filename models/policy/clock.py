"""The rules of the six-step clock as data: limits, calendars, pauses, tiers, notes."""

from datetime import date
from typing import Literal

from msgspec import Struct, field

STEPS = ("receipt", "diagnosis", "plan", "action", "resolution", "follow_up")
WALL = "wall"  # the calendar that never rests
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds allowed for each step; follow-up counts from the resolution, all else from `time`."""

    receipt: int
    diagnosis: int
    plan: int
    action: int
    resolution: int
    follow_up: int


class LimitOverride(Struct, frozen=True, forbid_unknown_fields=True):
    """Other limits for what matches; "" matches all, a category matches what is below it.

    Where several are named one must match. `counted` says in which calendar a step's time
    runs, `waived` which steps are not owed at all.
    """

    kind: str | list[str] = ""
    category: str | list[str] = ""
    urgency: str | list[str] = ""
    channel: str | list[str] = ""
    site: str | list[str] = ""
    receipt: int = 0
    diagnosis: int = 0
    plan: int = 0
    action: int = 0
    resolution: int = 0
    follow_up: int = 0
    counted: dict[str, str] = field(default_factory=dict)
    waived: list[str] = field(default_factory=list)


class CalendarRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When time counts, as local intervals such as "08:30-12:00"; a whole day is "00:00-24:00".

    The most exact wins: `days` (one date), a holiday or a moved working day, `week` (a
    weekday), `rest` on the weekend, `work` on every other day.
    """

    work: list[str]
    rest: list[str] = field(default_factory=list)
    weekend: list[str] = field(default_factory=lambda: ["sat", "sun"])
    week: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, list[str]] = field(default_factory=dict)
    holidays: bool = True  # False: open on holidays as on any day
    zone: str = ""  # "" for the site's


class Holidays(Struct, frozen=True, forbid_unknown_fields=True):
    """A country's days off that are no weekend, and weekends that are worked (调休).

    Own dates are written in the policy; those of the country are added when it is adopted,
    so that a replay needs no library. After `until` only own dates and weekends are known.
    """

    zones: list[str]  # sites in these time zones keep them
    subdivision: str = ""  # a state or province, where holidays differ
    off: list[date] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    until: date | None = None


class ClockRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The six-step clock."""

    limits: Limits
    warn: list[int] = field(default_factory=lambda: [50, 80])  # percent of the limit
    pauses: list[str] = field(default_factory=list)  # the steps that a pause stops
    notes: int = 0  # seconds from one progress note to the next while open; 0: none are owed
    registration: int = 0  # seconds from the complaint to its entry; 0: not measured
    tiers: list[int] = field(default_factory=list)  # seconds late until each higher tier has it
    on_change: Literal["recompute", "keep"] = "recompute"  # what a new policy does to open ones
    remember: int = 259_200  # how long a closed complaint may still be reopened
    overrides: list[LimitOverride] = field(default_factory=list)
    counted: dict[str, str] = field(default_factory=dict)  # step -> calendar, else wall clock
    calendars: dict[str, CalendarRules] = field(default_factory=dict)
    holidays: dict[str, Holidays] = field(default_factory=dict)  # by country, such as "CN"
