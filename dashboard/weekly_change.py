"""How much a figure changed since the week before, and whether for better or worse."""

from typing import Literal

from msgspec import Struct

from models.snapshot import Share

Verdict = Literal["better", "worse", "same", "unknown"]


class Change(Struct, frozen=True):
    """`amount` is a ratio for counts, a difference of shares, or a difference in seconds."""

    amount: float
    verdict: Verdict


SHOWN = 0.0005  # of a ratio or share: what rounds to 0.0 %
UNKNOWN = Change(0.0, "unknown")


def of_counts(now: int, before: int) -> Change:
    """Compare how many there were; fewer is better. Nothing compares with a week of none."""
    if not before:
        return UNKNOWN
    amount = (now - before) / before
    return Change(amount, judged(amount))


def of_shares(now: Share, before: Share, *, more_is_better: bool) -> Change:
    """Compare two shares; one without a denominator says nothing."""
    if not now.total or not before.total:
        return UNKNOWN
    difference = now.good / now.total - before.good / before.total
    return Change(difference, judged(-difference if more_is_better else difference))


def of_medians(now: int | None, before: int | None) -> Change:
    """Compare two lengths of time in seconds; shorter is better."""
    if now is None or before is None:
        return UNKNOWN
    return Change(now - before, judged(now - before))


def judged(difference: float) -> Verdict:
    """Judge a difference of which less is better; one too small to be shown is none."""
    if abs(difference) < SHOWN:
        return "same"
    return "worse" if difference > 0 else "better"
