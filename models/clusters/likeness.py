"""How alike two messages are, in thousandths: words first, then place, category and time.

Words decide alone where neither message says where. Fields that agree lift a weak text, the
more so the less likely it is that they agree by chance; fields that disagree hold a strong text
back, for the same words elsewhere are another trouble, and what comes back is a new one.
"""

from functools import lru_cache

from models.clusters.nearness import FULL, UNKNOWN, nearness
from models.clusters.rarity import UNIT

SILENT = 350  # how alike messages of one place count if one of them has no words
ELSEWHERE, OTHER_KIND = 300, 500  # what is left of the words in another place, of another kind
FADE = 28_800  # seconds after which words at a known place count half
LIFT = 45  # for every halving of the chance that place, kind and moment agree by accident
MOST = 400  # that they can add


def likeness(words: int, left: int, lift: int) -> int:
    """Return the score of two messages whose words are `words` alike.

    `left` of that counts, for what the fields say against it; `lift` of the rest is added.
    """
    words = words * left // FULL
    return words + (FULL - words) * lift // FULL


@lru_cache(maxsize=4_096)
def left(steps: int, shared: int, kind: int) -> int:
    """Return how much of the words counts for places and categories so near."""
    share = FULL
    if kind != UNKNOWN:
        share = OTHER_KIND + (FULL - OTHER_KIND) * kind // FULL
    if steps != UNKNOWN:
        near = nearness(steps, shared)
        share = share * (ELSEWHERE + (FULL - ELSEWHERE) * near // FULL) // FULL
    return share


def lift(surprise: int) -> int:
    """Return what fields add that agree against a chance of so many bits × UNIT."""
    return min(MOST, LIFT * surprise // UNIT) if surprise > 0 else 0
