"""Runs are filed whole or not at all, and remembered with their reasons."""

from __future__ import annotations

import datetime as dt

import pytest

from directory_data.decisions import Decisions
from directory_data.editing import Editing
from directory_data.errors import ConflictingEdit
from directory_data.findings import Findings, TakenBack
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.source_runs import Runs
from directory_data.store import Store
from tests.directory_data.desk import EDITOR, SOURCE, added, change, changed, file, said
from tests.factories import make_record


@pytest.fixture(autouse=True)
def record(store: Store) -> None:
    store.load_seed([make_record()])


def test_a_complete_run_is_filed_with_what_the_source_said(store: Store) -> None:
    run = file(store, changed(change("email", None, "a@example.org")), notes=["Two pages disagree."])
    proposals = Proposals(store)
    (one,) = proposals.open(source="example-site", record="example-group")
    assert (one.run, one.title, one.open_fields[0].after) == (run, "Example Group", "a@example.org")
    known = proposals.known("example-site")
    assert known.said["group"].fields == {"email": "a@example.org"}
    assert known.open == {("group", "email"): "a@example.org"}
    assert Runs(store).run(run).findings.notes == ["Two pages disagree."]
    assert store.published() == [make_record()]


def test_a_failed_filing_leaves_nothing(store: Store) -> None:
    runs = Runs(store)
    run = runs.start(SOURCE)
    broken = Findings(proposals=[changed(change("email", None, "a@example.org"), change("email", None, "b"))])
    with pytest.raises(Exception, match=r"(?i)unique"):
        runs.complete(run, broken)
    assert Proposals(store).of_run(run) == []
    assert runs.run(run).state == "running"


def test_a_newer_value_takes_the_place_of_an_undecided_one(store: Store) -> None:
    first = file(store, changed(change("email", None, "a@example.org")))
    file(store, changed(change("email", None, "b@example.org")))
    (one,) = Proposals(store).open()
    assert one.open_fields[0].after == "b@example.org"
    (old,) = Proposals(store).of_run(first)
    assert old.fields[0].state == "superseded"


def test_what_the_source_takes_back_is_closed(store: Store) -> None:
    file(store, changed(change("email", None, "a@example.org")))
    file(store, taken_back=[TakenBack("group", "email", "The page says what we say again.")])
    assert Proposals(store).open() == []


def test_a_held_run_files_nothing_until_it_is_released(store: Store) -> None:
    runs = Runs(store)
    run = runs.start(SOURCE)
    found = Findings(proposals=[changed(change("email", None, "a@example.org"))], said=[said()])
    runs.hold(run, "Half of the entries are gone.", found)
    assert Proposals(store).open() == [] and Proposals(store).known("example-site").said == {}
    runs.release(run, "publisher", "They did close them")
    assert len(Proposals(store).open()) == 1
    with pytest.raises(ConflictingEdit):
        runs.release(run, "publisher", "Again")


def test_a_run_that_read_nothing_cannot_be_let_through(store: Store) -> None:
    runs = Runs(store)
    run = runs.start(SOURCE)
    runs.hold(run, "The page asks us to sign in.", Findings())
    with pytest.raises(ConflictingEdit, match="nothing to let through"):
        runs.release(run, "publisher", "")


def test_a_held_run_is_overtaken_by_a_complete_one(store: Store) -> None:
    runs = Runs(store)
    run = runs.start(SOURCE)
    runs.hold(run, "Too little found.", Findings(said=[said()]))
    file(store)
    with pytest.raises(ConflictingEdit, match="newer run"):
        runs.release(run, "publisher", "")


def test_a_source_says_since_when_it_fails_and_why(store: Store) -> None:
    runs = Runs(store)
    file(store)
    (state,) = runs.sources()
    assert (state.failing_since, state.open) == (None, 0)
    first = runs.start(SOURCE)
    runs.fail(first, "The site answered 500.")
    runs.hold(runs.start(SOURCE), "No entries.", Findings())
    (state,) = runs.sources()
    assert state.failing_since == runs.run(first).started
    assert state.last is not None and state.last.reason == "No entries."
    assert state.succeeded is not None and not state.due(state.succeeded + dt.timedelta(days=6))
    assert state.due(state.succeeded + dt.timedelta(days=7))


def test_a_run_that_was_killed_is_noted(store: Store) -> None:
    runs = Runs(store)
    killed = runs.start(SOURCE)
    runs.start(SOURCE)
    assert (runs.run(killed).state, runs.run(killed).reason) == (
        "failed",
        "It was stopped before it had finished.",
    )
    with pytest.raises(ConflictingEdit, match="is over"):
        runs.complete(killed, Findings())


def test_an_entry_that_nobody_wants_is_remembered(store: Store, store_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file(store, added())
    (one,) = Proposals(store).open()
    assert Proposals(store).known("example-site").refused == frozenset()
    Decisions(Editing(Settings(data=tmp_path, database_url=store_url), store)).reject(EDITOR, one.id)
    assert Proposals(store).known("example-site").refused == {"new"}


def test_sources_that_ask_for_different_values_are_shown_together(store: Store) -> None:
    file(store, changed(change("email", None, "a@example.org")))
    assert Proposals(store).conflicts() == []
    runs = Runs(store)
    other = runs.start(
        type(SOURCE)(**{f: getattr(SOURCE, f) for f in SOURCE.__struct_fields__} | {"key": "other"})
    )
    runs.complete(other, Findings(proposals=[changed(change("email", None, "b@example.org"))]))
    ((key, field, both),) = Proposals(store).conflicts()
    assert (key, field, [one.source for one in both]) == ("example-group", "email", ["example-site", "other"])
