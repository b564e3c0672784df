"""One HTTP request as what it delivers: its items, and how to read each of them."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import unquote

import msgspec
from fastapi import Request
from msgspec import Struct

from workers.intake.cloud_events import read_event, read_form
from workers.intake.problem import ProblemError
from workers.intake.refusal import RefusedError
from workers.intake.sort_out import Reader

SINGLE_BYTES, BATCH_BYTES = 1 << 20, 8 << 20
KEPT_BYTES = 64 << 10
MOST_ITEMS = 5_000
JSON = "application/json"
EVENT, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
HEADER = "ce-"


class TooLargeError(Exception):
    """The body passes its limit; `begun` is its beginning."""

    def __init__(self, begun: bytes, limit: int) -> None:
        super().__init__(f"a body may have {limit} bytes here")
        self.begun = begun


class Delivery(Struct, frozen=True):
    """Items as decoded JSON, and how to read one."""

    items: Sequence[object]
    read: Reader


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body. Raises TooLargeError without reading further."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLargeError(bytes(body[:KEPT_BYTES]), limit)
    return bytes(body)


def content_type(request: Request, taken: set[str]) -> str:
    """Return the media type if it is one of `taken`. Raises ProblemError."""
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.replace('"', "").replace(" ", "").removeprefix("charset=")
    plain = request.headers.get("content-encoding", "identity") == "identity"
    if media.strip() in taken and charset in {"", "utf-8", "utf8"} and plain:
        return media.strip()
    wanted = " or ".join(sorted(taken))
    raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send {wanted} in UTF-8, uncompressed")


def complaints(body: bytes) -> Delivery:
    """Read one plain form or a list of them. Raises RefusedError or TooLargeError."""
    found = decode(body)
    return listed(found, read_form) if isinstance(found, list) else alone(found, read_form, body)


def cloud_events(body: bytes, media: str, headers: Mapping[str, str]) -> Delivery:
    """Read an event in structured, batch or binary mode. Raises RefusedError or TooLargeError."""
    found = decode(body)
    if media == BATCH:
        return listed(found, read_event)
    if media == JSON:
        attributes = {
            name.removeprefix(HEADER): unquote(value)
            for name, value in headers.items()
            if name.startswith(HEADER)
        }
        found = {**attributes, "data": found}
    return alone(found, read_event, body)


def alone(found: object, read: Reader, body: bytes) -> Delivery:
    """Return a delivery of one item. Raises TooLargeError."""
    if len(body) > SINGLE_BYTES:
        raise TooLargeError(body[:KEPT_BYTES], SINGLE_BYTES)
    return Delivery([found], read)


def listed(found: object, read: Reader) -> Delivery:
    """Return a delivery of a list of items. Raises RefusedError."""
    if not isinstance(found, list):
        raise RefusedError("", "a batch must be a list")
    if not 0 < len(found) <= MOST_ITEMS:
        raise RefusedError("", f"a list must have 1 to {MOST_ITEMS} items")
    return Delivery(found, read)


def decode(body: bytes) -> object:
    """Decode JSON. Raises RefusedError, whatever the bytes are."""
    try:
        found: object = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RefusedError("", f"is not JSON: {error}") from None
    except RecursionError:
        raise RefusedError("", "is nested too deeply") from None
    return found
