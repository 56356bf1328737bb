"""Visitors behind proxies are told apart, and nobody chooses an address to be counted under."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data.settings import Settings
from tests.web.conftest import ORDINARY, RISK
from tests.web.fake_rasa import FakeRasa
from web import create_app

NGINX, LOAD_BALANCER = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def behind(settings: Settings, rasa: FakeRasa):  # type: ignore[no-untyped-def]
    """The application behind a number of proxies; two messages a minute."""

    def make(proxies: int, **more: object) -> FlaskClient:
        return create_app(replace(settings, messages_per_minute=2, proxies=proxies, **more)).test_client()

    return make


def send(client: FlaskClient, forwarded: str = "", message: str = ORDINARY, peer: str = NGINX) -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.post(
        "/api/chat", json={"message": message}, headers=headers, environ_base={"REMOTE_ADDR": peer}
    )
    return answer.status_code


def test_visitors_behind_one_proxy_have_limits_of_their_own(behind) -> None:  # type: ignore[no-untyped-def]
    client = behind(1)
    assert [send(client, "192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert send(client, "192.0.2.2") == 200


def test_a_visitor_cannot_choose_an_address(behind) -> None:  # type: ignore[no-untyped-def]
    """What stands left of our proxies' entries was written by whoever sent it."""
    client = behind(2)
    sent = [send(client, f"198.51.100.{n}, 192.0.2.1, {LOAD_BALANCER}") for n in range(3)]
    assert sent == [200, 200, 429]


def test_without_proxies_nobody_is_believed_and_the_log_says_so_once(
    behind,
    caplog: pytest.LogCaptureFixture,  # type: ignore[no-untyped-def]
) -> None:
    client = behind(0)
    with caplog.at_level(logging.WARNING):
        assert [send(client, f"192.0.2.{n}") for n in range(3)] == [200, 200, 429]
    assert caplog.text.count("SIGNPOST_PROXIES") == 1 and "192.0.2." not in caplog.text


@pytest.mark.parametrize("proxies", [0, 1])
def test_safeguarding_is_never_limited(behind, proxies: int) -> None:  # type: ignore[no-untyped-def]
    client = behind(proxies)
    assert [send(client, "192.0.2.1", RISK) for _ in range(8)] == [200] * 8
    assert send(client, "192.0.2.1") == 429


def test_https_is_believed_from_a_proxy_only(behind) -> None:  # type: ignore[no-untyped-def]
    said = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" in behind(1).get("/chat", headers=said).headers
    assert "Strict-Transport-Security" not in behind(0).get("/chat", headers=said).headers


def test_gunicorn_believes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """By default it takes the scheme and more from whatever connects over loopback."""
    from gunicorn.app.wsgiapp import WSGIApplication

    from web.cli import CONFIG

    monkeypatch.setattr("sys.argv", ["gunicorn", "--config", str(CONFIG), "web.wsgi:app"])
    made = WSGIApplication()
    assert made.cfg.forwarded_allow_ips == [] and not made.cfg.is_ssl


def test_the_application_needs_no_proxy(app: Flask) -> None:
    assert "ProxyFix" not in type(app.wsgi_app).__name__
