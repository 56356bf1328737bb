"""Administrators let people in, change what they may do, keep them out, and read the log."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.web.desk.conftest import PASSWORD, Desk


def test_somebody_is_added_promoted_and_kept_out(app: Flask, desk_as: Callable[[str], Desk]) -> None:
    admin = desk_as("admin")
    fields = {"name": "New@example.org", "role": "reader", "password": PASSWORD}
    assert "new@example.org may sign in now" in admin.done("/desk/people", **fields).text
    assert "already somebody" in admin.refused("/desk/people", 422, **fields).text
    new = Desk(app).as_("new@example.org")
    assert new.client.get("/desk/records/new").status_code == 403
    admin.done("/desk/people/new@example.org/role", role="editor")
    assert new.client.get("/desk/records/new").status_code == 200
    admin.done("/desk/people/new@example.org/disable")
    assert new.client.get("/desk/").status_code == 303
    admin.done("/desk/people/new@example.org/enable")
    admin.done("/desk/people/new@example.org/password", password="another long password")
    assert "may not sign in" not in admin.get("/desk/people").text


def test_faults_are_said(desk_as: Callable[[str], Desk]) -> None:
    admin = desk_as("admin")
    assert "too short" in admin.refused("/desk/people", 422, name="x", role="reader", password="short").text
    assert "only administrator" in admin.refused("/desk/people/admin/disable", 422).text
    assert "Choose a role" in admin.refused("/desk/people/editor/role", 400, role="king").text
    assert "nobody called" in admin.refused("/desk/people/nobody/disable", 422).text


def test_the_log_tells_who_did_what(desk_as: Callable[[str], Desk]) -> None:
    desk_as("publisher").done("/desk/records/example-group/confirm", after="1", why="Rang them")
    admin = desk_as("admin")
    admin.done("/desk/people/editor/role", role="reader")
    everything = admin.get("/desk/log").text
    assert "confirmed" in everything and "Rang them" in everything and "changed role" in everything
    assert "Rang them" not in admin.get("/desk/log?who=admin").text
    assert "changed role" not in admin.get("/desk/log?about=example-group").text
    assert PASSWORD not in everything


def test_long_logs_are_turned_over(desk_as: Callable[[str], Desk]) -> None:
    admin = desk_as("admin")
    for _ in range(3):
        for role in ("reader", "editor"):
            admin.done("/desk/people/editor/role", role=role)
    assert "Older" not in admin.get("/desk/log").text
    assert "Newer" in admin.get("/desk/log?page=2").text
