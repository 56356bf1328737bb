import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
import sqlalchemy as sa

from directory_data.errors import ConflictingEdit, UnknownRecord
from directory_data.store import Store
from tests.factories import make_record


def renamed(record, name):
    return msgspec.structs.replace(record, name=name)


def test_migrating_twice_keeps_the_records(store):
    store.load_seed([make_record()])
    store.migrate()
    assert store.published() == [make_record()]


def test_every_change_is_a_revision_with_author_reason_and_time(store):
    store.load_seed([make_record()])
    store.save(renamed(make_record(), "Better"), "editor", "They rang", after=1)
    history = store.history("example-group")
    assert [(r.number, r.body.name, r.author, r.reason) for r in history][1] == (
        2,
        "Better",
        "editor",
        "They rang",
    )
    assert history[0].made <= history[1].made


def test_an_unpublished_revision_is_not_seen(store):
    store.load_seed([make_record()])
    before = store.publication()
    store.save(renamed(make_record(), "Draft"), "editor", publish=False)
    assert store.published() == [make_record()]
    assert store.publication() == before


def test_a_second_editor_is_told_and_nothing_is_written(store):
    store.load_seed([make_record()])
    store.save(renamed(make_record(), "First"), "one", after=1)
    with pytest.raises(ConflictingEdit, match="changed by one"):
        store.save(renamed(make_record(), "Second"), "two", after=1)
    assert [r.body.name for r in store.history("example-group")] == ["Example Group", "First"]


def test_the_seed_never_overwrites_an_editor(store):
    store.load_seed([make_record()])
    store.save(renamed(make_record(), "Edited"), "editor")
    assert store.load_seed([renamed(make_record(), "New in the file")]) == 0
    assert store.published()[0].name == "Edited"


def test_a_changed_file_updates_what_only_the_seed_wrote(store):
    store.load_seed([make_record()])
    assert store.load_seed([renamed(make_record(), "New in the file")]) == 1
    assert store.published()[0].name == "New in the file"


def test_restoring_publishes_the_old_text_as_a_new_revision(store):
    store.load_seed([make_record()])
    store.save(renamed(make_record(), "Wrong"), "editor")
    assert store.restore("example-group", 1, "editor") == 3
    assert store.published() == [make_record()]


def test_unknown_record_and_revision(store):
    with pytest.raises(UnknownRecord):
        store.history("nothing")
    store.load_seed([make_record()])
    with pytest.raises(UnknownRecord):
        store.restore("example-group", 9, "editor")


def test_a_machine_of_postgresql_that_has_gone_is_noticed_within_seconds(postgres_url):
    with Store(postgres_url).engine.connect() as connection:
        told = connection.connection.dbapi_connection.info.dsn_parameters
        assert connection.execute(sa.text("SHOW statement_timeout")).scalar() == "0"
    probes = int(told["keepalives_interval"]) * int(told["keepalives_count"])
    assert told["keepalives"] == "1" and int(told["keepalives_idle"]) + probes <= 15
    assert 5000 <= int(told["tcp_user_timeout"]) <= 15_000


def test_loading_again_is_no_publication(store):
    store.load_seed([make_record()])
    before = store.publication()
    assert store.load_seed([make_record()]) == 0
    assert store.publication() == before


def test_of_two_editors_at_the_same_moment_one_is_told(store_url):
    one, two = Store(store_url), Store(store_url)
    one.migrate()
    one.load_seed([make_record()])
    started = threading.Barrier(2)

    def save(store: Store, name: str) -> str:
        started.wait()
        try:
            store.save(renamed(make_record(), name), name, after=1)
        except ConflictingEdit:
            return "told"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        outcomes = pool.map(save, [one, two], ["First", "Second"])
    assert sorted(outcomes) == ["saved", "told"]
    assert len(one.history("example-group")) == 2


def test_edits_are_known_by_moment_and_the_first_content_is_none(store):
    store.load_seed([make_record("a"), make_record("b"), make_record("c")])
    assert store.edited() == {}
    store.save(renamed(make_record("a"), "Edited"), "editor")
    store.save(renamed(make_record("b"), "Draft"), "editor", publish=False)
    store.load_seed([make_record("c", name="New in the file")])
    made = store.history("a")[-1].made
    assert store.edited().keys() == {make_record("a").id, make_record("c").id}
    assert store.edited()[make_record("a").id] == made
    assert made.utcoffset() == dt.timedelta(0)
