"""Signals of danger and exposure in a message: facts only, not fears, rumours or drills."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from workers.analyse.context import doubtful
from workers.analyse.words import FOLD, FOREIGN

WINDOW = {"zh": 24, "en": 60}  # characters either side in which `near` words are looked for
LETTERS = re.compile("[a-z]{3}")


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one signal and what must or must not stand around them; see lexicon.toml."""

    signal: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
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
        self.search = re.compile(alternation(self.entries, whole=language == "en")).search

    def facts(self, text: str) -> Iterator[Entry]:
        """Yield the entries that `text` states."""
        start, stated = 0, set[str]()
        while hit := self.search(text, start):
            begin, end = hit.span()
            meant = [e for e in self.entries[hit[0]] if self.meant(e, text, begin, end)]
            start = end if meant else begin + 1  # 一起火灾: 起火 is not meant, 火灾 is
            for entry in meant:
                if entry.signal in stated:
                    continue
                if not doubtful(text, begin, end, self.language, firm=entry.firm):
                    stated.add(entry.signal)
                    yield entry

    def meant(self, entry: Entry, text: str, begin: int, end: int) -> bool:
        """Whether the word at [begin, end) has the entry's meaning, by what stands around it."""
        if text[end : end + 16].lstrip(" -").startswith(entry.unless_before):
            return False
        if text[max(0, begin - 16) : begin].rstrip(" -").endswith(entry.unless_after):
            return False
        around = text[max(0, begin - self.window) : end + self.window]
        if entry.near and not any(word in around for word in entry.near):
            return False
        return not any(word in around for word in entry.unless_near)


def alternation(words: Iterable[str], *, whole: bool) -> str:
    """Return a pattern for any of the words, longest first, grouped by first letter for speed."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter[word[0]].append(re.escape(word[1:]))
    groups = (f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    pattern = "|".join(groups)
    return rf"\b(?:{pattern})\b" if whole else pattern


@cache
def load() -> tuple[Words, Words]:
    """Return the Chinese and the English words of lexicon.toml."""
    document = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    entries = msgspec.convert(document["entry"], list[Entry])
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
