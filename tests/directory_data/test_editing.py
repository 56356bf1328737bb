"""Draft, review, publish, schedule, withdraw, restore, lock: by whom, and seen by search at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from directory_data import audit
from directory_data.directory import Directory
from directory_data.editing import Editing
from directory_data.errors import ConflictingEdit, EditRefused, NotAllowed, UnknownRecord
from directory_data.models import Record
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.working_copies import State
from tests.directory_data.desk import EDITOR, PUBLISHER, READER, SECOND
from tests.factories import make_record

KEY = "example-group"


@pytest.fixture
def settings(store: Store, store_url: str, tmp_path: Path) -> Settings:
    store.load_seed([make_record(), make_record("example-line", kind="contact", categories=["safeguarding"])])
    return Settings(data=tmp_path, database_url=store_url)


@pytest.fixture
def editing(settings: Settings, store: Store) -> Editing:
    made = Editing(settings, store)
    made.refresh()
    return made


def named(name: str, key: str = KEY) -> Record:
    kinds = {"kind": "contact", "categories": ["safeguarding"]} if key == "example-line" else {}
    return make_record(key, name=name, **kinds)


def drafted(editing: Editing, name: str, key: str = KEY) -> int:
    return editing.save(EDITOR, named(name, key), editing.open(key).number, "A better name")


def test_a_draft_is_seen_by_editors_only(editing: Editing, store: Store) -> None:
    drafted(editing, "Drafted")
    copy = editing.open(KEY)
    assert (copy.body.name, copy.state, copy.by) == ("Drafted", State.DRAFT, "editor")
    assert copy.published is not None and copy.published.name == "Example Group"
    assert store.published()[0].name == "Example Group"
    assert [one.body.key for one in editing.unpublished()] == [KEY]


def test_a_reviewed_draft_is_published_and_found_at_once(editing: Editing, settings: Settings) -> None:
    directory = Directory(settings.index_folder)
    number = drafted(editing, "Sunflower Gathering")
    editing.submit(EDITOR, KEY, number, "Please look")
    assert editing.open(KEY).state is State.IN_REVIEW
    assert editing.publish(PUBLISHER, KEY, number, "Looked") is State.PUBLISHED
    assert [hit.record.key for hit in directory.search(SearchQuery(text="sunflower")).hits] == [KEY]
    assert editing.open(KEY).state is State.PUBLISHED
    assert [(e.who, e.what) for e in audit.entries(editing.store, about=KEY)] == [
        ("publisher", "published"),
        ("editor", "asked for review"),
        ("editor", "saved draft"),
    ]


def test_roles(editing: Editing) -> None:
    with pytest.raises(NotAllowed, match="role of editor"):
        editing.save(READER, named("No"), 1)
    number = drafted(editing, "Drafted")
    with pytest.raises(NotAllowed, match="role of publisher"):
        editing.publish(EDITOR, KEY, number)
    with pytest.raises(NotAllowed):
        editing.withdraw(EDITOR, KEY, number, "gone")


def test_the_second_of_two_editors_is_told(editing: Editing) -> None:
    first, second = editing.open(KEY), editing.open(KEY)
    editing.save(EDITOR, named("First"), first.number)
    with pytest.raises(ConflictingEdit, match="while you were looking"):
        editing.save(PUBLISHER, named("Second"), second.number)
    with pytest.raises(ConflictingEdit):
        editing.publish(PUBLISHER, KEY, second.number)
    assert editing.open(KEY).body.name == "First"
    assert len(editing.history(KEY)) == 2


def test_a_safeguarding_contact_needs_a_second_person(editing: Editing, store: Store) -> None:
    key = "example-line"
    number = editing.save(PUBLISHER, named("Example Helpline", key), 1)
    with pytest.raises(NotAllowed, match="somebody who wrote no part"):
        editing.publish(PUBLISHER, key, number)
    with pytest.raises(NotAllowed, match="somebody who wrote no part"):
        editing.publish(PUBLISHER, key, number, on=dt.date(2100, 1, 1))
    editing.publish(SECOND, key, number)
    assert "Example Helpline" in [record.name for record in store.published()]


def test_who_adds_to_a_draft_cannot_be_its_second_person(editing: Editing) -> None:
    key = "example-line"
    editing.save(EDITOR, named("One", key), 1)
    number = editing.save(PUBLISHER, named("Two", key), 2)
    with pytest.raises(NotAllowed):
        editing.publish(PUBLISHER, key, number)


def test_a_safeguarding_contact_stays_so_while_its_kind_is_edited(editing: Editing) -> None:
    number = editing.save(PUBLISHER, make_record("example-line", name="Now a service"), 1)
    with pytest.raises(NotAllowed):
        editing.publish(PUBLISHER, "example-line", number)


def test_no_one_person_takes_a_safeguarding_contact_off(editing: Editing) -> None:
    for act in (
        lambda: editing.withdraw(PUBLISHER, "example-line", 1, "gone"),
        lambda: editing.expire_after(PUBLISHER, "example-line", dt.date(2026, 1, 1), "ends"),
    ):
        with pytest.raises(NotAllowed, match="status inactive"):
            act()


def test_problems_are_named_and_stop_publication(editing: Editing) -> None:
    number = editing.save(EDITOR, make_record(phones=[{"number": "12"}], categories=[]), 1)
    with pytest.raises(EditRefused) as refused:
        editing.publish(PUBLISHER, KEY, number)
    assert {field for field, _ in refused.value.problems} == {"phones", "categories"}
    with pytest.raises(EditRefused):
        editing.submit(EDITOR, KEY, number)


def test_two_records_may_not_have_one_name(editing: Editing) -> None:
    editing.create(EDITOR, make_record("another", name="example GROUP"))
    with pytest.raises(EditRefused) as refused:
        editing.publish(PUBLISHER, "another", 1)
    assert refused.value.problems[0][0] == "name"


def test_creating_does_not_overwrite(editing: Editing) -> None:
    with pytest.raises(EditRefused, match="already a record"):
        editing.create(EDITOR, make_record())


def test_a_scheduled_change_is_published_on_its_day(settings: Settings, store: Store) -> None:
    now = [dt.datetime(2026, 3, 1, 12, tzinfo=dt.timezone.utc)]
    editing = Editing(settings, store, clock=lambda: now[0])
    number = drafted(editing, "From May")
    assert editing.publish(PUBLISHER, KEY, number, on=dt.date(2026, 5, 1)) is State.SCHEDULED
    assert editing.tick() == []
    now[0] = dt.datetime(2026, 4, 30, 23, 30, tzinfo=dt.timezone.utc)  # half past midnight in England
    assert editing.tick() == [KEY]
    assert "From May" in [record.name for record in store.published()]
    assert editing.tick() == []


def test_an_expired_record_is_withdrawn_and_can_come_back(settings: Settings, store: Store) -> None:
    now = [dt.datetime(2026, 3, 1, 12, tzinfo=dt.timezone.utc)]
    editing = Editing(settings, store, clock=lambda: now[0])
    editing.expire_after(PUBLISHER, KEY, dt.date(2026, 3, 1), "A holiday club")
    assert editing.tick() == []
    now[0] += dt.timedelta(days=1)
    assert editing.tick() == [KEY]
    assert KEY not in [record.key for record in store.published()]
    copy = editing.open(KEY)
    assert copy.state is State.WITHDRAWN
    editing.expire_after(PUBLISHER, KEY, None, "Runs again")
    number = editing.restore(EDITOR, KEY, 1, copy.number)
    editing.publish(PUBLISHER, KEY, number)
    assert KEY in [record.key for record in store.published()]
    assert store.load_seed([make_record(name="Changed in the file")]) == 0


def test_restoring_brings_back_an_earlier_text(editing: Editing, store: Store) -> None:
    editing.publish(PUBLISHER, KEY, drafted(editing, "Wrong"))
    number = editing.restore(PUBLISHER, KEY, 1, 2, "Mistake")
    editing.publish(PUBLISHER, KEY, number)
    assert store.published()[0].name == "Example Group"
    assert [one.reason for one in editing.history(KEY)][-1] == "Restored revision 1. Mistake"
    with pytest.raises(UnknownRecord):
        editing.restore(PUBLISHER, KEY, 9, number)


def test_discarding_and_sending_back(editing: Editing) -> None:
    number = drafted(editing, "Drafted")
    editing.submit(EDITOR, KEY, number)
    editing.send_back(PUBLISHER, KEY, number, "The old name is right")
    assert (editing.open(KEY).state, editing.open(KEY).note) == (State.DRAFT, "The old name is right")
    editing.discard(EDITOR, KEY, number)
    assert editing.open(KEY).body.name == "Example Group"
    with pytest.raises(ConflictingEdit, match="no unpublished work"):
        editing.publish(PUBLISHER, KEY, number)


def test_work_that_something_else_overtook_is_not_published(editing: Editing, store: Store) -> None:
    drafted(editing, "Drafted")
    store.save(named("Imported"), "import")
    copy = editing.open(KEY)
    assert copy.overtaken
    with pytest.raises(ConflictingEdit, match="changed after this work"):
        editing.publish(PUBLISHER, KEY, copy.number)
    assert store.published()[0].name == "Imported"


def test_confirming_dates_what_is_published(editing: Editing, store: Store) -> None:
    editing.confirm(PUBLISHER, KEY, 1, "Rang them")
    (record,) = [one for one in store.published() if one.key == KEY]
    assert record.assured_date is not None and record.checking.value == "checked"
    assert msgspec.structs.replace(record, assured_date=None).name == "Example Group"


def test_locks_are_listed_and_lifted(editing: Editing) -> None:
    editing.lock(EDITOR, KEY, "phones", "The site has the old number")
    assert [(one.field, one.by) for one in editing.open(KEY).locks] == [("phones", "editor")]
    editing.unlock(EDITOR, KEY, "phones", "They corrected it")
    assert editing.open(KEY).locks == []
    with pytest.raises(EditRefused):
        editing.lock(EDITOR, KEY, "colour", "")
