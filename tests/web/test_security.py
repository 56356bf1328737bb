"""Headers, caching and compression."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data.settings import Settings
from tests.web.hardened import SIX_MONTHS, every_request, faults
from web import create_app

ADDRESSES = ["/", "/chat", "/api/search?q=food", "/nowhere", "/static/images/signpost.svg", "/health/live"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_every_route_is_hardened(app: Flask, client: FlaskClient) -> None:
    """Pages, API, files, the desk and what is refused: every method on every route."""
    found, statuses = {}, Counter()
    for method, address in every_request(app):
        response = client.open(address, method=method, buffered=True)
        statuses[response.status_code] += 1
        if missing := faults(app, response):
            found[f"{method} {address} {response.status_code}"] = missing
    assert found == {}
    assert {200, 303, 400, 404, 405} <= statuses.keys(), "all kinds of answers were looked at"


def test_a_failure_is_hardened(settings: Settings) -> None:
    app = create_app(settings)
    app.add_url_rule("/broken", view_func=lambda: 1 / 0)
    response = app.test_client().get("/broken")
    assert response.status_code == 500 and faults(app, response) == []


def test_over_https_browsers_are_told_to_stay(settings: Settings) -> None:
    app = create_app(replace(settings, https=True))
    for address in ("/", "/desk/sign-in", "/nowhere"):
        answer = app.test_client().get(address)
        rule = re.fullmatch(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])
        assert rule and int(rule[1]) >= SIX_MONTHS


def test_cookies_of_the_desk_are_safe(settings: Settings) -> None:
    cookie = (
        create_app(replace(settings, https=True)).test_client().get("/desk/sign-in").headers["Set-Cookie"]
    )
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/desk"} <= set(cookie.split("; "))


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
