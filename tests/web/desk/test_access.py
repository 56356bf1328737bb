"""Nobody gets past the door: every page of the desk needs sign-in, its role, and a form of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from directory_data.people import Role
from tests.web.desk.conftest import PEOPLE, Desk, checked
from web.desk.access import ROLES

OPEN = {"desk.sign_in", "desk.sign_in_sent"}
LOWER = {role: name for name, role in PEOPLE.items()}
NUMBERS = {"number", "other"}


def routes(app: Flask) -> Iterator[tuple[str, str, str, Role]]:
    """Every address under /desk but those for signing in: endpoint, method, address, role."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk") and rule.endpoint not in OPEN:
            assert rule.endpoint in ROLES, f"{rule.endpoint} was not registered with a role"
            role = ROLES[rule.endpoint]
            assert role is not None, f"{rule.endpoint} is open"
            method = "POST" if "POST" in rule.methods else "GET"
            names = {name: "1" if name in NUMBERS else "example-group" for name in rule.arguments}
            built = rule.build(names, append_unknown=False)
            assert built
            yield rule.endpoint, method, built[1], role


def test_every_route_needs_sign_in(app: Flask, desk: Desk) -> None:
    asked = 0
    for endpoint, method, address, _ in routes(app):
        answer = desk.client.open(address, method=method)
        assert answer.status_code == 303, endpoint
        assert answer.headers["Location"].startswith("/desk/sign-in"), endpoint
        asked += 1
    assert asked > 3


def test_every_route_needs_its_role(app: Flask, desk: Desk) -> None:
    order = list(Role)
    for low in (Role.READER, Role.EDITOR, Role.PUBLISHER):
        desk.as_(LOWER[low])
        for endpoint, method, address, role in routes(app):
            if order.index(role) > order.index(low):
                answer = desk.client.open(address, method=method)
                assert answer.status_code == 403, endpoint
                assert f"with the role of {low.value}" in checked(answer).text


def test_every_form_needs_its_token(app: Flask, desk: Desk) -> None:
    desk.as_("admin")
    for endpoint, method, address, _ in routes(app):
        if method == "POST":
            for sent in ({}, {"csrf_token": "x"}):
                answer = desk.client.post(address, data=sent)
                assert answer.status_code == 400, endpoint
                assert "Nothing was changed" in checked(answer).text
    assert desk.client.post("/desk/sign-in", data={"name": "admin"}).status_code == 400


def test_what_only_looks_changes_nothing(app: Flask) -> None:
    """Pages that change something take POST alone, so that a link cannot do it."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            assert rule.methods in ({"GET", "HEAD", "OPTIONS"}, {"POST", "OPTIONS"})


@pytest.mark.parametrize("address", ["/desk/nowhere", "/desk/records/nobody"])
def test_unknown_pages_say_so(desk: Desk, address: str) -> None:
    assert desk.as_("reader").client.get(address).status_code == 404
