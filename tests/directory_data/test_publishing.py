"""Publishing what changed: readers in threads and in another process, and a publisher that is killed."""

import os
import signal
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa
from whoosh import index as whoosh_index

from directory_data import directory as directories
from directory_data import index, publishing, seed_files, tables
from directory_data.directory import Directory
from directory_data.models import Organization
from directory_data.postings import Postings
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.store import Store
from tests.factories import make_record

RECORDS, EDITS, ROUNDS = 120, 20, 8


def edition(number, round_):
    return make_record(f"group-{number:03d}", description=f"Everyone meets. Lantern{round_}.")


@pytest.fixture
def settings(tmp_path):
    made = Settings(data=tmp_path)
    store = Store(made.store_url)
    store.migrate()
    store.load_seed(edition(number, 0) for number in range(RECORDS))
    publishing.publish(made)
    return made


def save(settings, records):
    store = Store(settings.store_url)
    for record in records:
        store.save(record, "editor")


def found(directory, word):
    return directory.search(SearchQuery(word, per_page=RECORDS)).total_items


def segments(build):
    return {path.stat().st_ino for path in build.glob("*.seg")}


def test_only_what_changed_is_written(settings):
    before = segments(index.current(settings.index_folder))
    save(settings, [edition(number, 1) for number in range(3)])
    assert publishing.publish(settings) == RECORDS
    build = index.current(settings.index_folder)
    assert before < segments(build)
    with whoosh_index.open_dir(build).reader() as reader:
        assert reader.doc_count() == RECORDS
        assert [leaf.doc_count() for leaf, _ in reader.leaf_readers()] == [RECORDS - 3, 3]


def test_a_disk_without_links_gets_copies(settings, monkeypatch):
    def refused(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(index.os, "link", refused)
    save(settings, [edition(0, 1)])
    publishing.publish(settings)
    assert found(Directory(settings.index_folder), "lantern0") == RECORDS - 1


def test_an_open_directory_finds_edits_and_loses_what_is_gone(settings):
    directory = Directory(settings.index_folder)
    first = directory.searcher
    assert found(directory, "lantern0") == RECORDS
    save(settings, [edition(0, 1), make_record("quite-new", description="Lantern1")])
    with Store(settings.store_url).engine.begin() as connection:
        connection.execute(
            tables.record.update().where(tables.record.c.key == "group-001").values(published=None)
        )
    publishing.publish(settings)
    assert (found(directory, "lantern0"), found(directory, "lantern1")) == (RECORDS - 2, 2)
    assert directory.get("group-000").description.endswith("Lantern1.")
    assert "group-001" not in directory.searcher.catalogue.by_key
    assert directory.searcher.postings.kept == first.postings.size


def test_what_a_search_takes_over_equals_what_it_would_read(settings):
    """After edits of every sort an old reader answers as a new one does."""
    old = Directory(settings.index_folder)
    for round_ in range(1, 5):
        assert old.searcher
        changes = {"areas": ["North"], "minimum_age": 3, "maximum_age": 5, "categories": ["food"]}
        body = make_record(
            f"group-00{round_}", alternate_names=["Zebra"], phones=[{"number": "999"}], **changes
        )
        save(settings, [body, make_record(f"group-01{round_}", description="Kwyjibo lessons")])
        publishing.publish(settings)
    new = Directory(settings.index_folder)
    for text in ("zebra", "group", "kwyjibbo", "for a 4 year old", "lantern0", ""):
        answers = [d.search(SearchQuery(text, per_page=RECORDS)) for d in (old, new)]
        assert len({str([(h.record.key, h.score) for h in a.hits]) for a in answers}) == 1
        assert answers[0].facets == answers[1].facets
        assert answers[0].query == answers[1].query
    assert len(publishing.edited(index.current(settings.index_folder))) == 8
    assert publishing.edited(index.current(settings.index_folder)) == Store(settings.store_url).edited()
    assert dict(old.searcher.catalogue.by_key) == dict(new.searcher.catalogue.by_key)
    assert old.searcher.speller._counts == new.searcher.speller._counts


def test_an_index_that_goes_while_it_is_opened_is_let_go(settings, monkeypatch):
    """Two publications pass between reading which index is current and opening it."""
    opened = []

    def opening(build, before):
        opened.append(build)
        if len(opened) == 1:
            for round_ in (1, 2):
                save(settings, [edition(0, round_)])
                publishing.publish(settings)
            assert not build.exists()
        return Postings(build, before)

    monkeypatch.setattr(directories, "Postings", opening)
    assert found(Directory(settings.index_folder), "lantern2") == 1
    assert len(opened) == 2


def test_who_comes_second_goes_on_with_the_old_index(settings, monkeypatch):
    directory = Directory(settings.index_folder)
    old, seen = directory.searcher, []

    def opening(build, before):
        other = threading.Thread(target=lambda: seen.append(directory.searcher))
        other.start()
        other.join(timeout=10)
        return Postings(build, before)

    monkeypatch.setattr(directories, "Postings", opening)
    save(settings, [edition(0, 1)])
    publishing.publish(settings)
    assert directory.searcher is not old
    assert seen == [old]


def test_nothing_to_publish_leaves_the_index(settings):
    build = index.current(settings.index_folder)
    publishing.publish(settings)
    assert index.current(settings.index_folder) == build


@pytest.mark.parametrize("reason", ["organisation", "no manifest", "most changed", "other form"])
def test_everything_is_built_when_that_is_needed(settings, reason, monkeypatch):
    before = segments(index.current(settings.index_folder))
    if reason == "organisation":
        other = Organization(key="example", name="Example", description="Made up.")
        monkeypatch.setattr(seed_files, "organizations", lambda: {"example": other})
    elif reason == "no manifest":
        (index.current(settings.index_folder) / publishing.MANIFEST).unlink()
    elif reason == "other form":
        monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    save(settings, [edition(number, 1) for number in range(RECORDS if reason == "most changed" else 1)])
    publishing.publish(settings)
    assert not before & segments(index.current(settings.index_folder))
    assert found(Directory(settings.index_folder), "lantern1") == (RECORDS if reason == "most changed" else 1)


def test_preparing_clears_away_many_deleted_documents(settings):
    for round_ in range(1, 4):
        save(settings, [edition(number, round_) for number in range(round_ * 10, round_ * 10 + 10)])
        publishing.publish(settings)
    assert not index.is_tidy(index.current(settings.index_folder))
    publishing.publish(settings, tidy=True)
    assert index.is_tidy(index.current(settings.index_folder))


READER = """
import sys
from pathlib import Path
from tests.directory_data.test_publishing import rounds_seen
from directory_data.directory import Directory
directory = Directory(Path(sys.argv[1]))
print("open", flush=True)
while 8 not in rounds_seen(directory.searcher):
    pass
print("seen", flush=True)
"""


def rounds_seen(searcher):
    """Which rounds a reader finds: always exactly one whole round of edits, never a part of one."""
    sizes = {n: searcher.search(SearchQuery(f"lantern{n}")).total_items for n in range(1, ROUNDS + 1)}
    seen = {number: size for number, size in sizes.items() if size}
    assert not seen or list(seen.values()) == [EDITS], seen
    return seen


def test_readers_see_whole_publications_only(settings):
    """Threads and another process search on while eight publications change the same records."""
    directory, failures, done = Directory(settings.index_folder), [], threading.Event()
    assert directory.searcher

    def read():
        try:
            while not done.is_set():
                rounds_seen(directory.searcher)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    arguments = [sys.executable, "-c", READER, str(settings.index_folder)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "open\n"
        for thread in threads:
            thread.start()
        for round_ in range(1, ROUNDS + 1):
            save(settings, [edition(number, round_) for number in range(EDITS)])
            publishing.publish(settings)
        done.set()
        for thread in threads:
            thread.join()
        assert process.stdout.readline() == "seen\n"
    assert not failures
    assert process.returncode == 0
    assert rounds_seen(directory.searcher) == {ROUNDS: EDITS}


KILLED = """
import os, signal, sys
from directory_data import index, publishing
from directory_data.settings import Settings
from pathlib import Path
module, name = {place}
whole = getattr(module, name)
def killed(*arguments, **named):
    if {after}:
        whole(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, killed)
publishing.publish(Settings(data=Path(sys.argv[1])))
"""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "place",
    [
        '(index, "_link")',
        '(index.SegmentWriter, "delete_document")',
        '(index.SegmentWriter, "add_document")',
        '(index.SegmentWriter, "_finalize_segment")',
        '(index.SegmentWriter, "_commit_toc")',
        '(index.os, "replace")',
    ],
)
def test_a_killed_publisher_leaves_a_whole_index(settings, place, after):
    save(settings, [edition(number, 1) for number in range(EDITS)])
    arguments = [sys.executable, "-c", KILLED.format(place=place, after=after), str(settings.data)]
    killed = subprocess.run(arguments, check=False, env={**os.environ, "PYTHONPATH": "."}, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    published = after and "replace" in place
    assert found(Directory(settings.index_folder), "lantern1") == (EDITS if published else 0)
    publishing.publish(settings)
    assert found(Directory(settings.index_folder), "lantern1") == EDITS
    assert len([path for path in settings.index_folder.iterdir() if path.is_dir()]) == 2


def test_the_store_names_what_is_published(settings):
    store = Store(settings.store_url)
    before = store.revisions()
    save(settings, [edition(5, 1)])
    changed = {id_ for id_, number in store.revisions().items() if before.get(id_) != number}
    assert changed == {edition(5, 1).id}
    assert store.bodies([*changed, "unknown"]) == [edition(5, 1)]
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.record)).scalar() == RECORDS
