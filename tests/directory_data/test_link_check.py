"""Web addresses are tested politely, and never inside a private network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from directory_data import link_check
from directory_data.link_check import LinkChecker, dead_links
from directory_data.report import Check
from directory_data.settings import Settings
from tests.factories import make_record

LOCAL = Settings(fetch_loopback=True, contact="editor@example.org")


class _Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []  # noqa: RUF012 one site a test module, emptied by the fixture

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        status = {"/gone": 410, "/none": 404, "/error": 503, "/moved": 301, "/loop": 302, "/inside": 302}.get(
            self.path, 200
        )
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        target = {"/moved": "/new", "/loop": "/loop", "/inside": "http://10.0.0.1/"}.get(self.path)
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    _Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Time:
    """A clock that only goes on while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def checker() -> Iterator[LinkChecker]:
    time = Time()
    with LinkChecker(LOCAL, time.clock, time.sleep) as made:
        yield made


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/", ""), ("/moved", ""), ("/no-head", ""), ("/gone", "410"), ("/none", "404"),
        ("/error", "may pass"), ("/loop", "redirects without end"), ("/inside", "not on the public internet"),
    ],
)  # fmt: skip
def test_what_an_address_answers(site: str, checker: LinkChecker, path: str, problem: str) -> None:
    said = checker.problem(f"{site}{path}#part")
    assert problem in said and bool(said) == bool(problem)


def test_head_comes_first_and_says_who_asks(site: str, checker: LinkChecker) -> None:
    checker.problem(f"{site}/no-head")
    assert [method for method, _, _ in _Site.asked] == ["HEAD", "GET"]
    assert {agent for _, _, agent in _Site.asked} == {"Signpost link check (+editor@example.org)"}


def test_one_request_a_second_to_each_host(site: str) -> None:
    time = Time()
    with LinkChecker(LOCAL, time.clock, time.sleep) as checker:
        for path in ("/one", "/two", "/moved"):
            checker.problem(site + path)
        assert time.now == 3 * link_check.PAUSE  # four requests, the redirect's among them
        checker.problem(site.replace("127.0.0.1", "localhost"))
        assert time.now == 3 * link_check.PAUSE


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[::1]", "[::ffff:10.0.0.1]"],
)
def test_private_addresses_are_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", never)
    time = Time()
    with LinkChecker(Settings(), time.clock, time.sleep) as checker:
        assert "not on the public internet" in checker.problem(f"http://{host}/")


def test_a_public_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    with LinkChecker(LOCAL, Time().clock, Time().sleep) as checker:
        assert "not on the public internet" in checker.problem("http://example.org/")


def test_a_name_nobody_has_and_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with LinkChecker(LOCAL, Time().clock, Time().sleep) as checker:
        assert "no site with the name" in checker.problem("http://nowhere.example/")
        assert "not an address" in checker.problem("mailto:one@example.org")


def test_each_address_is_asked_once(site: str, checker: LinkChecker) -> None:
    urls = [{"url": f"{site}/none"}, {"url": f"{site}/"}]
    records = [make_record("first", urls=urls), make_record("second", urls=urls[:1])]
    closed = make_record("closed", urls=[{"url": f"{site}/gone"}], status="defunct")
    found = list(dead_links([*records, closed], checker))
    assert [(one.check, one.key, one.field) for one in found] == [
        (Check.DEAD_LINK, "first", "urls"),
        (Check.DEAD_LINK, "second", "urls"),
    ]
    assert [path for _, path, _ in _Site.asked] == ["/none", "/none", "/"]
