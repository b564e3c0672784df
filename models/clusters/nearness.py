"""How near two places lie on the tree, and two kinds of trouble."""

from functools import lru_cache

FULL = 1_000
UNKNOWN = -1
SAME_TOP, COUSIN = 800, 500
BUILDING = 800  # sharing a building is less than sharing a floor or a room
STEP = 150  # lost with every step between
UNSAID = ("", "other")


@lru_cache(maxsize=16_384)
def distance(one: str, other: str) -> tuple[int, int]:
    """Return (steps between two places on the tree, steps of path they share).

    (UNKNOWN, 0) where one of them is the site itself.
    """
    if not one or not other:
        return UNKNOWN, 0
    shared = _shared(one, other)
    return one.count("/") + other.count("/") + 2 - 2 * shared, shared


def nearness(steps: int, shared: int) -> int:
    """Return, in thousandths, how near places are that share `shared` steps, `steps` apart."""
    if not shared:
        return 0
    return max(0, (FULL if shared > 1 else BUILDING) - STEP * steps)


@lru_cache(maxsize=4_096)
def kinship(one: str, other: str) -> int:
    """Return how near two categories are, in thousandths; UNKNOWN where one is not said."""
    if one in UNSAID or other in UNSAID:
        return UNKNOWN
    if one == other:
        return FULL
    top, below = one.partition(".")[::2]
    other_top, other_below = other.partition(".")[::2]
    if top != other_top:
        return 0
    return COUSIN if below and other_below else SAME_TOP


def _shared(one: str, other: str) -> int:
    if one == other:
        return one.count("/") + 1
    steps = 0
    for left, right in zip(one.split("/"), other.split("/"), strict=False):
        if left != right:
            break
        steps += 1
    return steps
