"""Whether a clause says plainly what one of its words may mean; plain.toml has the ways to."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workers.analyse.lexicon import Hit, document

WINDOW = 100  # characters either side in which a clause is looked for
NAMED = re.compile(r"\{([A-Za-z_]+)\}")
CHINESE = re.compile("[一-鿿]")
SPLIT = re.compile(
    r"[,;!\n，。；：！~…、|]|(?<=[?？])|[.:](?!\d)|(?<=[一-鿿])\s+|\s+(?=[一-鿿])| [-–] "
)


class Ways(NamedTuple):
    """The plain ways to say something in one language, by signal, and what makes them a figure."""

    plain: dict[str, re.Pattern[str]]
    unless: re.Pattern[str]
    before: bool  # what makes it a figure stands before it

    def say(self, clause: str, hit: Hit) -> bool:
        """Whether a clause says it; a firm word is also meant when announced."""
        return any(
            hit.entry.firm
            or not self.unless.search(clause, 0, found.start() if self.before else len(clause))
            for found in self.plain[hit.entry.signal].finditer(clause)
        )


def plainly(text: str, hit: Hit) -> bool:
    """Whether the word's clause says plainly what it means; always, where no ways are known."""
    chinese, english, asked = load()
    if hit.entry.signal not in english.plain:
        return True
    clause = corrected(around(text, hit))
    own = chinese if CHINESE.search(text, hit.begin, hit.end) else english
    return not asked.search(clause) and own.say(clause, hit)


def around(text: str, hit: Hit) -> str:
    """Return the word's clause."""
    before = SPLIT.split(text[max(0, hit.begin - WINDOW) : hit.begin])[-1]
    behind = SPLIT.split(text[hit.end : hit.end + WINDOW], maxsplit=1)[0]
    return f"{before}{text[hit.begin : hit.end]}{behind}".strip()


def corrected(clause: str) -> str:
    """Return a clause with the right characters for those typed in their place."""
    search, rights = slips()
    return search.sub(lambda found: rights[found[0]], clause)


@cache
def slips() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a search for slips of the keys, English ones as whole words, and what was meant."""
    rights = {slip: right for right, those in document()["slips"].items() for slip in those}
    spelt = (rf"\b{slip}\b" if slip.isascii() else slip for slip in map(re.escape, rights))
    return re.compile("|".join(spelt)), rights


@cache
def load() -> tuple[Ways, Ways, re.Pattern[str]]:
    """Return the Chinese and the English ways of plain.toml, and what makes a clause a question."""
    said = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    groups, unless = document()["groups"].items(), said["unless"]
    words = {name: f"(?:{'|'.join(map(re.escape, group))})" for name, group in groups}
    words |= said["words"]
    chinese, english = dict[str, list[str]](), dict[str, list[str]]()
    for one in said["plain"]:
        closed = [f"(?:{way}){words['end']}" for way in one.get("zh", [])]
        chinese[one["signal"]] = closed + one.get("open", [])
        english[one["signal"]] = [rf"\b(?:{way})" for way in one["en"]]
    return (
        ways(chinese, unless["zh"], words, before=True),
        ways(english, unless["en"], words, before=False),
        re.compile(unless["asked"]),
    )


def ways(plain: dict[str, list[str]], unless: str, words: dict[str, str], *, before: bool) -> Ways:
    """Return the ways of one language, ready to be searched for."""
    ready = {signal: compiled("|".join(those), words) for signal, those in plain.items()}
    return Ways(ready, compiled(unless, words), before)


def compiled(way: str, words: dict[str, str]) -> re.Pattern[str]:
    """Return a pattern with each {name} in it replaced by the words of that name."""
    while NAMED.search(way):
        way = NAMED.sub(lambda hole: words[hole[1]], way)
    return re.compile(way)
