"""Entries of the page You said, we did: by publishers, and with nobody's data."""

from __future__ import annotations

import datetime as dt

import pytest

from directory_data import audit, you_said
from directory_data.errors import EditRefused, NotAllowed
from directory_data.store import Store
from tests.directory_data.desk import EDITOR, PUBLISHER

DAY = dt.date(2026, 11, 2)


def test_entries_are_written_and_removed(store: Store) -> None:
    you_said.add(store, PUBLISHER, "The hours were wrong. ", "We rang and put them right.", DAY)
    you_said.add(store, PUBLISHER, "Later.", "Done.", DAY + dt.timedelta(days=1))
    newest, oldest = you_said.entries(store)
    assert (newest.said, oldest.said, oldest.author) == ("Later.", "The hours were wrong.", "publisher")
    you_said.remove(store, PUBLISHER, newest.number)
    assert you_said.entries(store) == [oldest]
    assert audit.entries(store, about=you_said.ABOUT)[0].detail == "Later. / Done."
    with pytest.raises(EditRefused, match="already"):
        you_said.remove(store, PUBLISHER, newest.number)


def test_only_publishers_write(store: Store) -> None:
    with pytest.raises(NotAllowed):
        you_said.add(store, EDITOR, "a", "b", DAY)


@pytest.mark.parametrize(
    ("said", "did", "day", "fields"),
    [
        ("", "b", DAY, ["said"]),
        ("a", "x" * 501, DAY, ["did"]),
        ("Ring 01865 960101", "Wrote to a@example.org", DAY, ["said", "did"]),
        ("a", "b", dt.date(2999, 1, 1), ["day"]),
    ],
)
def test_what_must_be_put_right_is_named(
    store: Store, said: str, did: str, day: dt.date, fields: list[str]
) -> None:
    with pytest.raises(EditRefused) as refused:
        you_said.add(store, PUBLISHER, said, did, day)
    assert [field for field, _ in refused.value.problems] == fields
    assert you_said.entries(store) == []
