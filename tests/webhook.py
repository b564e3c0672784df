"""A real HTTP receiver on loopback, for whatever is delivered."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Webhook(ThreadingHTTPServer):
    """A real HTTP receiver on loopback; its path says how it answers: /status/500."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.got: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.release = threading.Event()

    def url(self, path: str = "/hook") -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"


class Hook(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Webhook

    def do_POST(self) -> None:
        """Keep the message; hang on /hang, else answer with the status of the path."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.paths.append(self.path)
        self.server.got.append(json.loads(body))
        if self.path == "/hang":
            self.server.release.wait(30)
        last = self.path.rpartition("/")[2]
        self.send_response(int(last) if last.isdigit() else 204)
        self.end_headers()

    def log_message(self, *_anything: object) -> None:
        """Say nothing."""
