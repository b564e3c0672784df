"""Categories have two levels: "engineering.lift" is part of "engineering"."""

from collections.abc import Iterable, Mapping


def holds(category: str, other: str) -> bool:
    """Whether a category is the other, or what it is part of; "" holds all."""
    return not category or f"{other}.".startswith(f"{category}.")


def codes(categories: Mapping[str, Iterable[str]]) -> set[str]:
    """Return every code of a policy's categories: the top ones, and those below."""
    below = {f"{top}.{code}" for top, codes in categories.items() for code in codes}
    return below | categories.keys()
