"""What every number of a policy may be: the least and the most that make sense."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from models.policy import STEPS

SECOND, MINUTE, HOUR, DAY = 1, 60, 3_600, 86_400
UNITS = (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND))
DECADE = 3_650 * DAY
ANY = "*"  # whatever the entry is called


class Range(NamedTuple):
    """From `least` to `most`; with `none`, 0 as well, which switches it off."""

    least: int
    most: int
    none: bool = False

    def refuses(self, value: int) -> bool:
        """Whether a value lies outside."""
        return not (self.least <= value <= self.most or (self.none and value == 0))

    def told(self, value: int) -> str:
        """Return a value as it is written in a policy."""
        return str(value)

    def __str__(self) -> str:
        """Return what is allowed."""
        bounds = f"{self.told(self.least)} to {self.told(self.most)}"
        return f"0 or {bounds}" if self.none else bounds


class Span(Range):
    """A range of durations, in seconds."""

    def told(self, value: int) -> str:
        """Return a duration as it is written in a policy."""
        return duration(value)


def duration(seconds: int) -> str:
    """Return a duration in its largest whole unit, such as "30m"."""
    name, size = next(unit for unit in UNITS if seconds % unit[1] == 0)
    return f"{seconds // size}{name}" if seconds else "0"


LEVEL = Range(1, 4)
COUNT = Range(1, 1_000_000)
LEVEL_AT = {"level": LEVEL, "count": COUNT}
QUIET = Span(MINUTE, 30 * DAY)  # a level that falls at once would ring at every complaint
HOT = {"window": Span(DAY, DECADE), "apart": Span(0, DECADE), "quiet": QUIET}
ALLOWED = {
    "clock": {
        "limits": dict.fromkeys(STEPS, Span(SECOND, DECADE)),
        "warn": Range(1, 99),  # percent
        "notes": Span(MINUTE, DECADE, none=True),
        "registration": Span(MINUTE, DECADE, none=True),
        "tiers": Span(0, DECADE),
        "remember": Span(HOUR, DECADE),
        "overrides": dict.fromkeys(STEPS, Span(SECOND, DECADE, none=True)),
    },
    "clusters": {
        "window": Span(HOUR, DECADE),
        "rows": COUNT,
        "joined": Range(1, 1_000),
        "suggested": Range(1, 1_000),
    },
    "crisis": {
        "life_safety": {"signals": {ANY: LEVEL}, "unconfirmed": LEVEL, "quiet": QUIET},
        "surge": {
            "window": Span(MINUTE, 30 * DAY),
            "levels": LEVEL_AT,
            "quiet": QUIET,
            "anonymous_every": Span(SECOND, HOUR),
            "odds": Range(2, 10**9),
            "hot": LEVEL_AT | HOT,
        },
        "overdue": {
            "place": LEVEL_AT,
            "site": LEVEL_AT,
            "long": LEVEL_AT,
            "long_after": Span(HOUR, DECADE),
            "quiet": QUIET,
        },
        "spread": {
            "window": Span(MINUTE, 30 * DAY),
            "sites": LEVEL_AT,
            "buildings": LEVEL_AT,
            "floors": LEVEL_AT,
            "people": COUNT,
            "odds": Range(2, 10**9),
            "quiet": QUIET,
        },
        "abnormal": {
            "levels": {"level": LEVEL, "odds": Range(2, 10**9), "least": COUNT},
            "learning": Span(DAY, DECADE),
            "memory": Range(2, 104),  # weeks
            "rows": COUNT,
            "quiet": QUIET,
        },
        "repeat": {
            "level": LEVEL,
            "contacts": Range(2, 1_000),
            "reopened": Range(1, 1_000),
            "quiet": QUIET,
        },
        "exposure": {"signals": {ANY: LEVEL}, "channels": {ANY: LEVEL}, "quiet": QUIET},
    },
    "alerts": {
        ANY: {
            "tiers": {"within": Span(MINUTE, 150 * HOUR)},
            "repeat": Range(0, 99),  # a telling's number has two digits for it
            "forgotten": Span(MINUTE, 30 * DAY),
        }
    },
}


def outside(value: Any, allowed: Any = ALLOWED, path: str = "") -> Iterator[str]:
    """Yield what lies outside of its range, as "path is value: must be least to most"."""
    if isinstance(value, Mapping):
        for name, entry in value.items():
            inner = allowed.get(name, allowed.get(ANY)) if isinstance(allowed, dict) else None
            yield from outside(entry, inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield from outside(entry, allowed, f"{path}[{i}]")
    elif isinstance(allowed, Range) and allowed.refuses(value):
        yield f"{path} is {allowed.told(value)}: must be {allowed}"
