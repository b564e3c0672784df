"""How alike two messages are, in thousandths: words first, then place, category and time.

Words decide alone where neither message says where and what. Fields that agree lift a weak
text; fields that disagree hold a strong one back, for the same words elsewhere are another
trouble, and so are other words at the same place.
"""

from models.clusters.nearness import FULL, UNKNOWN, nearness

LIFT = 280  # what place, category and time can add together
SILENT = 100  # how alike messages without words count
ELSEWHERE, OTHER_KIND = 300, 500  # what is left of the words in another place, of another kind
FRESH = 10_800  # seconds after which agreeing fields lift half as much
FADE = 604_800  # seconds after which words at a known place count half


def likeness(words: int, place: tuple[int, int], kind: int, apart: int) -> int:
    """Return the score of two messages whose words are `words` alike.

    `place` is (steps between, steps shared) on the tree, `kind` how near the categories are,
    `apart` in seconds.
    """
    steps, shared = place
    if kind != UNKNOWN:
        words = words * (OTHER_KIND + (FULL - OTHER_KIND) * kind // FULL) // FULL
    if steps == UNKNOWN:
        return words
    near = nearness(steps, shared)
    words = words * (ELSEWHERE + (FULL - ELSEWHERE) * near // FULL) // FULL
    words = words * FADE // (FADE + apart)
    agree = near * (FULL // 2 if kind == UNKNOWN else kind) // FULL
    lift = LIFT * agree // FULL * FRESH // (FRESH + apart)
    return words + (FULL - words) * lift // FULL
