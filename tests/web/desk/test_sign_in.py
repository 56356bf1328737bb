"""Signing in, out, being idle, forgetting: what a person and a thief of cookies see."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask

from directory_data import moments
from directory_data.people import People
from directory_data.settings import Settings
from directory_data.store import Store
from tests.web.desk.conftest import PASSWORD, Desk
from web import create_app

SIGN_IN = "/desk/sign-in"
AWAY = ["https://example.org", "//example.org", "/desk//example.org", "/desk\\x", "/search"]


def cookie(desk: Desk) -> str:
    kept = desk.client.get_cookie("signpost_desk", path="/desk")
    assert kept
    return kept.value


def test_signing_in_leads_on(desk: Desk) -> None:
    page = desk.get(desk.client.get("/desk/password?x=1").headers["Location"])
    assert "Sign in to go on" in page.text
    answer = desk.post(SIGN_IN, at=SIGN_IN, name=" Editor ", password=PASSWORD, after="/desk/password?x=1")
    assert answer.headers["Location"] == "/desk/password?x=1"
    assert "editor" in desk.get("/desk/").text


@pytest.mark.parametrize(
    "after", ["https://example.org", "//example.org", "/desk//example.org", "/desk\\x", "/search"]
)
def test_signing_in_never_leads_away(desk: Desk, after: str) -> None:
    answer = desk.post(SIGN_IN, at=SIGN_IN, name="editor", password=PASSWORD, after=after)
    assert answer.headers["Location"] == "/desk/"


def test_wrong_passwords_and_unknown_names_look_the_same(desk: Desk) -> None:
    wrong = desk.refused(SIGN_IN, 403, at=SIGN_IN, name="editor", password="wrong")
    unknown = desk.refused(SIGN_IN, 403, at=SIGN_IN, name="nobody", password="wrong")
    assert "not right" in wrong.text
    assert wrong.text.partition("Name")[0] == unknown.text.partition("Name")[0]


def test_tries_are_counted_by_name_and_by_address(desk: Desk) -> None:
    """Ten a minute from one address, whatever the name; ten for one name, whatever the address."""

    def tries(name: str, address: str) -> int:
        fields = {"name": name, "password": "wrong", "csrf_token": desk.token(SIGN_IN)}
        return desk.client.post(SIGN_IN, data=fields, environ_base={"REMOTE_ADDR": address}).status_code

    assert [tries("nobody", f"10.0.0.{n}") for n in range(11)] == [403] * 10 + [429]
    assert [tries(f"nobody{n}", "10.1.0.1") for n in range(11)] == [403] * 10 + [429]


def test_five_wrong_passwords_pause_a_name(desk: Desk) -> None:
    for _ in range(5):
        desk.refused(SIGN_IN, 403, at=SIGN_IN, name="editor", password="wrong")
    assert "wait 15 minutes" in desk.refused(SIGN_IN, 403, at=SIGN_IN, name="editor", password=PASSWORD).text


def test_session_is_new_after_sign_in(desk: Desk) -> None:
    before = desk.token(SIGN_IN)
    planted = cookie(desk)
    desk.as_("editor")
    assert desk.token() != before
    desk.client.set_cookie("signpost_desk", planted, path="/desk")
    assert desk.client.get("/desk/").status_code == 303


def test_a_copied_cookie_ends_with_sign_out(app: Flask, desk: Desk) -> None:
    desk.as_("editor")
    copied = cookie(desk)
    assert "You have signed out" in desk.done("/desk/sign-out").text
    thief = app.test_client()
    thief.set_cookie("signpost_desk", copied, path="/desk")
    assert thief.get("/desk/").status_code == 303


@pytest.mark.parametrize(
    ("base", "secure"),
    [
        ("https://directory.example", True),
        ("http://directory.example", True),
        ("http://localhost:8000", False),
        ("http://[::1]:8000", False),
    ],
)
def test_cookie_is_for_the_desk_and_for_https(desk: Desk, base: str, secure: bool) -> None:
    header = desk.client.get(SIGN_IN, base_url=base).headers["Set-Cookie"]
    parts = {part.strip() for part in header.split(";")}
    assert {"HttpOnly", "Path=/desk", "SameSite=Lax"} <= parts
    assert ("Secure" in parts) == secure


def test_public_pages_get_no_cookie(desk: Desk) -> None:
    desk.as_("editor")
    answer = desk.client.get("/privacy")
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")


def test_nobody_clicking_signs_out(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(create_app(replace(settings, desk_idle_minutes=30))).as_("editor")
    start = moments.now()
    for minutes, status in ((29, 200), (58, 200), (89, 303), (90, 303)):
        at = start + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(moments, "now", lambda at=at: at)
        assert desk.client.get("/desk/").status_code == status, minutes


def test_twelve_hours_are_the_longest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.as_("editor")
    start = moments.now()
    for half_hours in range(1, 26):
        at = start + dt.timedelta(minutes=30 * half_hours)
        monkeypatch.setattr(moments, "now", lambda at=at: at)
        assert desk.client.get("/desk/").status_code == (200 if half_hours < 24 else 303), half_hours


def test_new_password_and_disabling_end_sessions(desk: Desk, store: Store) -> None:
    desk.as_("editor")
    People(store).set_password("editor", "another long password", "admin")
    assert desk.client.get("/desk/").status_code == 303
    desk.as_("publisher")
    People(store).disable("publisher", "admin")
    assert desk.client.get("/desk/").status_code == 303


def test_own_password_needs_the_old_one(app: Flask, desk: Desk) -> None:
    desk.as_("editor")
    other = Desk(app).as_("editor")
    assert (
        "old password is not right"
        in desk.refused("/desk/password", 422, old="x", new="something quite new").text
    )
    assert "too short" in desk.refused("/desk/password", 422, old=PASSWORD, new="short").text
    assert (
        "You have a new password" in desk.done("/desk/password", old=PASSWORD, new="something quite new").text
    )
    assert other.client.get("/desk/").status_code == 303
