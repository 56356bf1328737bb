"""Who may sign in, with which role, and what a wrong password does."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from directory_data import audit, people
from directory_data.editing_tables import person
from directory_data.errors import EditRefused, NotAllowed
from directory_data.people import FAILURES, PAUSE, People, Role
from directory_data.store import Store

PASSWORD = "a long example password"


@pytest.fixture
def desk(store: Store) -> People:
    desk = People(store)
    desk.add("Ann@example.org", PASSWORD, Role.ADMINISTRATOR, "tests")
    return desk


def test_the_right_password_signs_in_and_is_kept_as_argon2(desk: People, store: Store) -> None:
    signed_in = desk.sign_in(" ann@example.org ", PASSWORD)
    assert signed_in is not None and signed_in.may(Role.PUBLISHER) and signed_in.last_seen is not None
    with store.engine.connect() as connection:
        kept = connection.execute(sa.select(person.c.password)).scalar_one()
    assert kept.startswith("$argon2id$") and PASSWORD not in kept


def test_wrong_password_unknown_name_and_disabled_person(desk: People) -> None:
    assert desk.sign_in("ann@example.org", "wrong") is None
    assert desk.sign_in("nobody", PASSWORD) is None
    desk.add("bob", PASSWORD, Role.EDITOR, "ann")
    desk.disable("bob", "ann")
    assert desk.sign_in("bob", PASSWORD) is None
    assert not desk.get("bob").may(Role.READER)
    desk.enable("bob", "ann")
    assert desk.sign_in("bob", PASSWORD) is not None


def test_wrong_passwords_pause_sign_in(desk: People, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(FAILURES):
        desk.sign_in("ann@example.org", "wrong")
    assert desk.sign_in("ann@example.org", PASSWORD) is None
    later = people.now() + PAUSE + dt.timedelta(seconds=1)
    monkeypatch.setattr(people, "now", lambda: later)
    assert desk.sign_in("ann@example.org", PASSWORD) is not None
    assert desk.get("ann@example.org").failed == 0


def test_a_new_password_ends_sessions(desk: People) -> None:
    before = desk.get("ann@example.org").stamp
    desk.set_password("ann@example.org", "another long password", "ann")
    assert desk.get("ann@example.org").stamp != before
    assert desk.sign_in("ann@example.org", PASSWORD) is None


def test_names_are_taken_once_and_passwords_long(desk: People) -> None:
    for name, password in [
        ("ANN@example.org", PASSWORD),
        ("bob", "short"),
        ("a b", PASSWORD),
        ("c", "x" * 201),
    ]:
        with pytest.raises(EditRefused):
            desk.add(name, password, Role.EDITOR, "ann")


def test_the_last_administrator_stays(desk: People) -> None:
    with pytest.raises(EditRefused, match="only administrator"):
        desk.disable("ann@example.org", "ann")
    with pytest.raises(EditRefused, match="only administrator"):
        desk.set_role("ann@example.org", Role.READER, "ann")
    desk.add("bob", PASSWORD, Role.ADMINISTRATOR, "ann")
    desk.set_role("ann@example.org", Role.READER, "bob")
    with pytest.raises(NotAllowed, match="role of editor"):
        desk.get("ann@example.org").must(Role.EDITOR)


def test_changes_are_in_the_audit_log(desk: People, store: Store) -> None:
    desk.set_role("ann@example.org", Role.ADMINISTRATOR, "ann")
    assert [entry.what for entry in audit.entries(store, about="ann@example.org")] == [
        "changed role",
        "added person",
    ]
