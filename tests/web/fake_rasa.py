"""A Rasa that says what a test wants, over real HTTP on loopback."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEXT = {"recipient_id": "x", "custom": {"type": "text", "text": "Made-up answer."}}


class FakeRasa:
    """Answers every message with ``items`` unless told ``answer``; ``heard`` holds what it was sent."""

    def __init__(self) -> None:
        self.behave()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake.headers.append(dict(self.headers))
                self._send(fake.ready, b"{}")

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.heard.append(body)
                fake.headers.append(dict(self.headers))
                time.sleep(fake.delay)
                said = json.dumps(fake.answer(body["message"])).encode()
                self._send(fake.status, fake.raw if fake.raw is not None else said)

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
        self.answer: Callable[[str], object] = lambda message: self.items
        self.status = self.ready = 200
        self.raw: bytes | None = None
        self.delay = 0.0
        self.heard: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
