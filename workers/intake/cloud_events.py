"""CloudEvents 1.0: an envelope in, a complaint form or a follow-up out."""

from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Struct
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from models import events
from models.events.versions import kind, tag
from workers.analyse.clean import tidy
from workers.intake.form import FIRST, LAST, ComplaintForm, Name, Time
from workers.intake.refusal import RefusedError, of_form

NOTE_LIMIT = 2_000  # characters of any text in a follow-up
RECEIVED = "complaint.received"
Text200 = Annotated[Name, StringConstraints(min_length=1)]


class Envelope(BaseModel):
    """The attributes that matter; further extension attributes are allowed and not kept."""

    model_config = ConfigDict(strict=True, extra="ignore")

    specversion: Literal["1.0"]
    id: Text200
    source: Text200
    type: Text200
    time: Time | None = None
    subject: Annotated[str, StringConstraints(max_length=500)] = ""
    site: Name = ""  # our extension attribute; a key for one site makes it needless
    datacontenttype: Literal["application/json", ""] = ""
    data: dict[str, Any]


class FollowUp(Struct, frozen=True):
    """What was done about a complaint, a cluster or an alert, checked but not yet placed."""

    site: str
    source: str
    id: str
    time: int | None
    subject: str
    data: Any  # one of FOLLOW_UPS


def follow_ups(data: UnionType) -> dict[str, type[Struct]]:
    """Return the types that people's systems may send, by name."""
    named = {kind(struct): struct for struct in get_args(data)}
    sent = ("complaint.", "cluster.", "alert.")
    return {name: s for name, s in named.items() if name.startswith(sent) and name != RECEIVED}


FOLLOW_UPS = MappingProxyType(follow_ups(events.Data))
ABOUT_CLUSTER_OR_ALERT = ("cluster.merged", "cluster.worked", "alert.")


def read_event(item: object, site: str) -> ComplaintForm | FollowUp:
    """Read one envelope; `site` stands in where it names none. Raises RefusedError."""
    if isinstance(item, dict) and "data_base64" in item:
        raise RefusedError("data_base64", "send the data as JSON in 'data'")
    try:
        envelope = Envelope.model_validate(item)
    except ValidationError as error:
        raise of_form(error) from None
    if envelope.type == RECEIVED:
        return read_complaint(envelope, site)
    if envelope.type not in FOLLOW_UPS:
        raise RefusedError("type", "is not a type of event that is taken here")
    return read_follow_up(envelope, site)


def read_complaint(envelope: Envelope, site: str) -> ComplaintForm:
    """Return the form in the envelope; the envelope names the complaint. Raises RefusedError."""
    fields = {"time": envelope.time, **envelope.data}
    fields |= {"id": envelope.id, "source": envelope.source}
    try:
        return read_form(fields, envelope.site or site)
    except RefusedError as error:
        inside = error.field not in {"id", "source"}
        raise RefusedError(f"data.{error.field}" if inside else error.field, error.reason) from None


def read_form(item: object, site: str) -> ComplaintForm:
    """Read one plain form; `site` stands in where it names none. Raises RefusedError."""
    if not isinstance(item, dict):
        raise RefusedError("", "must be an object")
    try:
        return ComplaintForm.model_validate({"site": site, **item} if site else item)
    except ValidationError as error:
        raise of_form(error) from None


def read_follow_up(envelope: Envelope, site: str) -> FollowUp:
    """Return the follow-up in the envelope, its texts cleaned. Raises RefusedError."""
    if not envelope.subject:
        raise RefusedError("subject", "must be the key of the complaint, cluster or alert")
    try:
        struct = FOLLOW_UPS[envelope.type]
        data = msgspec.convert(envelope.data | {"type": tag(struct)}, struct)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$.")
        raise RefusedError(f"data.{where.rstrip('`')}".rstrip("."), reason[:200]) from None
    if getattr(data, "outcome", "") in events.REASONED and not getattr(data, "reason", ""):
        raise RefusedError("data.reason", "must say why, or to whom it was referred")
    return FollowUp(
        site=envelope.site or site,
        source=envelope.source,
        id=envelope.id,
        time=envelope.time,
        subject=envelope.subject,
        data=cleaned(data),
    )


def cleaned(data: Struct) -> Struct:
    """Return the follow-up with harmless texts. Raises RefusedError for an impossible time."""
    values = msgspec.structs.asdict(data)
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = tidy(value, NOTE_LIMIT, set())
        if isinstance(value, int) and not FIRST <= value <= LAST:
            raise RefusedError(f"data.{name}", "must lie between the years 1 and 9999")
    return type(data)(**values)


def about_complaint(event: FollowUp) -> bool:
    """Whether the subject is a complaint's key."""
    return not kind(type(event.data)).startswith(ABOUT_CLUSTER_OR_ALERT)
