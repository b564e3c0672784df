"""Why a complaint was joined, in words: what it is like, where, when, which words, how much."""

from zlib import crc32

from models.effects import Joined
from models.stores.log import Text
from workers.analyse.words import READ, cut
from workers.paper.words import MINUTE, Words

SHOWN = 5  # shared words


def reason(words: Words, joined: Joined, text: Text) -> str:
    """Say it in one line; the shared words are found in the complaint's own masked text."""
    parts = [
        *nearby(words, joined.place),
        apart(words, joined.minutes),
    ]
    if found := spelled(joined.shared, text):
        parts.append(words.say("shared words: {words}", words=" ".join(found)))
    parts.append(words.say("score {score}", score=f"{joined.score / 1000:.2f}"))
    return " · ".join(parts)


def nearby(words: Words, steps: int) -> list[str]:
    """Say how far the places are apart on the place tree; nothing where one is not known."""
    if steps < 0:
        return []
    if not steps:
        return [words.say("same place")]
    return [words.count("{n} step on the place tree", "{n} steps on the place tree", steps)]


def apart(words: Words, minutes: int) -> str:
    """Say how long after the other it came."""
    if not minutes:
        return words.say("same minute")
    return words.say("{time} apart", time=words.duration(minutes * MINUTE))


def spelled(hashes: tuple[int, ...], text: Text) -> list[str]:
    """Return the words of the text that have these hashes, in the order of the hashes."""
    if not hashes:
        return []
    said = cut(text.subject) + cut(text.body[:READ])
    known = {crc32(word.encode()): word for word in said}
    return [known[code] for code in hashes if code in known][:SHOWN]
