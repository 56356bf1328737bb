"""Accepting, rejecting and matching what sources propose."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory_data import audit, listing
from directory_data.decisions import Decisions
from directory_data.directory import Directory
from directory_data.editing import Editing
from directory_data.errors import ConflictingEdit, EditRefused, NotAllowed, UnknownRecord
from directory_data.findings import Candidate, Found, Sort
from directory_data.models import Record
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.working_copies import State
from tests.directory_data.desk import (
    EDITOR,
    PUBLISHER,
    READER,
    SECOND,
    added,
    change,
    changed,
    file,
)
from tests.factories import make_record

KEY = "example-group"
PHONES = [{"number": "03069 990001"}]


@pytest.fixture
def editing(store: Store, store_url: str, tmp_path: Path) -> Editing:
    store.load_seed(
        [
            make_record(doubts={"phones": "Old"}, checking="doubtful"),
            make_record("example-line", kind="contact"),
        ]
    )
    made = Editing(Settings(data=tmp_path, database_url=store_url), store)
    made.refresh()
    return made


@pytest.fixture
def decisions(editing: Editing) -> Decisions:
    return Decisions(editing)


def published(store: Store, key: str = KEY) -> Record:
    return next(record for record in store.published() if record.key == key)


def only(store: Store) -> int:
    (one,) = Proposals(store).open()
    return one.id


def test_a_publisher_accepts_a_field_and_it_is_published(decisions: Decisions, store: Store) -> None:
    file(store, changed(change("phones", [], PHONES), change("email", None, "new@example.org")))
    number = only(store)
    outcome = decisions.accept(PUBLISHER, number, ["phones"], "Rang it")
    assert (outcome.state, outcome.fields) == (State.PUBLISHED, ["phones"])
    record = published(store)
    assert (record.phone, record.email) == ("03069 990001", None)
    assert record.provenance["phones"].source == "example-site"
    assert record.doubts == {} and record.checking.value == "unchecked"
    assert [c.field for c in Proposals(store).get(number).open_fields] == ["email"]
    assert audit.entries(store, about=KEY)[0].what == "accepted"


def test_an_editor_accepts_into_review(decisions: Decisions, store: Store) -> None:
    file(store, changed(change("phones", [], PHONES)))
    assert decisions.accept(EDITOR, only(store)).state is State.IN_REVIEW
    assert published(store).phone is None


def test_a_safeguarding_contact_waits_for_a_second_person(
    decisions: Decisions, editing: Editing, store: Store
) -> None:
    file(store, changed(change("phones", [], PHONES), record="example-line"))
    assert decisions.accept(PUBLISHER, only(store)).state is State.IN_REVIEW
    assert published(store, "example-line").phone is None
    with pytest.raises(NotAllowed):
        editing.publish(PUBLISHER, "example-line", 2)
    editing.publish(SECOND, "example-line", 2)
    assert published(store, "example-line").phone == "03069 990001"


def test_accepting_joins_unpublished_work(decisions: Decisions, editing: Editing, store: Store) -> None:
    editing.save(EDITOR, make_record(summary="Being rewritten."), 1)
    file(store, changed(change("phones", [], PHONES)))
    assert decisions.accept(PUBLISHER, only(store)).state is State.DRAFT
    copy = editing.open(KEY)
    assert (copy.body.summary, copy.body.phone) == ("Being rewritten.", "03069 990001")
    assert published(store).phone is None


def test_a_value_that_was_edited_since_is_not_overwritten(
    decisions: Decisions, editing: Editing, store: Store
) -> None:
    file(store, changed(change("email", None, "from-the-page@example.org")))
    editing.publish(PUBLISHER, KEY, editing.save(EDITOR, make_record(email="by-phone@example.org"), 1))
    with pytest.raises(ConflictingEdit, match="email was changed since"):
        decisions.accept(PUBLISHER, only(store))
    assert published(store).email == "by-phone@example.org"
    decisions.accept(PUBLISHER, only(store), overwrite=True)
    assert published(store).email == "from-the-page@example.org"


def test_the_second_to_decide_is_told(decisions: Decisions, store: Store) -> None:
    file(store, changed(change("phones", [], PHONES)))
    number = only(store)
    decisions.reject(EDITOR, number)
    with pytest.raises(ConflictingEdit, match="decided this already"):
        decisions.accept(PUBLISHER, number)
    assert published(store).phone is None


def test_a_reader_decides_nothing(decisions: Decisions, store: Store) -> None:
    file(store, changed(change("phones", [], PHONES)))
    for decide in (decisions.accept, decisions.reject):
        with pytest.raises(NotAllowed):
            decide(READER, only(store))


def test_an_unusable_value_is_refused(decisions: Decisions, store: Store) -> None:
    file(store, changed(change("phones", [], [{"number": "12"}])))
    with pytest.raises(EditRefused) as refused:
        decisions.accept(PUBLISHER, only(store))
    assert refused.value.problems[0][0] == "phones"
    assert len(Proposals(store).open()) == 1


def test_a_value_that_is_gone_is_cleared(decisions: Decisions, store: Store) -> None:
    store.save(make_record(email="old@example.org"), "editor")
    file(store, changed(change("email", "old@example.org", None)))
    decisions.accept(PUBLISHER, only(store))
    assert published(store).email is None


def test_a_complete_new_entry_is_published(decisions: Decisions, editing: Editing, store: Store) -> None:
    details = [
        change("description", None, "Songs for babies. Just come."),
        change("categories", None, ["community"]),
    ]
    file(store, added(*details))
    outcome = decisions.accept(PUBLISHER, only(store))
    assert (outcome.record, outcome.state) == ("new-group", State.PUBLISHED)
    record = published(store, "new-group")
    assert (record.summary, record.source, record.known is not None) == (
        "Songs for babies.",
        "example-site",
        True,
    )
    shown = Directory(editing.settings.index_folder).get("new-group")
    assert listing.sources_of([shown])[0]["title"] == "Example Town's list of groups"


def test_an_incomplete_new_entry_becomes_a_draft(decisions: Decisions, store: Store) -> None:
    file(store, added())
    outcome = decisions.accept(PUBLISHER, only(store))
    assert outcome.state is State.DRAFT
    assert {field for field, _ in outcome.problems} == {"summary", "categories"}


def test_a_new_entry_never_takes_the_place_of_another(decisions: Decisions, store: Store) -> None:
    file(store, added(title="Example: Group"))
    assert decisions.accept(PUBLISHER, only(store)).record not in (KEY, None)


def test_a_removed_entry_is_taken_off(decisions: Decisions, store: Store) -> None:
    gone = Found(Sort.REMOVED, "group", "Example Group", KEY, [change("entry", "Example Group", None)])
    file(store, gone)
    assert decisions.accept(PUBLISHER, only(store)).state is State.WITHDRAWN
    assert KEY not in [record.key for record in store.published()]


def test_a_removed_safeguarding_contact_waits(decisions: Decisions, store: Store) -> None:
    gone = Found(Sort.REMOVED, "line", "Line", "example-line", [change("entry", "Line", None)])
    file(store, gone)
    assert decisions.accept(PUBLISHER, only(store)).state is State.IN_REVIEW
    assert published(store, "example-line").status.value == "active"


def test_many_at_once_say_which_could_not(decisions: Decisions, store: Store) -> None:
    file(
        store,
        changed(change("phones", [], PHONES)),
        changed(change("phones", [], [{"number": "12"}]), record="example-line", item="line"),
    )
    numbers = [one.id for one in Proposals(store).open()]
    outcomes = decisions.accept_all(PUBLISHER, [*numbers, 999])
    assert [outcome.state for outcome in outcomes] == [State.PUBLISHED, None, None]
    assert outcomes[1].problems and "cannot be accepted" in outcomes[1].refused
    assert all(one.fields for one in decisions.reject_all(PUBLISHER, numbers[1:]))
    assert Proposals(store).open() == []


def test_an_unsure_entry_is_matched_by_a_person(decisions: Decisions, store: Store) -> None:
    maybe = Candidate(KEY, "Example Group", 0.8, [change("phones", [], PHONES)])
    unsure = Found(Sort.ADDED, "grp", "Exmple Group", None, [change("name", None, "Exmple Group")], [maybe])
    file(store, unsure)
    number = only(store)
    with pytest.raises(EditRefused, match="which record"):
        decisions.accept(PUBLISHER, number)
    with pytest.raises(UnknownRecord):
        decisions.link(EDITOR, number, "example-line")
    linked = decisions.link(EDITOR, number, KEY)
    assert linked == only(store)
    decisions.accept(PUBLISHER, linked)
    assert published(store).phone == "03069 990001"
    assert Proposals(store).said_of(KEY)["example-site"].item == "grp"


def test_an_unsure_entry_may_be_new(decisions: Decisions, store: Store) -> None:
    maybe = Candidate(KEY, "Example Group", 0.8, [])
    file(
        store, Found(Sort.ADDED, "grp", "Exmple Group", None, [change("name", None, "Exmple Group")], [maybe])
    )
    linked = decisions.link(EDITOR, only(store), None)
    assert linked is not None and decisions.accept(EDITOR, linked).record == "exmple-group"
