"""How long each of the six steps may take for one complaint."""

from models.policy import STEPS, ClockRules, LimitOverride
from models.state import Complaint, State

ALL = (1,) * len(STEPS)
WAIVED = 0  # a limit of 0: the step is not kept here


def limits(state: State, complaint: Complaint) -> tuple[int, ...]:
    """Return seconds per step, shared by all complaints of the same sort."""
    sort = (complaint.kind, complaint.category, complaint.urgency, complaint.channel)
    known = state.limits.get(sort)
    if known is None:
        kept = state.site.opened.steps or STEPS
        known = state.limits[sort] = tuple(
            seconds if step in kept else WAIVED
            for step, seconds in zip(STEPS, chosen(state.rules.clock, *sort), strict=True)
        )
    return known


def chosen(
    rules: ClockRules, kind: str, category: str, urgency: str, channel: str
) -> tuple[int, ...]:
    """Return the policy's limits with every matching override applied, the last one winning."""
    seconds = {step: getattr(rules.limits, step) for step in STEPS}
    for override in rules.overrides:
        if matches(override, kind, category, urgency, channel):
            seconds |= {s: getattr(override, s) for s in STEPS if getattr(override, s)}
    return tuple(seconds[step] for step in STEPS)


def matches(override: LimitOverride, kind: str, category: str, urgency: str, channel: str) -> bool:
    """Whether an override is for such a complaint."""
    return (
        override.kind in ("", kind)
        and override.urgency in ("", urgency)
        and override.channel in ("", channel)
        and f"{category}.".startswith(f"{override.category}." if override.category else "")
    )
