"""What the OpenAPI page shows: the bodies that are taken, with examples, and the answers."""

from typing import Any

import msgspec

from workers.intake.cloud_events import FOLLOW_UPS, RECEIVED, Envelope
from workers.intake.delivery import BATCH, EVENT, JSON
from workers.intake.form import ComplaintForm

ABOUT = """
Complaints, and what staff did about them, come in here. Each is answered 202 only after it is
stored for good; sent twice (same `source` and `id`) it is stored once and answered alike, so
after any error just send it again. In a list the good ones are taken and the bad ones refused,
each with its field and reason. Every channel has its API key; what was done about complaints
(types other than `complaint.received`) needs a key for the channel `staff`.
"""

FORM = {
    "id": "W-20260301-0017",
    "site": "mall-1",
    "channel": "wechat",
    "category": "engineering.lift",
    "place": "tower-a/f12",
    "time": "2026-03-01T09:30:00+08:00",
    "subject": "2号客梯困人",
    "body": "2号客梯停在12层和13层之间，里面有三个人。",
    "complainant": {"name": "王女士", "contact": "13800000000", "role": "tenant"},
    "wish": "尽快检修并说明原因",
    "reply_by": "phone",
}
ENVELOPE = {
    "specversion": "1.0",
    "id": FORM["id"],
    "source": "mall-1/wechat",
    "type": RECEIVED,
    "time": FORM["time"],
    "data": {name: value for name, value in FORM.items() if name not in {"id", "time"}},
}
DIAGNOSED = {
    "specversion": "1.0",
    "id": "work-order-881-3",
    "source": "work-orders",
    "type": "complaint.diagnosed",
    "time": "2026-03-01T10:05:00+08:00",
    "subject": "mall-1/wechat/W-20260301-0017",
    "site": "mall-1",
    "data": {"by": "duty"},
}


def body(media: dict[str, Any]) -> dict[str, Any]:
    """Return the description of an endpoint that takes these media types."""
    return {
        "requestBody": {"required": True, "content": media},
        "responses": {
            "202": shown("Stored. `number` is the complaint's number at its site.", ACCEPTED),
            "400": shown("Nothing was taken: see `refused`.", REFUSED),
            "401": {"description": "No API key, or not a valid one."},
            "413": {"description": "More than 1 MiB for one, or 8 MiB for a list."},
            "415": {"description": "Not JSON in UTF-8."},
            "429": {"description": "Too much waits already; `Retry-After` says when to try."},
            "503": {"description": "The store is away; `Retry-After` says when to try."},
        },
    }


def shown(description: str, example: object) -> dict[str, Any]:
    """Return an answer with its example."""
    return {"description": description, "content": {JSON: {"example": example}}}


def media(schema: dict[str, Any], **examples: object) -> dict[str, Any]:
    """Return one media type with its examples."""
    named = {name: {"value": value} for name, value in examples.items()}
    return {"schema": schema, "examples": named}


def schema(model: type[ComplaintForm | Envelope]) -> dict[str, Any]:
    """Return a model's JSON schema with its parts inlined."""
    found = model.model_json_schema()
    parts = found.pop("$defs", {})
    for name, value in found["properties"].items():
        if "$ref" in value:
            found["properties"][name] = parts[value["$ref"].rpartition("/")[2]]
    return found


ACCEPTED = {
    "accepted": [
        {
            "id": FORM["id"],
            "key": DIAGNOSED["subject"],
            "site": "mall-1",
            "number": 4711,
            "duplicate": False,
        }
    ],
    "refused": [],
}
REFUSED = {
    "title": "Bad Request",
    "status": 400,
    "detail": "time: needs a time zone, such as +08:00 or Z",
    "field": "time",
    "reason": "needs a time zone, such as +08:00 or Z",
    "accepted": [],
    "refused": [{"index": 0, "field": "time", "reason": "needs a time zone, such as +08:00 or Z"}],
}
FORM_SCHEMA, ENVELOPE_SCHEMA = schema(ComplaintForm), schema(Envelope)
FOLLOW_UP_SCHEMAS = msgspec.json.schema_components(
    FOLLOW_UPS.values(), ref_template="#/components/schemas/{name}"
)[1]
ENVELOPE_SCHEMA["properties"]["type"]["enum"] = [RECEIVED, *FOLLOW_UPS]
ENVELOPE_SCHEMA["properties"]["data"] = {
    "anyOf": [FORM_SCHEMA, *FOLLOW_UP_SCHEMAS.values()],
    "description": f"The complaint form for {RECEIVED}, else what was done.",
}
LIST_OF_FORMS = {"anyOf": [FORM_SCHEMA, {"type": "array", "items": FORM_SCHEMA}]}

COMPLAINTS = body({JSON: media(LIST_OF_FORMS, one=FORM, several=[FORM])})
EVENTS = body(
    {
        EVENT: media(ENVELOPE_SCHEMA, complaint=ENVELOPE, follow_up=DIAGNOSED),
        BATCH: media({"type": "array", "items": ENVELOPE_SCHEMA}, both=[ENVELOPE, DIAGNOSED]),
        JSON: media(FORM_SCHEMA, binary_mode=ENVELOPE["data"]),
    }
)
