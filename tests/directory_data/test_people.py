"""Who may sign in, with which role, and what a wrong password does."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from directory_data import audit, moments, people
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


@pytest.mark.parametrize("ahead", [dt.timedelta(minutes=2), dt.timedelta(days=365)])
def test_a_clock_that_was_ahead_has_paused_nobody(
    desk: People, monkeypatch: pytest.MonkeyPatch, ahead: dt.timedelta
) -> None:
    for _ in range(FAILURES):
        desk.sign_in("ann@example.org", "wrong")
    monkeypatch.setattr(people, "now", lambda: moments.now() - ahead)
    assert desk.sign_in("ann@example.org", PASSWORD) is not None


def test_clocks_of_two_machines_that_are_a_little_apart_keep_the_pause(
    desk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FAILURES):
        desk.sign_in("ann@example.org", "wrong")
    monkeypatch.setattr(people, "now", lambda: moments.now() - dt.timedelta(seconds=30))
    assert desk.sign_in("ann@example.org", PASSWORD) is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("eleven char", "too short"),
        ("x1" * 101, "too long"),
        ("abababababababab", "5 different"),
        ("AaAaAaBbBbBb1122", "5 different"),
        ("my Zebedee-barn 7", "name in it"),
        ("the BARN is red and old", "name in it"),
        ("zebedee_barn forever", "name in it"),
        ("Password1234", "first that are tried"),
        ("p@ssw0rd2026!", "first that are tried"),
        ("123456789012345", "first that are tried"),
        ("1q2w3e4r5t6y", "first that are tried"),
        ("qwertyuiopasdfghjkl", "first that are tried"),
        ("Correct Horse Battery Staple", "first that are tried"),
        ("liverpool1892", "first that are tried"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(desk: People, password: str, said: str) -> None:
    desk.add("zebedee.barn@example.org", PASSWORD, Role.READER, "ann")
    with pytest.raises(EditRefused, match=said):
        desk.set_password("zebedee.barn@example.org", password, "ann")
    assert desk.sign_in("zebedee.barn@example.org", PASSWORD) is not None


@pytest.mark.parametrize(
    "password", ["kettle orbit mango", "passwords are a nuisance", "planning in annexe b"]
)
def test_other_long_passwords_are_taken(desk: People, password: str) -> None:
    desk.set_password("ann@example.org", password, "ann")
    assert desk.sign_in("ann@example.org", password) is not None


def test_a_password_from_before_these_rules_still_signs_in(
    desk: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(people.passwords, "fault", lambda *_: "")
        desk.set_password("ann@example.org", "short", "ann")
    monkeypatch.setattr(people, "_HASHER", PasswordHasher(time_cost=4))  # so that it is hashed again
    assert desk.sign_in("ann@example.org", "short") is not None


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
