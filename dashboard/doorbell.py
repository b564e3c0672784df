"""The doorbell: a stream of server-sent events that tells open pages when to look again.

It carries site ids, positions and ages, never content. Custom routes know no login, so a page
hands its component a short-lived signed token, and without one the door stays shut.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from itsdangerous import BadSignature, URLSafeTimedSerializer
from redis import RedisError
from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from dashboard import connections
from dashboard.visit import PORTFOLIO
from models.stores import keys, settings

BEAT = 2  # seconds between heartbeats
TOKEN_AGE = 120  # seconds
WATCHED = ("consume", "clock")  # how the names of processes begin without which nothing moves
UNREAD = 64  # messages that one slow page may leave waiting


@dataclass
class Bell:
    """The pages that listen to this server, each to one site."""

    boot: str = field(default_factory=lambda: str(time.monotonic_ns()))
    pages: dict[asyncio.Queue[str], str] = field(default_factory=dict)

    def ring(self, message: bytes) -> None:
        """Pass a ring on to the pages of its site and to the portfolio's."""
        site = json.loads(message).get("site")
        for queue, listening in self.pages.items():
            if listening in (site, PORTFOLIO):
                _put(queue, f"event: ring\ndata: {message.decode()}\n\n")

    def beat(self, told: dict[str, object]) -> None:
        """Tell every page that the server lives, and what it sees."""
        data = json.dumps(told | {"boot": self.boot, "now": settings.now()})
        for queue in self.pages:
            _put(queue, f"event: beat\ndata: {data}\n\n")


bell = Bell()


def _put(queue: asyncio.Queue[str], message: str) -> None:
    if not queue.full():
        queue.put_nowait(message)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.load().signing_key(), salt="doorbell")


def token(site: str) -> str:
    """Sign a page's right to listen to one site for the next two minutes."""
    signed: str = _signer().dumps(site)
    return signed


async def listen() -> None:
    """Hear Redis and ring; when the line drops, try again every second."""
    while True:
        try:
            client = Redis.from_url(settings.load().redis_url)
            async with client, client.pubsub() as pubsub:
                await pubsub.subscribe(keys.DOORBELL)
                async for message in pubsub.listen():
                    if message["type"] == "message":
                        bell.ring(message["data"])
        except (RedisError, OSError):
            await asyncio.sleep(1)


async def beat() -> None:
    """Send every listening page a heartbeat: this server lives, and these others do."""
    while True:
        if bell.pages:
            bell.beat(await asyncio.to_thread(_freshness))
        await asyncio.sleep(BEAT)


def _freshness() -> dict[str, object]:
    """Tell whether Redis answers, and each watched kind of process's age in seconds."""
    try:
        beats = connections.live().beats()
    except RedisError:
        return {"redis": False, "ages": {}}
    now = settings.now()
    ages = {
        kind: min((now - at for name, at in beats.items() if name.startswith(kind)), default=None)
        for kind in WATCHED
    }
    return {"redis": True, "ages": ages}


async def events(request: Request) -> Response:
    """Stream rings and heartbeats of the site that the token names."""
    try:
        site = _signer().loads(request.query_params.get("token", ""), max_age=TOKEN_AGE)
    except BadSignature:
        return PlainTextResponse("token missing, false or too old", status_code=403)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(site), media_type="text/event-stream", headers=headers)


async def _stream(site: str) -> AsyncIterator[str]:
    queue: asyncio.Queue[str] = asyncio.Queue(UNREAD)
    bell.pages[queue] = site
    try:
        yield "retry: 1500\n\n"
        while True:
            yield await queue.get()
    finally:
        del bell.pages[queue]
