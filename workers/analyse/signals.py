"""What a message says of danger and exposure: how plainly it is said decides the signal's name.

Words for dangers are used for much else: a hall is on fire, legs are broken by waiting. `life.…`
is a danger that a whole clause plainly reports, or that two different words tell, `exposure.…` what
is plainly threatened; `sign.…` is either of which there is but a word in passing.
"""

from itertools import combinations

from msgspec import Struct

from workers.analyse.lexicon import Hit, facts
from workers.analyse.plain import plainly
from workers.analyse.words import FOLD, FOREIGN

KINDS = ("life.", "sign."), ("exposure.",)  # of each, two words bear each other out


class Found(Struct, frozen=True):
    """What a message says: sorted signals, and whether one of them is urgent."""

    signals: list[str]
    urgent: bool


def read(text: str) -> Found:
    """Return the signals of a message."""
    plain = text.lower().replace("’", "'")
    if FOREIGN.search(plain):
        plain = plain.translate(FOLD)
    hits = facts(plain)
    sure = borne_out(plain, hits)
    signals = {signal(plain, hit, sure=hit in sure) for hit in hits}
    signals -= {sign(one) for one in signals}
    return Found(sorted(signals), urgent=any(hit.entry.urgent for hit in hits))


def signal(text: str, hit: Hit, *, sure: bool) -> str:
    """Return the signal of a word: only a sign, unless it is sure or told plainly."""
    name = hit.entry.signal
    return name if sure or plainly(text, hit) else sign(name)


def sign(signal: str) -> str:
    """Return the sign of a danger or a threat; nothing else has one."""
    kind, _, name = signal.partition(".")
    return f"sign.{name}" if kind in ("life", "exposure") else ""


def borne_out(text: str, hits: list[Hit]) -> list[Hit]:
    """Return the words of each kind that has two different ones, each in its own place."""
    kinds = [[hit for hit in hits if hit.entry.signal.startswith(kind)] for kind in KINDS]
    twice = [kind for kind in kinds if any(apart(text, *two) for two in combinations(kind, 2))]
    return [hit for kind in twice for hit in kind]


def apart(text: str, one: Hit, other: Hit) -> bool:
    """Whether two words are different ones and do not overlap."""
    first, last = sorted((one, other), key=lambda hit: hit.begin)
    return first.end <= last.begin and text[one.begin : one.end] != text[other.begin : other.end]
