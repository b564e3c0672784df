"""A rule's numbers as a sentence, in the reader's language: pure."""

from babel.support import Translations

from alerts.routes import Notice
from models.effects import Tell

COUNTED = {  # rule and what it counted -> one, many
    ("surge", ""): ("{count} person about one matter", "{count} people about one matter"),
    ("surge", "building"): (
        "{count} person of one building about one category",
        "{count} people of one building about one category",
    ),
    ("surge", "households"): (
        "{count} household on one matter over days",
        "{count} households on one matter over days",
    ),
    ("surge", "returned"): (
        "The same trouble came {count} time within weeks",
        "The same trouble came {count} times within weeks",
    ),
    ("spread", ""): ("The same trouble at {count} site", "The same trouble at {count} sites"),
    ("spread", "buildings"): (
        "The same trouble in {count} building",
        "The same trouble in {count} buildings",
    ),
    ("spread", "floors"): (
        "The same trouble on {count} floor",
        "The same trouble on {count} floors",
    ),
    ("abnormal", ""): (
        "{count} person in an hour here, usually {usual}",
        "{count} people in an hour here, usually {usual}",
    ),
    ("overdue", ""): (
        "{count} step is past its limit",
        "{count} steps are past their limit",
    ),
    ("overdue", "long"): (
        "{count} complaint long unresolved",
        "{count} complaints long unresolved",
    ),
    ("repeat", "contacts"): (
        "One person complained {count} time of one matter",
        "One person complained {count} times of one matter",
    ),
    ("repeat", "reopened"): ("Reopened {count} time", "Reopened {count} times"),
    ("repeat", "unhappy"): ("Unhappy at the follow-up", "Unhappy at the follow-up"),
}
SIGNALLED = {
    "life_safety": "Danger to life: {signal}",
    "exposure": "May reach the public: {signal}",
}
TO_CONFIRM = "Danger to life, to be confirmed: {signal}"
HARDLY = 50  # thousandths below which a number is told as next to nothing


def evidence(notice: Notice, words: Translations) -> str:
    """Return the rule's numbers; people counted as named and anonymous where that is known."""
    tell = notice.tell
    if tell.rule in SIGNALLED:
        text = SIGNALLED[tell.rule] if tell.confirmed else TO_CONFIRM
        signal = str(words.pgettext("signal", tell.signal))
        return str(words.gettext(text).format(signal=signal))
    plain = COUNTED.get((tell.rule, ""), COUNTED["surge", ""])
    one, many = COUNTED.get((tell.rule, tell.signal), plain)
    text = words.ngettext(one, many, tell.count).format(count=tell.count, usual=usual(tell.usual))
    return text + people(tell, words)


def usual(thousandths: int) -> str:
    """Return what an hour usually brings, to the tenth."""
    tenths = (thousandths + 50) // 100
    return "< 0.1" if thousandths < HARDLY else f"{tenths // 10}.{tenths % 10}"


def people(tell: Tell, words: Translations) -> str:
    """Return how many of the counted people gave a name."""
    if not tell.named and not tell.anonymous:
        return ""
    text = words.gettext(" ({named} named + {anonymous} anonymous)")
    return str(text.format(named=tell.named, anonymous=tell.anonymous))
