"""Why an alert was raised, in words: the rule's own numbers, never a complaint's text."""

from dashboard.words import Words
from models.snapshot import Crisis


def evidence(crisis: Crisis, words: Words) -> str:
    """Tell what was counted, and of people how many have a name."""
    key = f"evidence.{crisis.rule}"
    if not words.has(key):
        return words.code("rule", crisis.rule)
    return words.text(
        key,
        n=crisis.count,
        count=words.count(crisis.count),
        threshold=words.count(crisis.threshold),
        named=words.count(crisis.named),
        anonymous=words.count(crisis.anonymous),
        signal=words.code("signal", crisis.signal),
    )
