"""The words behind the hashes that two complaints share.

The log keeps words as hashes only, so that a text can be erased. While the text is still there,
a shared word is one of its pieces; trying all pieces needs no knowledge of how the door cuts.
"""

from collections.abc import Collection
from zlib import crc32

READ = 600  # characters of a text that the door reads
LONGEST = 24  # characters of a word


def spelled(hashes: Collection[int], *texts: str) -> list[str]:
    """Return the words with these hashes that occur in the texts, in the order of the hashes."""
    found: dict[int, str] = {}
    for text in texts:
        for piece in pieces(text[:READ].lower()):
            code = crc32(piece.encode("utf-8", "surrogatepass"))
            if code in hashes:
                found.setdefault(code, piece)
    return [found[code] for code in hashes if code in found]


def pieces(text: str) -> set[str]:
    """Return every piece of the text that could be a word."""
    return {
        piece
        for start in range(len(text))
        for end in range(start + 1, min(start + LONGEST, len(text)) + 1)
        if (piece := text[start:end]).isalnum() or "'" in piece
    }
