"""Which complaints the desk lists, as SQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models.stores.tables import ComplaintRow

COMPLAINT, TEXT = (ComplaintRow.metadata.tables[name] for name in ("complaint", "text"))
NUMBER_DIGITS = 18  # what a 64-bit position can hold


@dataclass(frozen=True)
class Filter:
    """An empty field matches all."""

    status: str = ""  # open, resolved, closed
    standing: str = ""  # on_track, at_risk, breached
    place: str = ""  # with everything below it
    category: str = ""  # with everything below it
    kind: str = ""
    step: str = ""  # that step is still owed
    words: str = ""  # part of the text, or a number

    def condition(self) -> ColumnElement[bool]:
        """Say it in SQL."""
        parts: list[ColumnElement[bool]] = [COMPLAINT.c.key.is_not(None)]
        exact = {"status": self.status, "standing": self.standing, "kind": self.kind}
        parts += [COMPLAINT.c[column] == value for column, value in exact.items() if value]
        if self.step:
            parts.append(COMPLAINT.c[f"due_{self.step}"] > 0)
            parts.append(COMPLAINT.c[f"done_{self.step}"] == 0)
        if self.place:
            parts.append(below(COMPLAINT.c.place, self.place, "/"))
        if self.category:
            parts.append(below(COMPLAINT.c.category, self.category, "."))
        if self.words.strip():
            parts.append(saying(self.words.strip()))
        return and_(*parts)


def below(column: ColumnElement[Any], top: str, separator: str) -> ColumnElement[bool]:
    """Match a path and what is below it."""
    return or_(column == top, column.startswith(top + separator, autoescape=True))


def saying(words: str) -> ColumnElement[bool]:
    """Match a number as people write it (#123), else a part of the text."""
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= NUMBER_DIGITS:
        found: ColumnElement[bool] = COMPLAINT.c.pos == int(number)
        return found
    return or_(
        TEXT.c.subject.contains(words, autoescape=True),
        TEXT.c.body.contains(words, autoescape=True),
        COMPLAINT.c.key == words,
    )
