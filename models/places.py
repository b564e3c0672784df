"""Places are paths below the site: ids joined with '/', "" for the site itself."""

from functools import lru_cache


@lru_cache(maxsize=16_384)
def prefixes(path: str) -> tuple[str, ...]:
    """Return the path and every place above it, the site itself ("") last."""
    found = []
    while path:
        found.append(path)
        path = path.rpartition("/")[0]
    return (*found, "")


def prefix(path: str, depth: int) -> str:
    """Return the place `depth` levels below the site that holds `path`, or `path` if higher."""
    return "/".join(path.split("/", depth)[:depth]) if path else ""


def holds(place: str, other: str) -> bool:
    """Whether a place is the other, or above it."""
    return not place or f"{other}/".startswith(f"{place}/")


def common(one: str, other: str) -> str:
    """Return the smallest place that holds both."""
    if one == other:
        return one
    shared = []
    for a, b in zip(one.split("/"), other.split("/"), strict=False):
        if a != b:
            break
        shared.append(a)
    return "/".join(shared)
