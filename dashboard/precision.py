"""How often each rule was right by people's verdicts, and which threshold they speak for: pure."""

from collections.abc import Iterable
from dataclasses import dataclass

COUNTING = {"surge", "spread", "overdue", "repeat"}  # rules whose policy names a number


@dataclass(frozen=True)
class Verdict:
    """One judged alert: its number at its height, and whether it was right."""

    rule: str
    level: int
    signal: str
    count: int
    right: bool


@dataclass(frozen=True)
class Record:
    """All verdicts on one rule at one level.

    `threshold` would have kept every alert that was right and spared so many false alarms; both
    are 0 where no threshold would have done so.
    """

    rule: str
    level: int
    signal: str
    right: int
    total: int
    threshold: int = 0
    spared: int = 0


def records(verdicts: Iterable[Verdict]) -> list[Record]:
    """Return a record per rule, level and what was counted; the least right first."""
    grouped: dict[tuple[str, int, str], list[Verdict]] = {}
    for one in verdicts:
        signal = one.signal if one.rule in COUNTING else ""
        grouped.setdefault((one.rule, one.level, signal), []).append(one)
    found = [record(*key, judged) for key, judged in grouped.items()]
    return sorted(found, key=lambda r: (r.right * 1_000 // r.total, r.rule, r.level, r.signal))


def record(rule: str, level: int, signal: str, judged: list[Verdict]) -> Record:
    """Return what the verdicts on one rule say."""
    right = [one.count for one in judged if one.right]
    false = [one.count for one in judged if not one.right]
    threshold = min(right, default=0) if rule in COUNTING else 0
    spared = sum(count < threshold for count in false)
    return Record(rule, level, signal, len(right), len(judged), threshold if spared else 0, spared)
