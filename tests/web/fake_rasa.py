"""A Rasa that says what a test wants, over real HTTP on loopback."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEXT = {"recipient_id": "x", "custom": {"type": "text", "text": "Made-up answer."}}


class FakeRasa:
    """Answers every message alike; ``heard`` holds what it was sent."""

    def __init__(self) -> None:
        self.behave()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send(200, b"Hello from Rasa")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fake.heard.append(json.loads(body))
                fake.headers.append(dict(self.headers))
                time.sleep(fake.delay)
                self._send(fake.status, fake.raw if fake.raw is not None else json.dumps(fake.items).encode())

            def _send(self, status: int, body: bytes) -> None:
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except ConnectionError:
                    pass  # the gateway has stopped waiting, which some tests want

            def log_message(self, *_: object) -> None:
                """Tests need no log."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def behave(self) -> None:
        """Forget what an earlier test wanted."""
        self.items: object = [TEXT]
        self.status = 200
        self.raw: bytes | None = None
        self.delay = 0.0
        self.heard: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
