"""Why a complaint stands in its cluster, in words."""

from collections.abc import Mapping

from dashboard.desk_terms import spelled
from dashboard.words import MINUTE, Words
from models.stores.tables import MembershipRow


def reason(words: Words, row: MembershipRow | None, numbers: Mapping[str, int], *texts: str) -> str:
    """Say it in one line; `numbers` gives the number of each complaint's key.

    `texts` are the complaint's own subject and body, in which the shared words are looked up.
    """
    if row is None:
        return words.text("reason.first")
    if row.by:
        return words.text("reason.by", by=row.by)
    near = [distance(words, row.place)] if row.place >= 0 else []  # one of them says no place
    parts = [likeness(words, row, numbers), *near, delay(words, row.minutes)]
    return words.text("reason.joint").join([*parts, *shared(words, row, texts)])


def likeness(words: Words, row: MembershipRow, numbers: Mapping[str, int]) -> str:
    """Say what it is like, and how much: thousandths are shown as a share of 1."""
    score = f"{row.score / 1000:.2f}"
    if row.like in numbers:
        return words.text("reason.like", number=numbers[row.like], score=score)
    return words.text("reason.score", score=score)


def distance(words: Words, steps: int) -> str:
    """Say how near the places are on the place tree."""
    return words.text("reason.same_place") if steps == 0 else words.text("reason.steps", n=steps)


def delay(words: Words, minutes: int) -> str:
    """Say how long after the other it came."""
    if not minutes:
        return words.text("reason.same_minute")
    return words.text("reason.apart", time=words.duration(minutes * MINUTE))


def shared(words: Words, row: MembershipRow, texts: tuple[str, ...]) -> list[str]:
    """Say which words both have; where the text was erased, how many."""
    hashes = [int(code) for code in row.shared.split(",") if code]
    if not hashes:
        return []
    found = spelled(hashes, *texts)
    if not found:
        return [words.text("reason.shared_count", n=len(hashes))]
    return [words.text("reason.shared", words=words.text("reason.comma").join(found))]
