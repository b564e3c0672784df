"""The plain complaint form: what every channel, file and simulator hands in."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from models.events import Kind, Urgency

Channel = Literal[
    "phone", "front_desk", "patrol", "box", "email", "web",
    "wechat", "mini_program", "app", "owners_group", "social", "hotline",
]  # fmt: skip
Role = Literal["", "owner", "tenant", "merchant", "shopper"]

FIRST, LAST = -62_135_596_800, 253_402_300_799  # years 1 to 9999 in epoch seconds
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def epoch(value: object) -> int:
    """Return epoch seconds of an ISO 8601 time with zone, or of a number of seconds.

    Raises ValueError with the reason.
    """
    if isinstance(value, str):
        value = moment(value).timestamp()
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = "must be an ISO 8601 time with zone, or epoch seconds"
        raise ValueError(msg)  # noqa: TRY004 - pydantic reports ValueError to the sender
    if not FIRST <= value <= LAST:
        msg = "must lie between the years 1 and 9999"
        raise ValueError(msg)
    return int(value)


def moment(text: str) -> datetime:
    """Parse an ISO 8601 time with zone. Raises ValueError with the reason."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        msg = "must be an ISO 8601 time with zone, such as 2026-03-01T09:30:00+08:00"
        raise ValueError(msg) from None
    if found.tzinfo is None:
        msg = "needs a time zone, such as +08:00 or Z"
        raise ValueError(msg)
    return found


def printable(text: str) -> str:
    """Refuse what would make two ids look alike. Raises ValueError."""
    if UNPRINTABLE.search(text):
        msg = "must not contain control or invisible characters"
        raise ValueError(msg)
    return text


def slashless(text: str) -> str:
    """Refuse '/': a complaint's key is source/id, and must say which is which."""
    if "/" in text:
        msg = "must not contain '/'"
        raise ValueError(msg)
    return printable(text)


TIME_SCHEMA = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "number"}]}
Time = Annotated[int, BeforeValidator(epoch), WithJsonSchema(TIME_SCHEMA)]
Id = Annotated[str, StringConstraints(max_length=200), AfterValidator(slashless)]
Name = Annotated[str, StringConstraints(max_length=200), AfterValidator(printable)]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9_]*$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Strict(BaseModel):
    """No guessing: unknown fields and other types are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Complainant(Strict):
    """Who complained; all of it may be missing."""

    name: Annotated[str, StringConstraints(max_length=200)] = ""
    contact: Annotated[str, StringConstraints(max_length=200)] = ""
    role: Role = ""
    ref: Name = ""  # the channel's stable id of this person, such as an account or open id


class ComplaintForm(Strict):
    """One complaint as it was made. Free text is cleaned and cut at the door, not refused."""

    id: Id = ""  # of the sender: the same id is stored once; "" lets the door make one
    source: Name = ""  # the sender; "" stands for the channel at the site
    site: Id
    channel: Channel
    kind: Kind = "complaint"
    category: Annotated[str, StringConstraints(max_length=200)] = "other"
    urgency: Urgency | None = None
    place: Annotated[str, StringConstraints(max_length=500)] = ""
    time: Time | None = None  # None: now
    subject: str = ""
    body: str = ""
    coded: bool = False  # both are words of a list, not a person's own: shown, never compared
    complainant: Complainant = Complainant()
    wish: str = ""
    reply_by: Code = ""  # phone, sms, wechat, email …
    evidence: Annotated[list[Digest], Field(max_length=50)] = []
