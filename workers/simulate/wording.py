"""How people put a trouble into words: order, mood, channel and slips of the hand vary."""

import random
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from workers.simulate.grammar import Around, Phrases, Trouble, Words
from workers.simulate.plans import Language

# o opener, p place, t time, f fault, e effect, m mood, a said before, w wish
ORDERS = (
    "opfw", "pf", "ptfe", "fp", "otpfw", "pfem", "mpfw", "tpf", "fepw", "opfew", "pfmw", "tfp",
)  # fmt: skip
ORDERS_PATROL = ("pf", "pfe", "tpf", "ptf", "fp")
ORDERS_AGAIN = ("apf", "pfaw", "oapfm", "afp", "apfe")
JOINTS = {"zh": ("，", "，", "，", "。", " ", "！", ","), "en": (", ", ". ", " - ", ", ", "; ")}
ENDS = {"zh": ("", "", "。", "。", "！", "！！", "~", "…"), "en": ("", ".", "!", "!!", "...")}
SLIP = 0.08
RETOLD = ("phone", "patrol", "hotline", "owners_group", "social")
TITLED = ("email", "web", "hotline", "box")


class Telling(Struct, frozen=True):
    """What is to be told: where (as spoken), when, over which channel, in which language."""

    trouble: Trouble
    detail: int
    place: str
    time: int
    zone: str
    channel: str
    language: Language
    kind: str = "complaint"
    again: bool = False


def tell(phrases: Phrases, telling: Telling, rng: random.Random) -> tuple[str, str]:
    """Return subject ("" on most channels) and text."""
    words: Words = getattr(telling.trouble, telling.language)
    around: Around = getattr(phrases, telling.language)
    thing = rng.choice(words.things)
    if words.details:
        thing = thing.format(d=words.details[telling.detail % len(words.details)])
    if telling.kind in {"praise", "enquiry", "suggestion"}:
        text = rng.choice(getattr(around, telling.kind)).format(p=telling.place, x=thing)
        text = clause(rng.choice(around.openers), text, telling.language, rng)
    else:
        text = sentence(words, around, thing, telling, rng)
    if telling.channel in RETOLD:
        text = rng.choice(getattr(around, telling.channel)).format(t=text)
    text = slipped(text, around, rng) + rng.choice(ENDS[telling.language])
    subject = ""
    if telling.channel in TITLED:
        subject = capital(rng.choice(around.subjects).format(p=telling.place, x=thing))
    return subject, capital(text)


def sentence(words: Words, around: Around, thing: str, telling: Telling, rng: random.Random) -> str:
    """Return the complaint's parts, in an order and with joints drawn by chance."""
    numbers = {
        "p": telling.place,
        "h": hour(telling, rng),
        "n": rng.randint(2, 6),
        "m": rng.randint(5, 58),
    }
    parts = {
        "o": around.openers,
        "p": around.places,
        "t": around.times,
        "e": words.effects,
        "m": around.moods,
        "a": around.again,
        "w": around.wishes,
    }
    usual = ORDERS_PATROL if telling.channel == "patrol" else ORDERS
    order = rng.choice(ORDERS_AGAIN if telling.again else usual)
    spoken = [
        rng.choice(words.faults).format(x=thing)
        if part == "f"
        else rng.choice(parts[part]).format(**numbers)
        for part in order
    ]
    return joined(spoken, telling.language, rng)


def joined(parts: Sequence[str], language: Language, rng: random.Random) -> str:
    """Return the parts with punctuation between them."""
    text = parts[0]
    for part in parts[1:]:
        text = clause(text, part, language, rng)
    return text


def clause(left: str, right: str, language: Language, rng: random.Random) -> str:
    """Return two clauses with one joint; after a full stop English begins with a capital."""
    joint = rng.choice(JOINTS[language])
    if left[-1] in "?!？！":
        joint = "" if language == "zh" else " "
    elif language == "zh" and rng.random() < 0.15:  # noqa: PLR2004
        joint = ""
    return left + joint + (capital(right) if joint == ". " else right)


def hour(telling: Telling, rng: random.Random) -> int:
    """Return a clock hour, 1 to 12, shortly before the complaint."""
    local = datetime.fromtimestamp(telling.time, ZoneInfo(telling.zone)).hour
    return (local - rng.randint(0, 2) - 1) % 12 + 1


def slipped(text: str, around: Around, rng: random.Random) -> str:
    """Return the text with an occasional slip: a wrong word, a lost or doubled letter."""
    if rng.random() < SLIP:
        fitting = [slip for slip in around.slips if slip[0] in text]
        if fitting:
            right, wrong = rng.choice(fitting)
            text = text.replace(right, wrong, 1)
    if rng.random() < SLIP / 2:
        spot = rng.randrange(len(text))
        kept = rng.choice(("", text[spot] * 2))
        text = text[:spot] + kept + text[spot + 1 :]
    return text


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]
