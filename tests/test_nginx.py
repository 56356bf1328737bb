"""The examples of nginx, run by a real nginx: what it says itself has the numbers, and nothing is kept."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from directory_data.settings import ROOT, Settings
from tests.web.fake_rasa import FakeRasa
from web import cluster, engines, supervisor
from web.cluster import Node
from web.desk import imports

PAGE = "Ring 01632 960001."
"""In the place of what ``python -m web offline-page`` writes."""
TYPED = "zebrafinch"
MAIN = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 64; }}
http {{ client_body_temp_path {folder}/nginx-body; proxy_temp_path {folder}/nginx-proxy;
fastcgi_temp_path {folder}/x1; uwsgi_temp_path {folder}/x2; scgi_temp_path {folder}/x3;
include {folder}/site.conf; }}
"""


def of_one(folder: Path, port: int, web: int) -> str:
    """deploy/nginx.conf with ports and folders of the test's own, and without a certificate."""
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    site = site.replace("127.0.0.1:8000", f"127.0.0.1:{web}").replace("/var/lib/signpost", str(folder))
    site = site.replace("/var/log/nginx", str(folder)).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    site = re.sub(r"^ *(listen \[::\]|listen 80|ssl_).*\n", "", site, flags=re.MULTILINE)
    site = site.replace("access_log off;", f"listen 127.0.0.1:{supervisor.free_port()}; access_log off;")
    (folder / "site.conf").write_text(site)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return user + MAIN.format(folder=folder)


def of_a_cluster(folder: Path, port: int, web: int) -> str:
    settings = Settings(port=port, rasa_port=supervisor.free_port(), host="127.0.0.1")
    nodes = [Node(1, Settings(port=web), 9), Node(2, Settings(port=9), 9)]
    return cluster._nginx_configuration(settings, folder, nodes)


class Front:
    """nginx with a program behind it; ``url`` is its address."""

    def __init__(self, folder: Path, url: str, behind: FakeRasa) -> None:
        self.folder, self.url, self.behind = folder, url, behind

    def sent_by_hand(self, text: bytes) -> str:
        """What no client would send, and the answer."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        with closing(socket.create_connection((host, int(port)), timeout=10)) as visitor:
            visitor.sendall(text)
            return b"".join(iter(lambda: visitor.recv(65536), b"")).decode()

    def files(self) -> list[str]:
        """What it has open in its folders for bodies and answers: such files have no name any more."""
        found = []
        for opened in Path("/proc").glob("[0-9]*/fd/*"):
            with suppress(OSError):
                found += [name for name in [os.readlink(opened)] if name.startswith(f"{self.folder}/nginx-")]
        return [name for name in found if ".log" not in name]

    def written(self) -> str:
        """Its logs."""
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


@pytest.fixture(params=[of_one, of_a_cluster])
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    try:
        nginx = engines.program("nginx")
    except engines.CannotRun:
        # `make test` installs it where it may.
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    folder, port, behind = tmp_path, supervisor.free_port(), FakeRasa()
    (folder / "public").mkdir()
    (folder / "public" / "offline.html").write_text(PAGE)
    configuration = folder / "nginx.conf"
    configuration.write_text(request.param(folder, port, behind.port))
    process = subprocess.Popen([nginx, "-e", "stderr", "-c", str(configuration)])
    made = Front(folder, f"http://127.0.0.1:{port}", behind)
    try:
        end = time.monotonic() + 20
        while not answers(made.url):
            assert process.poll() is None and time.monotonic() < end, "nginx starts"
            time.sleep(0.05)
        yield made
    finally:
        process.terminate()
        process.wait(20)
        behind.close()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/metrics", timeout=1).status_code == 404
    except httpx.HTTPError:
        return False


def assert_numbers(answer: httpx.Response, status: int) -> None:
    assert (answer.status_code, answer.text) == (status, PAGE)
    headers = answer.headers
    assert headers["Content-Type"] == "text/html" and headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert "frame-ancestors" not in headers["Content-Security-Policy"], "the chat stands in other sites"
    assert ("Retry-After" in headers) == (status > 500)


def test_what_is_too_long_is_answered_with_the_numbers(front: Front) -> None:
    assert_numbers(httpx.post(f"{front.url}/chat", data={"message": TYPED * 200_000}), 413)
    assert_numbers(httpx.get(f"{front.url}/search", params={"q": TYPED * 1000}), 414)
    assert_numbers(httpx.get(front.url, headers={"Cookie": TYPED * 1000}), 431)
    said = front.sent_by_hand(f"GET /{TYPED} HTTP/1.1\r\n\r\n".encode())  # without a host
    assert said.startswith("HTTP/1.1 400 ") and said.endswith(PAGE)
    assert front.behind.heard == [] and TYPED not in front.written()


def test_whoever_cannot_be_passed_on_gets_the_numbers(front: Front) -> None:
    front.behind.close()
    assert_numbers(httpx.get(f"{front.url}/search", params={"q": TYPED}), 502)
    assert_numbers(httpx.post(f"{front.url}/api/chat", json={"message": TYPED}), 502)
    assert TYPED not in front.written() and "127.0.0.1" not in front.written()


def test_what_the_site_says_itself_is_passed_on(front: Front) -> None:
    front.behind.status, front.behind.raw = 503, b'{"contacts": []}'
    answer = httpx.post(f"{front.url}/api/chat", json={"message": TYPED})
    assert (answer.status_code, answer.json()) == (503, {"contacts": []})


@pytest.mark.parametrize("address", ["/metrics", "/health/ready", "//health/ready", "/health/%72eady"])
def test_what_is_for_this_machine_is_shown_to_nobody_else(front: Front, address: str) -> None:
    assert httpx.get(f"{front.url}{address}").status_code == 404
    assert httpx.get(f"{front.url}/health/live").status_code == 200


def test_an_editors_list_comes_through_and_is_gone_afterwards(front: Front) -> None:
    filling = b'{"message": "%s"}' % (b"x" * (imports.LARGEST - 100))
    url = f"{front.url}/desk/imports"
    assert httpx.post(url, content=filling, timeout=30).status_code == 200
    assert len(front.behind.heard[-1]["message"]) > 20 * 1024 * 1024
    assert front.files() == []
    assert_numbers(httpx.post(url, content=filling + b" " * 1024 * 1024), 413)
    assert_numbers(httpx.post(f"{front.url}/desk/records", content=filling), 413)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists open files in /proc")
def test_an_answer_for_a_slow_telephone_is_not_written_down(front: Front) -> None:
    """It is larger than nginx's buffers and than those of the system, and nobody takes it for now."""
    front.behind.raw = TYPED.encode() * 1_000_000
    host, _, port = front.url.removeprefix("http://").partition(":")
    with closing(socket.socket()) as visitor:
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        visitor.connect((host, int(port)))
        body = b'{"message": "x"}'
        visitor.sendall(b"POST /chat HTTP/1.0\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        visitor.settimeout(10)
        assert visitor.recv(100)
        end = time.monotonic() + 0.5  # it would be there in a few hundredths
        while time.monotonic() < end:
            assert front.files() == []
