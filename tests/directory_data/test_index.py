import pytest

from directory_data import index
from directory_data.directory import Directory
from directory_data.errors import IndexUnavailable, UnknownRecord
from directory_data.search import SearchQuery
from tests.factories import make_record


def names(directory, text):
    return [hit.record.name for hit in directory.search(SearchQuery(text)).hits]


def test_a_new_build_is_seen_by_an_open_directory(tmp_path):
    index.build(tmp_path, [make_record("old-group")], {}, 1)
    directory = Directory(tmp_path)
    assert names(directory, "group") == ["Old Group"]
    index.build(tmp_path, [make_record("new-group")], {}, 2)
    assert names(directory, "group") == ["New Group"]


def test_a_build_that_fails_leaves_the_current_index(tmp_path):
    index.build(tmp_path, [make_record("old-group")], {}, 1)
    with pytest.raises(AttributeError):
        index.build(tmp_path, [make_record("half"), None], {}, 2)
    assert names(Directory(tmp_path), "group") == ["Old Group"]


def test_old_builds_are_removed_but_the_last_one_stays_for_readers(tmp_path):
    for publication in range(1, 5):
        index.build(tmp_path, [make_record()], {}, publication)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2


def test_the_folder_is_private_because_an_index_is_code(tmp_path):
    build = index.build(tmp_path / "index", [make_record()], {}, 1)
    assert build.parent.stat().st_mode & 0o077 == 0


def test_no_index_is_said_plainly(tmp_path):
    with pytest.raises(IndexUnavailable, match="build one first"):
        Directory(tmp_path).search(SearchQuery("food"))


def test_a_record_is_found_by_key_and_by_id(tmp_path):
    record = make_record()
    index.build(tmp_path, [record], {}, 1)
    directory = Directory(tmp_path)
    assert directory.get(record.key) == directory.get(record.id) == record
    with pytest.raises(UnknownRecord):
        directory.get("nothing")
