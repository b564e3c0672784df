"""Signals of danger and exposure in a message: facts only, not fears, rumours or drills."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from workers.analyse.context import Doubt, doubtful
from workers.analyse.words import FOLD, FOREIGN

WINDOW = {"zh": 24, "en": 60}  # characters either side in which `near` words are looked for
COMMA = re.compile(r"[,;!?\n，。；：！？]|[.:](?!\d)")
LETTERS = re.compile("[a-z]{3}")


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one signal and what must or must not stand around them; see lexicon.toml."""

    signal: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    same_clause: bool = False
    only_after: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    despite: tuple[Doubt, ...] = ()
    firm: bool = False
    urgent: bool = False


class Found(Struct, frozen=True):
    """What a message says: sorted signals, and whether one of them is urgent."""

    signals: list[str]
    urgent: bool


class Words:
    """The words of one language, found in one pass over a text."""

    def __init__(self, language: str, entries: list[Entry]) -> None:
        self.language, self.window = language, WINDOW[language]
        self.entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for word in getattr(entry, language):
                self.entries[word].append(entry)
        self.search = re.compile(alternation(self.entries, whole=language == "en"), re.ASCII).search

    def facts(self, text: str) -> Iterator[Entry]:
        """Yield the entries that `text` states."""
        start, stated = 0, set[str]()
        while hit := self.search(text, start):
            begin, end = hit.span()
            meant = [e for e in self.entries[hit[0]] if self.meant(e, text, begin, end)]
            start = end if meant else begin + 1  # 一起火灾: 起火 is not meant, 火灾 is
            for entry in meant:
                if entry.signal not in stated and not self.doubtful(entry, text, begin, end):
                    stated.add(entry.signal)
                    yield entry

    def doubtful(self, entry: Entry, text: str, begin: int, end: int) -> bool:
        """Whether what stands around the word makes it no fact of now."""
        firm, despite = entry.firm, entry.despite
        return doubtful(text, begin, end, self.language, firm=firm, despite=despite)

    def meant(self, entry: Entry, text: str, begin: int, end: int) -> bool:
        """Whether the word at [begin, end) has the entry's meaning, by what stands around it."""
        before = text[max(0, begin - self.window) : begin]
        behind = text[end : end + self.window]
        if behind.lstrip(" -").startswith(entry.unless_before):
            return False
        close = before.rstrip(" -")
        if entry.unless_after and standing(entry.unless_after, last=True)(close):
            return False
        if entry.only_after and not standing(entry.only_after, last=True)(close):
            return False
        if entry.unless_near and standing(entry.unless_near)(before + text[begin:end] + behind):
            return False
        if entry.same_clause:
            before, behind = COMMA.split(before)[-1], COMMA.split(behind, maxsplit=1)[0]
        return not entry.near or bool(standing(entry.near)(f"{before}{text[begin:end]}{behind}"))


@cache
def standing(
    words: tuple[str, ...], *, last: bool = False
) -> Callable[[str], re.Match[str] | None]:
    """Return a search for any of the words, English ones whole or in the plural.

    With `last` they must end the text.
    """
    parts = [re.escape(word) for word in words if not word.isascii()]
    if english := "|".join(re.escape(word) for word in words if word.isascii()):
        parts.append(rf"\b(?:{english})(?:e?s)?\b")
    return re.compile(f"(?:{'|'.join(parts)}){'$' * last}", re.ASCII).search


def alternation(words: Collection[str], *, whole: bool) -> str:
    """Return a pattern for any of the words, longest first, grouped by first letter.

    It looks ahead at two letters before it tries the groups: that refuses most places at once.
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter[word[0]].append(re.escape(word[1:]))
    groups = (f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    first, second = ("".join(sorted({word[i] for word in words})) for i in (0, 1))
    pattern = f"(?=[{re.escape(first)}][{re.escape(second)}])(?:{'|'.join(groups)})"
    return rf"\b{pattern}\b" if whole else pattern


def slipped(entry: dict[str, Any], slips: dict[str, list[str]]) -> dict[str, Any]:
    """Return an entry with the slips of its words added: 天燃气 for 天然气."""
    wrong = [(right, slip) for right, those in slips.items() for slip in those]
    for key in ("zh", "en", "near"):
        words = entry.get(key, [])
        slips_of = [w.replace(right, slip) for w in words for right, slip in wrong if right in w]
        entry |= {key: [*words, *slips_of]}
    return entry


@cache
def load() -> tuple[Words, Words]:
    """Return the Chinese and the English words of lexicon.toml."""
    document = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    with_slips = [slipped(entry, document["slips"]) for entry in document["entry"]]
    entries = msgspec.convert(with_slips, list[Entry])
    return Words("zh", entries), Words("en", entries)


def read(text: str) -> Found:
    """Return the signals of a message."""
    plain = text.lower().replace("’", "'")
    if FOREIGN.search(plain):
        plain = plain.translate(FOLD)
    chinese, english = load()
    facts = [] if plain.isascii() else list(chinese.facts(plain))
    if LETTERS.search(plain):
        facts += english.facts(plain)
    signals = sorted({entry.signal for entry in facts})
    return Found(signals, urgent=any(entry.urgent for entry in facts))
