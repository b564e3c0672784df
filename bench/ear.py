"""What hears the system: the doorbell, and a webhook, each noting when."""

import threading
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from bench.house import House
from models.stores.keys import DOORBELL


@dataclass
class Ear:
    """Monotonic times: of each site's rings with the position then shown, and of messages."""

    rings: defaultdict[str, list[tuple[int, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    messages: dict[tuple[str, int], float] = field(default_factory=dict)

    def shown(self, site: str, pos: int) -> float | None:
        """Return when the site's picture had passed a position."""
        rings = self.rings[site]
        found = bisect_left(rings, (pos, 0.0))
        return rings[found][1] if found < len(rings) else None

    def hear(self, body: bytes, when: float) -> None:
        """Note the first message about the alert that the event at a position raised."""
        told = msgspec.json.decode(body)
        site, alert, transition = told["key"].split("|")[:3]
        if transition == "triggered":
            self.messages.setdefault((site, int(alert.split(":")[1])), when)


@contextmanager
def listening(ours: House) -> Iterator[Ear]:
    """Hear the doorbell."""
    ear, stop = Ear(), threading.Event()
    with line_of(ours) as line:
        line.subscribe(DOORBELL)

        def listen() -> None:
            while not stop.is_set():
                message = line.get_message(timeout=0.2)
                if message:
                    when, ring = time.monotonic(), msgspec.json.decode(message["data"])
                    ear.rings[ring["site"]].append((ring["pos"], when))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        try:
            yield ear
        finally:
            stop.set()
            thread.join()


def line_of(ours: House) -> Any:
    """Return a subscription, which redis-py does not type."""
    redis: Any = ours.live.redis
    return redis.pubsub(ignore_subscribe_messages=True)


class Webhook(ThreadingHTTPServer):
    """Takes messages on a free port of the loopback and notes when they came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ear = Ear()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    """Notes a message and thanks for it."""

    server: Webhook

    def do_POST(self) -> None:
        """Take one."""
        when = time.monotonic()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.ear.hear(body, when)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Run the receiver in a thread."""
    with Webhook() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
