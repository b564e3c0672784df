"""Erase what a person wrote and who it was. The log keeps its events, so replays are unchanged.

The log holds word hashes and a keyed hash of the complainant, never a text or a name; so do
the baselines. Messages in the outbox name places and numbers only.
"""

from collections.abc import Sequence

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.engine import CursorResult

from models.stores.log import DEAD_LETTER, TEXT

EMPTY = dict.fromkeys(("subject", "body", "name", "contact", "role", "wish", "reply_by"), "")


def erase_complaint(engine: Engine, key: str, now: int) -> int:
    """Erase the text of one complaint, by its key `source/id`; return how many were erased."""
    return blank(engine, [TEXT.c.key == key], now)


def erase_person(engine: Engine, contact: str, now: int) -> int:
    """Erase all texts of a person, by contact or exact name, and refused bodies that name them.

    Returns how many texts and refused bodies were erased. Raises ValueError for an empty one.
    """
    if not contact.strip():
        message = "say whom: a phone number, an address or a name, as it was given"
        raise ValueError(message)
    texts = blank(engine, [or_(TEXT.c.contact == contact, TEXT.c.name == contact)], now)
    return texts + blank_refused(engine, contact.encode())


def blank(engine: Engine, which: Sequence[object], now: int) -> int:
    """Empty the matching texts that are not empty yet."""
    statement = update(TEXT).where(*which, TEXT.c.erased_at == 0)  # type: ignore[arg-type]
    with engine.begin() as connection:
        result: CursorResult[object] = connection.execute(statement.values(erased_at=now, **EMPTY))
    return result.rowcount


def blank_refused(engine: Engine, needle: bytes) -> int:
    """Empty the refused bodies that contain the needle; the reasons stay."""
    with engine.begin() as connection:
        rows = connection.execute(select(DEAD_LETTER.c.id, DEAD_LETTER.c.body))
        found = [row.id for row in rows if needle in row.body]
        for number in found:
            which = DEAD_LETTER.c.id == number
            connection.execute(update(DEAD_LETTER).where(which).values(body=b""))
    return len(found)
