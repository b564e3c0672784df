"""What a rule saw, with its numbers."""

from msgspec import Struct

LIFE_SAFETY = "life_safety"


class Evidence(Struct, frozen=True):
    """A rule's finding about its subject; level 0 says that it is below the threshold now.

    `signal` says what exactly: the lexicon's word, or what was counted (floors, contacts).
    """

    rule: str
    subject: str
    level: int
    quiet: int
    place: str = ""
    category: str = ""
    cluster: str = ""
    count: int = 0
    threshold: int = 0
    named: int = 0
    anonymous: int = 0
    usual: int = 0  # abnormal: what is usual in an hour, in thousandths
    signal: str = ""
    complaints: tuple[str, ...] = ()
    withdrawn: bool = False  # a late fact showed that it never was above the threshold


def confirmed(rule: str, count: int, threshold: int) -> bool:
    """Whether an alert with these numbers is more than one person's word for a danger."""
    return rule != LIFE_SAFETY or count >= threshold
