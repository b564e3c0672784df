"""How alike two messages are, in thousandths: words first, then place, category and time.

Words decide alone where neither message says where. Fields that agree lift a weak text, the
more so the less likely it is that they agree by chance; fields that disagree hold a strong text
back, for the same words elsewhere are another trouble, and what comes back is a new one.
"""

from models.clusters.nearness import FULL, UNKNOWN, nearness
from models.clusters.rarity import UNIT

SILENT = 350  # how alike messages of one place count if one of them has no words
ELSEWHERE, OTHER_KIND = 300, 500  # what is left of the words in another place, of another kind
FADE = 28_800  # seconds after which words at a known place count half
LIFT = 45  # for every halving of the chance that place, kind and moment agree by accident
MOST = 400  # that they can add


def likeness(words: int, place: tuple[int, int], kind: int, apart: int, surprise: int) -> int:
    """Return the score of two messages whose words are `words` alike, UNKNOWN if one has none.

    `place` is (steps between, steps shared) on the tree, `kind` how near the categories are,
    `apart` in seconds, `surprise` in bits × UNIT (see `Index`).
    """
    steps, shared = place
    if words == UNKNOWN:
        words = SILENT if steps == 0 and kind == FULL else 0
        surprise = surprise if words else 0
    if kind != UNKNOWN:
        words = words * (OTHER_KIND + (FULL - OTHER_KIND) * kind // FULL) // FULL
    if steps == UNKNOWN:
        return words
    near = nearness(steps, shared)
    words = words * (ELSEWHERE + (FULL - ELSEWHERE) * near // FULL) // FULL
    words = words * FADE // (FADE + apart)
    if kind != FULL or surprise <= 0:
        return words
    return words + (FULL - words) * min(MOST, LIFT * surprise // UNIT) // FULL
