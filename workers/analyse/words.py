"""Cut a message into words and give the fold what it needs of them: hashes and weights.

Chinese (simplified and traditional), English and mixed. `stopwords.txt` holds the words that
say nothing of a trouble; `traditional.txt` two lines, traditional characters and their
simplified forms (from OpenCC, Apache-2.0).
"""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from string import ascii_letters, digits
from struct import pack
from zlib import crc32

import rjieba

MOST = 48  # terms a message keeps
READ = 600  # characters of the body that are read: what it is about stands at its beginning
SUBJECT, BODY, AGAIN = 10, 3, 2  # weight of a word in the subject, in the body, said again
OFTEN = 4  # times after which saying it again adds nothing

HERE = Path(__file__).parent
STOPWORDS = frozenset((HERE / "stopwords.txt").read_text("utf-8").split())
TRADITIONAL, SIMPLIFIED = (HERE / "traditional.txt").read_text("utf-8").split()
NARROW = ascii_letters + digits
WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in NARROW)
FOLD = str.maketrans(TRADITIONAL + WIDE, SIMPLIFIED + NARROW)
FOREIGN = re.compile(f"[{TRADITIONAL}{WIDE}]")
# A number with its unit (15栋, B1层, A3区) names a place and is one word; so is a Latin word.
LATIN = re.compile(r"([a-z0-9]+(?:[市县区省座栋幢号楼层期室]|'[a-z]+)?)")
FIRST, LAST = "\u4e00", "\u9fff"  # of the Chinese characters
ENDINGS = ("ings", "ing", "ed", "es", "s")
SHORTEST = 4  # letters that an English word must keep


def weigh(subject: str, body: str) -> tuple[bytes, bytes]:
    """Return the terms (uint32, little-endian) and their weights (uint8), heaviest 48 kept."""
    weights = dict.fromkeys(cut(subject), SUBJECT)
    for word, times in Counter(cut(body[:READ])).items():
        weights[word] = weights.get(word, 0) + BODY + AGAIN * (min(times, OFTEN) - 1)
    kept = _heaviest(weights)
    return pack(f"<{len(kept)}I", *map(_hash, kept)), bytes(map(weights.__getitem__, kept))


def cut(text: str) -> list[str]:
    """Return the telling words of `text` in order, repeated ones too."""
    if FOREIGN.search(text):
        text = text.translate(FOLD)
    words: list[str] = []
    for piece in LATIN.split(text.lower()):
        if LATIN.match(piece):
            words.append(_stem(piece))
        elif piece:
            words += [word for word in rjieba.cut(piece) if FIRST <= word <= LAST]
    return [word for word in words if word not in STOPWORDS]


def _heaviest(weights: dict[str, int]) -> list[str]:
    if len(weights) <= MOST:
        return list(weights)
    chosen = set(sorted(weights, key=weights.__getitem__, reverse=True)[:MOST])
    return [word for word in weights if word in chosen]


@lru_cache(maxsize=65_536)
def _hash(word: str) -> int:
    return crc32(word.encode())


@lru_cache(maxsize=8_192)
def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.isalpha() and word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
