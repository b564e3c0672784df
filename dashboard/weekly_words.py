"""The weekly's numbers in words: shares with their denominators, changes with a judgement."""

from collections.abc import Callable

from dashboard.weekly_change import Change
from dashboard.words import Words
from models.snapshot import Share


def share(of: Share) -> str:
    """Tell a share: 86.7%; one of nothing is a dash."""
    return f"{of.good / of.total:.1%}" if of.total else "–"


def parts(words: Words, of: Share) -> str:
    """Tell what the share is made of: 52/60."""
    return f"{of.good:,}/{of.total:,}" if of.total else words.text("week.nothing_due")


def median(words: Words, seconds: int | None) -> str:
    """Tell a median time."""
    return words.duration(seconds) if seconds is not None else "–"


def change(words: Words, of: Change, amount: Callable[[Words, float], str]) -> str:
    """Tell a change and whether it is for the better: ▲ 12.0% 变差."""
    if of.verdict in {"same", "unknown"}:
        return words.text(f"week.{of.verdict}")
    arrow = "▲" if of.amount > 0 else "▼"
    return f"{arrow} {amount(words, abs(of.amount))} {words.text(f'week.{of.verdict}')}"


def ratio(_: Words, amount: float) -> str:
    """Tell a ratio: 12.0%."""
    return f"{amount:.1%}"


def points(words: Words, amount: float) -> str:
    """Tell a difference of shares: 3.2 percentage points."""
    return words.text("week.points", points=f"{amount * 100:.1f}")


def length(words: Words, amount: float) -> str:
    """Tell a difference of times."""
    return words.duration(int(amount))
