"""How long each of the six steps may take for one sort of complaint, and when that time runs."""

from typing import NamedTuple

from msgspec import Struct

from models.calendars.calendar import Calendar
from models.categories import holds
from models.policy import STEPS, WALL, ClockRules, LimitOverride

ACTION, RESOLUTION, FOLLOW_UP = (
    STEPS.index(step) for step in ("action", "resolution", "follow_up")
)
NOTE, PROMISE = len(STEPS), len(STEPS) + 1  # what is owed beside the steps
NAMES = (*STEPS, "note", "promise")
BEFORE = {FOLLOW_UP: RESOLUTION, NOTE: ACTION}  # what must be done before it begins
AT_ONCE = -1
Sort = tuple[str, str, str, str]  # kind, category, urgency, channel
WAIVED = 0  # a limit of 0: the step is not owed here


class Target(NamedTuple):
    """One step's limit in seconds; after `mark` of them it is at risk."""

    step: int
    limit: int
    mark: int
    pauses: bool  # a pause stops it
    calendar: Calendar | None  # None: the wall clock
    after: int = AT_ONCE  # the step that it follows


Targets = tuple[Target, ...]  # one per step, and the progress note


class Kept(Struct, array_like=True):
    """Limits that complaints before a position keep, since the newer policy says so."""

    until: int
    rules: ClockRules


class Calendars:
    """The calendars of one site, and the targets that count in them, made when first needed."""

    def __init__(self, rules: ClockRules, zone: str) -> None:
        self.rules = rules
        self.zone = zone
        self.made: dict[str, Calendar] = {}
        self.targets: dict[tuple[object, ...], Targets] = {}  # by steps kept, overrides that match

    def of(self, name: str) -> Calendar | None:
        """Return the calendar of a name, None for the wall clock."""
        if name == WALL:
            return None
        if name not in self.made:
            kept = (days for days in self.rules.holidays.values() if self.zone in days.zones)
            chosen = self.rules.calendars[name]
            self.made[name] = Calendar(chosen, self.zone, next(kept, None))
        return self.made[name]


def targets(calendars: Calendars, site: str, kept: list[str], sort: Sort) -> Targets:
    """Return the policy's targets with every matching override applied, the last one winning."""
    rules = calendars.rules
    matching = [i for i, one in enumerate(rules.overrides) if matches(one, site, sort)]
    name = (*kept, *matching)
    known = calendars.targets.get(name)
    if known is None:
        overrides = [rules.overrides[i] for i in matching]
        known = calendars.targets[name] = applied(calendars, kept, overrides)
    return known


def applied(calendars: Calendars, kept: list[str], overrides: list[LimitOverride]) -> Targets:
    """Return the targets that the overrides make of the policy's limits."""
    rules = calendars.rules
    seconds = {step: getattr(rules.limits, step) for step in STEPS}
    counted = dict.fromkeys(STEPS, WALL) | rules.counted
    owed = dict.fromkeys(kept or STEPS, True)
    for override in overrides:
        seconds |= {s: getattr(override, s) for s in STEPS if getattr(override, s)}
        counted |= override.counted
        owed |= dict.fromkeys(override.waived, False)
    seconds |= {step: WAIVED for step in STEPS if not owed.get(step)}
    # a progress note follows the first result, in the same time
    seconds[NAMES[NOTE]] = rules.notes if seconds[STEPS[ACTION]] else WAIVED
    counted[NAMES[NOTE]] = counted[STEPS[ACTION]]
    return tuple(
        Target(
            step=i,
            limit=seconds[NAMES[i]],
            mark=-(-seconds[NAMES[i]] * rules.warn[-1] // 100),
            pauses=STEPS[ACTION if i == NOTE else i] in rules.pauses,
            calendar=calendars.of(counted[NAMES[i]]),
            after=BEFORE.get(i, AT_ONCE),
        )
        for i in range(NOTE + 1)
    )


def matches(override: LimitOverride, site: str, sort: Sort) -> bool:
    """Whether an override is for such a complaint of such a site."""
    kind, category, urgency, channel = sort
    return (
        among(override.site, site)
        and among(override.kind, kind)
        and among(override.urgency, urgency)
        and among(override.channel, channel)
        and any(holds(top, category) for top in listed(override.category))
    )


def among(named: str | list[str], value: str) -> bool:
    """Whether the value is one of those named; "" names all."""
    return named == "" or value in listed(named)


def listed(named: str | list[str]) -> list[str]:
    """Return one name or several as a list."""
    return [named] if isinstance(named, str) else named
