"""How long each of the six steps may take for one sort of complaint."""

from typing import NamedTuple

from models.policy import STEPS, ClockRules, LimitOverride

Sort = tuple[str, str, str, str]  # kind, category, urgency, channel
WAIVED = 0  # a limit of 0: the step is not kept here


class Target(NamedTuple):
    """One step's limit in seconds; `margin` is how long before its end it is at risk."""

    step: int
    limit: int
    margin: int
    pauses: bool  # a pause stops it


Targets = tuple[Target, ...]  # one per step


def chosen(rules: ClockRules, kept: list[str], sort: Sort) -> Targets:
    """Return the policy's limits with every matching override applied, the last one winning."""
    seconds = {step: getattr(rules.limits, step) for step in STEPS}
    for override in rules.overrides:
        if matches(override, *sort):
            seconds |= {s: getattr(override, s) for s in STEPS if getattr(override, s)}
    limits = [seconds[step] if not kept or step in kept else WAIVED for step in STEPS]
    return tuple(
        Target(i, limit, limit * (100 - rules.warn[-1]) // 100, STEPS[i] in rules.pauses)
        for i, limit in enumerate(limits)
    )


def matches(override: LimitOverride, kind: str, category: str, urgency: str, channel: str) -> bool:
    """Whether an override is for such a complaint."""
    return (
        override.kind in ("", kind)
        and override.urgency in ("", urgency)
        and override.channel in ("", channel)
        and f"{category}.".startswith(f"{override.category}." if override.category else "")
    )
