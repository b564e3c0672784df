"""Why an alert was raised, in words: the rule's own numbers, never a complaint's text."""

from dashboard.words import Words
from models.snapshot import Crisis


def evidence(crisis: Crisis, words: Words) -> str:
    """Tell what was counted and from which number on it counts."""
    what = crisis.signal if crisis.confirmed else "unconfirmed"
    keys = (f"evidence.{crisis.rule}.{what}", f"evidence.{crisis.rule}")
    key = next((key for key in keys if words.has(key)), "")
    if not key:
        return words.code("rule", crisis.rule)
    return words.text(
        key,
        n=crisis.count,
        count=words.count(crisis.count),
        threshold=words.count(crisis.threshold),
        signal=words.code("signal", crisis.signal),
        usual=usual(crisis.usual),
    )


def usual(thousandths: int) -> str:
    """Tell what an hour usually brings: to the tenth where it is little."""
    if thousandths < 50:  # noqa: PLR2004 - what would be rounded to nothing
        return "< 0.1"
    tenths = (thousandths + 50) // 100
    return f"{tenths // 10}.{tenths % 10}" if tenths < 100 else f"{tenths // 10}"  # noqa: PLR2004


def people(crisis: Crisis, words: Words) -> str:
    """Tell how many of the people counted have a name, and which other rules see the trouble."""
    told = []
    if crisis.named + crisis.anonymous:
        named, anonymous = words.count(crisis.named), words.count(crisis.anonymous)
        told.append(words.text("evidence.people", named=named, anonymous=anonymous))
    if crisis.also:
        rules = "、" if words.locale == "zh_CN" else ", "
        names = rules.join(words.code("rule", rule) for rule in crisis.also)
        told.append(words.text("crisis.also", rules=names))
    return " · ".join(told)
