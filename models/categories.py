"""Categories have two levels: "engineering.lift" is part of "engineering"."""


def holds(category: str, other: str) -> bool:
    """Whether a category is the other, or what it is part of; "" holds all."""
    return not category or f"{other}.".startswith(f"{category}.")
