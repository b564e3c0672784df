"""The words that mean danger or exposure, where they state facts: no fears, rumours or drills."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from workers.analyse.context import Doubt, doubtful

WINDOW = {"zh": 24, "en": 60}  # characters either side in which `near` words are looked for
PART = 48  # first letters looked at together
OFTEN = 8  # times after which saying it again adds nothing
NEVER = "(?!)"
DENIED = r"(?<!(?<![这那可是])不是)(?<!并非)(?<!没有)(?<!\bnot )(?<!n't )"
COMMA = re.compile(r"[,;!?\n，。；：！？]|[.:](?!\d)")
HOLE = re.compile(r"\{([^}]+)\}")
LETTERS = re.compile("[a-z]{3}")


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one signal and what must or must not stand around them; see lexicon.toml."""

    signal: str
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    same_clause: bool = False
    only_after: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    despite: tuple[Doubt, ...] = ()
    firm: bool = False
    urgent: bool = False


class Hit(NamedTuple):
    """A word that states a fact, and where it stands in the text."""

    entry: Entry
    begin: int
    end: int


class Sense:
    """An entry in one language, ready to be asked whether a text means it."""

    def __init__(self, entry: Entry, window: int) -> None:
        self.entry, self.window = entry, window
        self.near, self.also = (standing(words, stated=True) for words in (entry.near, entry.also))
        self.unless_near = standing(entry.unless_near)
        self.only_after = standing(entry.only_after, last=True)
        self.unless_after = standing(entry.unless_after, last=True)

    def meant(self, text: str, begin: int, end: int) -> bool:
        """Whether the word at [begin, end) has the entry's meaning, by what stands around it."""
        entry, word = self.entry, text[begin:end]
        before, behind = text[max(0, begin - self.window) : begin], text[end : end + self.window]
        around = f"{before}{word}{behind}"
        if (entry.near and not self.near(around)) or (entry.also and not self.also(around)):
            return False
        if entry.same_clause and not self.near(clause(before, word, behind)):
            return False
        if behind.lstrip(" -").startswith(entry.unless_before):
            return False
        close = before.rstrip(" -")
        if self.unless_after(close) or (entry.only_after and not self.only_after(close)):
            return False
        return not self.unless_near(around)


def clause(before: str, word: str, behind: str) -> str:
    """Return the word's clause."""
    return f"{COMMA.split(before)[-1]}{word}{COMMA.split(behind, maxsplit=1)[0]}"


class Words:
    """The words of one language, found in one pass over a text."""

    def __init__(self, language: str, entries: list[Entry]) -> None:
        self.language = language
        own = self.own = defaultdict[str, list[Sense]](list)
        for entry in entries:
            sense = Sense(entry, WINDOW[language])
            for word in getattr(entry, language):
                own[word].append(sense)
        self.senses = {w: [one for b in beginnings(w) for one in own.get(b, ())] for w in own}
        self.search = re.compile(alternation(own, whole=language == "en"), re.ASCII).search

    def facts(self, text: str) -> Iterator[Hit]:
        """Yield the words by which `text` states something."""
        start, times = 0, Counter[str]()
        while found := self.search(text, start):
            begin, end = found.span()
            start = begin + 1  # 一起火灾: 起火 is not meant, 火灾 is
            for sense in self.senses[found[0]]:
                signal = sense.entry.signal
                if times[signal] == OFTEN or not sense.meant(text, begin, end):
                    continue
                start = end
                if not self.doubtful(sense.entry, text, begin, end):
                    times[signal] += 1
                    yield Hit(sense.entry, begin, end)

    def doubtful(self, entry: Entry, text: str, begin: int, end: int) -> bool:
        """Whether what stands around the word makes it no fact of now."""
        firm, despite = entry.firm, entry.despite
        return doubtful(text, begin, end, self.language, firm=firm, despite=despite)


def beginnings(word: str) -> list[str]:
    """Return the word and what it begins with, longest first."""
    return [word[:size] for size in range(len(word), 1, -1)]


@cache
def standing(
    words: tuple[str, ...], *, last: bool = False, stated: bool = False
) -> Callable[[str], re.Match[str] | None]:
    """Return a search for any of the words, English ones whole or in the plural.

    With `last` they must end the text, with `stated` none may be denied: 不是煤气.
    """
    parts = [re.escape(word) for word in words if not word.isascii()]
    if english := "|".join(re.escape(word) for word in words if word.isascii()):
        parts.append(rf"\b(?:{english})(?:e?s)?\b")
    way = f"(?:{'|'.join(parts) or NEVER}){'$' * last}"
    return re.compile(f"{DENIED * stated}{way}", re.ASCII).search


def alternation(words: Collection[str], *, whole: bool) -> str:
    """Return a pattern for any of the words, longest first.

    It looks ahead at two letters, of all words and then of a part of them, before it tries any:
    that refuses most places soon.
    """
    heads = sorted({word[0] for word in words})
    few = (set(heads[i : i + PART]) for i in range(0, len(heads), PART))
    parts = [[word for word in words if word[0] in some] for some in few]
    ways = "|".join(f"{two_letters(part)}{tree(part)}" for part in parts)
    pattern = f"{two_letters(words)}(?:{ways})"
    return rf"\b{pattern}\b" if whole else pattern


def two_letters(words: Collection[str]) -> str:
    """Return a look ahead at the first two letters of the words."""
    first, second = (re.escape("".join(sorted({word[i] for word in words}))) for i in (0, 1))
    return f"(?=[{first}][{second}])"


def tree(words: Collection[str]) -> str:
    """Return a pattern for the words that asks each letter once, longest first."""
    tails: defaultdict[str, set[str]] = defaultdict(set)
    for word in filter(None, words):
        tails[word[0]].add(word[1:])
    ways = "|".join(f"{re.escape(head)}{tree(tails[head])}" for head in sorted(tails))
    return ways and f"(?:{ways}){'?' * ('' in words)}"


def spread(entry: dict[str, Any], groups: dict[str, list[str]]) -> dict[str, Any]:
    """Return an entry with each "{...}" in its words replaced by all that it stands for."""
    return {
        key: [one for word in value for one in meanings(word, groups)]
        if isinstance(value, list)
        else value
        for key, value in entry.items()
    }


def meanings(word: str, groups: dict[str, list[str]]) -> list[str]:
    """Return the words that a word stands for: {gas} names a group, {a|b} says its own."""
    if not (hole := HOLE.search(word)):
        return [word]
    fillings = groups.get(hole[1]) or hole[1].split("|")
    ways = (f"{word[: hole.start()]}{way}{word[hole.end() :]}" for way in fillings)
    return [one for way in ways for one in meanings(way, groups)]


def slipped(entry: dict[str, Any], slips: dict[str, list[str]]) -> dict[str, Any]:
    """Return an entry with the slips of its words added: 天燃气 for 天然气."""
    wrong = [(right, slip) for right, those in slips.items() for slip in those]
    for key in ("zh", "en", "near", "also"):
        words = entry.get(key, [])
        slips_of = [w.replace(right, slip) for w in words for right, slip in wrong if right in w]
        entry |= {key: [*words, *slips_of]}
    return entry


@cache
def document() -> dict[str, Any]:
    """Return what lexicon.toml holds."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def load() -> tuple[Words, Words]:
    """Return the Chinese and the English words of lexicon.toml."""
    said = document()
    spelt = (spread(entry, said["groups"]) for entry in said["entry"])
    with_slips = [slipped(entry, said["slips"]) for entry in spelt]
    entries = msgspec.convert(with_slips, list[Entry])
    return Words("zh", entries), Words("en", entries)


def facts(text: str) -> list[Hit]:
    """Return the words by which a message, in small simplified letters, states something."""
    chinese, english = load()
    hits = [] if text.isascii() else list(chinese.facts(text))
    if LETTERS.search(text):
        hits += english.facts(text)
    return hits
