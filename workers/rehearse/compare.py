"""Two courses of the same days, and what is different: pure."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce

from workers.rehearse.course import Course, Rang

Pair = tuple[int, int]  # as it was, under the new rules


@dataclass(frozen=True)
class Change:
    """An alert that only one course has, or that reached another level; None where it is not."""

    site: str
    was: Rang | None
    new: Rang | None

    @property
    def kind(self) -> str:
        """Gained, lost, worse or milder."""
        if self.was is None or self.new is None:
            return "gained" if self.was is None else "lost"
        return "worse" if self.new.level < self.was.level else "milder"

    @property
    def one(self) -> Rang:
        """The alert, as it would be under the new rules if it were."""
        return self.new or self.was or Rang("", "", 0, 0)


@dataclass(frozen=True)
class Difference:
    """All that is different; sums up over sites."""

    alerts: Pair = (0, 0)
    messages: Pair = (0, 0)
    night: Pair = (0, 0)
    breaches: dict[str, Pair] = field(default_factory=dict)
    joined: int = 0  # complaints that stand alone as it was, and not under the new rules
    parted: int = 0
    moved: int = 0  # joined in both, to something else
    changes: tuple[Change, ...] = ()

    def __add__(self, other: "Difference") -> "Difference":
        steps = dict.fromkeys((*self.breaches, *other.breaches))
        nothing = (0, 0)
        return Difference(
            alerts=plus(self.alerts, other.alerts),
            messages=plus(self.messages, other.messages),
            night=plus(self.night, other.night),
            breaches={
                step: plus(self.breaches.get(step, nothing), other.breaches.get(step, nothing))
                for step in steps
            },
            joined=self.joined + other.joined,
            parted=self.parted + other.parted,
            moved=self.moved + other.moved,
            changes=self.changes + other.changes,
        )

    @property
    def counts(self) -> Counter[tuple[str, int, str]]:
        """How many alerts changed, by (kind, level, rule)."""
        return Counter((c.kind, c.one.level, c.one.rule) for c in self.changes)


def compared(site: str, was: Course, new: Course) -> Difference:
    """Return what the new rules would have changed at a site."""
    steps = sorted({*was.breaches, *new.breaches})
    either = {**was.clusters, **new.clusters}
    pairs = [(was.clusters.get(key), new.clusters.get(key)) for key in either]
    return Difference(
        alerts=(len(was.rang), len(new.rang)),
        messages=(was.messages, new.messages),
        night=(was.night, new.night),
        breaches={step: (was.breaches[step], new.breaches[step]) for step in steps},
        joined=sum(old is None for old, _ in pairs),
        parted=sum(now is None for _, now in pairs),
        moved=sum(None not in pair and pair[0] != pair[1] for pair in pairs),
        changes=tuple(changes(site, list(was.rang.values()), list(new.rang.values()))),
    )


def changes(site: str, was: list[Rang], new: list[Rang]) -> list[Change]:
    """Return the alerts that differ, the oldest first: each is matched with at most one."""
    found: list[Change] = []
    left = sorted(new, key=lambda rang: rang.since)
    for old in sorted(was, key=lambda rang: rang.since):
        same = [rang for rang in left if alike(old, rang)]
        if not same:
            found.append(Change(site, old, None))
            continue
        match = min(same, key=lambda rang: abs(rang.since - old.since))
        left.remove(match)
        if match.level != old.level:
            found.append(Change(site, old, match))
    found += [Change(site, None, rang) for rang in left]
    return sorted(found, key=lambda change: change.one.since)


def alike(one: Rang, other: Rang) -> bool:
    """Whether two alerts are about the same trouble."""
    if one.rule != other.rule:
        return False
    return one.subject == other.subject or not set(one.complaints).isdisjoint(other.complaints)


def plus(one: Pair, other: Pair) -> Pair:
    """Add two pairs."""
    return one[0] + other[0], one[1] + other[1]


def total(differences: list[Difference]) -> Difference:
    """Return the sum of all sites."""
    return reduce(lambda one, other: one + other, differences, Difference())
