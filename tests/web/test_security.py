"""Headers, caching and compression."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

ADDRESSES = ["/", "/chat", "/api/search?q=food", "/nowhere", "/static/images/signpost.svg", "/health/live"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_nonce_is_fresh_for_each_page(client: FlaskClient) -> None:
    first, second = (client.get("/").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_no_cookie_is_set(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.post("/chat", data={"message": "hello"}).headers


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("/chat", "no-store"),
        ("/search?q=food", "no-store"),
        ("/api/search?q=food", "no-store"),
        ("/static/images/signpost.svg", "no-cache"),
        ("/static/images/signpost.svg?v=1", "immutable"),
    ],
)
def test_only_named_files_are_kept(client: FlaskClient, address: str, rule: str) -> None:
    assert rule in client.get(address, buffered=True).headers["Cache-Control"]


def test_text_is_compressed_when_asked_for(client: FlaskClient) -> None:
    plain = client.get("/privacy")
    packed = client.get("/privacy", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert b"</html>" in gzip.decompress(packed.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
