"""Why an alert was raised, in words: the rule's own numbers, never a complaint's text."""

from dashboard.words import Words
from models.snapshot import Crisis


def evidence(crisis: Crisis, words: Words) -> str:
    """Tell what was counted and from which number on it counts."""
    key = f"evidence.{crisis.rule}"
    if not words.has(key):
        return words.code("rule", crisis.rule)
    count, threshold = words.count(crisis.count), words.count(crisis.threshold)
    signal = words.code("signal", crisis.signal)
    return words.text(key, n=crisis.count, count=count, threshold=threshold, signal=signal)


def people(crisis: Crisis, words: Words) -> str:
    """Tell how many of the people counted have a name; nothing where no people were counted."""
    if not crisis.named + crisis.anonymous:
        return ""
    named, anonymous = words.count(crisis.named), words.count(crisis.anonymous)
    return words.text("evidence.people", named=named, anonymous=anonymous)
