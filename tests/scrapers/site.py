"""A web site on this machine that answers as a test wants, and a clock that nobody waits for."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore

from directory_data.settings import Settings
from scrapers.addresses import CheckedNetwork
from scrapers.fetch import Fetcher, Limits

Answer = tuple[int, dict[str, str], bytes]
Route = Answer | Callable[[BaseHTTPRequestHandler], Answer | None]
"""What a path answers; a function that returns ``None`` has written the answer itself."""
HTML = {"Content-Type": "text/html; charset=utf-8"}
PUBLIC = "93.184.215.14"
"""Any public address: the tests' network leads it to the site on this machine."""


class Clock:
    """Seconds that pass only when somebody waits, or by ``step`` at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.time, self.step = 0.0, step
        self.slept: list[float] = []

    def __call__(self) -> float:
        self.time += self.step
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that hangs up is what the tests are about."""


class Site:
    """Serves ``routes``: a path to an answer, or to a list of answers of which the last one stays."""

    def __init__(self) -> None:
        self.routes: dict[str, Route | list[Route]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        """Path and headers, names in lower case, of each request, robots.txt among them."""
        self.sent = 0
        """Bytes that ``stream`` managed to send."""
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self.port = self._server.server_address[1]

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wrap(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for ``path``."""
        return [headers for asked, headers in self.requests if asked == path]

    def stream(self, request: BaseHTTPRequestHandler, piece: bytes, headers: dict[str, str]) -> None:
        """Send ``piece`` as a chunk again and again until the reader has enough."""
        request.send_response(200)
        for name, value in {**headers, "Transfer-Encoding": "chunked"}.items():
            request.send_header(name, value)
        request.end_headers()
        chunk = b"%x\r\n%b\r\n" % (len(piece), piece)
        self.pour(request, chunk)

    def pour(self, request: BaseHTTPRequestHandler, chunk: bytes) -> None:
        """Send ``chunk`` up to a gigabyte, or until the reader hangs up."""
        request.close_connection = True
        try:
            while self.sent < 1 << 30:
                request.wfile.write(chunk)
                self.sent += len(chunk)
        except OSError:
            return

    def _answer(self, path: str) -> Route:
        route = self.routes.get(path, (404, HTML, b"not here"))
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.requests.append((self.path, {name.lower(): text for name, text in self.headers.items()}))
                route = site._answer(self.path)
                answer = route(self) if callable(route) else route
                if answer is None:
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in (
                    {} if status == 304 else {"Content-Length": str(len(body))} | headers
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        return Handler


class Recorded(httpcore.NetworkBackend):
    """Connects to this machine whatever the address, and says which addresses were wanted."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self._real = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *rest: Any, **named: Any) -> httpcore.NetworkStream:
        self.wanted.append(host)
        return self._real.connect_tcp("127.0.0.1", port, *rest, **named)


def fetcher(
    folder: Path,
    clock: Clock | None = None,
    limits: Limits | None = None,
    names: Callable[[str, int], list[str]] | None = None,
    network: httpcore.NetworkBackend | None = None,
    **more: Any,
) -> Fetcher:
    """A fetcher that may reach this machine, or with ``names`` what these say, and that waits for nobody."""
    clock = clock or Clock()
    settings = Settings(data=folder, contact="editors@example.org", fetch_loopback=names is None)
    checked = CheckedNetwork(clock, resolve=names, network=network) if names else None
    return Fetcher(
        settings, limits, network=checked, clock=clock, sleep=clock.sleep, chance=lambda: 0.0, **more
    )
