"""Places are paths below the site: ids joined with '/', "" for the site itself."""

from collections.abc import Iterator


def prefixes(path: str) -> Iterator[str]:
    """Yield the path and every place above it, the site itself ("") last."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def prefix(path: str, depth: int) -> str:
    """Return the place `depth` levels below the site that holds `path`, or `path` if higher."""
    return "/".join(path.split("/", depth)[:depth]) if path else ""


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
