"""The commands that say who may edit, and the one that cron runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from directory_data.cli import main
from directory_data.people import People, Role
from directory_data.store import Store


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("SIGNPOST_DATA", str(tmp_path))

    def command(*words: str) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False)

    return command


def test_a_person_is_added_changed_and_kept_out(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    password = ("--password", "a long example password")
    assert run("users", "add", "ann", "--role", "administrator", *password).exit_code == 0
    run("users", "add", "bob", "--role", "editor", *password)
    run("users", "role", "bob", "publisher")
    run("users", "disable", "bob")
    assert run("users", "list").output == (
        "ann: administrator, never signed in\nbob: publisher, never signed in, disabled\n"
    )
    run("users", "enable", "bob")
    run("users", "password", "bob", "--password", "another long password")
    people = People(Store(f"sqlite:///{tmp_path / 'signpost.sqlite3'}"))
    bob = people.sign_in("bob", "another long password")
    assert bob is not None and bob.role is Role.PUBLISHER


def test_publishing_what_is_due_says_when_there_is_nothing(run) -> None:  # type: ignore[no-untyped-def]
    assert "Nothing was due" in run("publish").output
