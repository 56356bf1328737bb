import threading
from dataclasses import replace

import pytest

from directory_data import directory as directories
from directory_data import publishing, synonyms
from directory_data.directory import Directory
from directory_data.errors import ConflictingEdit, RecordError, UnknownRecord
from directory_data.search import SearchQuery
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.synonym_rules import LONGEST_SAYING, MOST_MEANINGS, MOST_SAYINGS, problems
from directory_data.synonym_store import SynonymStore
from directory_data.synonyms import Synonym

TALK = Synonym(say=["wont talk", "not talking"], means=["speech"])
SKINT = Synonym(say=["skint"], means=["money"])


@pytest.fixture
def groups(store):
    groups = SynonymStore(store)
    groups.load_seed([TALK, SKINT])
    return groups


def test_the_file_is_the_first_content(groups):
    assert groups.published() == {"wont-talk": TALK, "skint": SKINT}
    assert groups.load_seed([TALK, SKINT]) == 0


def test_every_change_is_a_revision_with_author_reason_and_time(store, groups):
    before = store.publication()
    better = Synonym(say=["wont talk", "silent"], means=["speech", "therapy"])
    assert groups.save("wont-talk", better, "editor", "Heard on the phone", after=1) == 2
    first, second = groups.history("wont-talk")
    assert (second.pair, second.author, second.reason) == (better, "editor", "Heard on the phone")
    assert first.author == "seed" and first.made <= second.made
    assert groups.published()["wont-talk"] == better
    assert store.publication() == before + 1


def test_a_new_group_gets_a_key_of_its_own(groups):
    assert groups.add(Synonym(say=["Broke again!"], means=["money"]), "editor", "") == "broke-again"
    groups.withdraw("broke-again", "editor", "Too wide")
    assert groups.add(Synonym(say=["broke again"], means=["debt"]), "editor", "") == "broke-again-2"


def test_a_withdrawn_group_is_kept_and_can_come_back(groups):
    groups.withdraw("skint", "editor", "Found the wrong things")
    assert set(groups.published()) == {"wont-talk"}
    assert groups.history("skint")[-1].is_withdrawn
    assert groups.load_seed([TALK, SKINT]) == 0
    assert groups.restore("skint", 1, "editor") == 3
    assert groups.published()["skint"] == SKINT


def test_the_file_changes_only_what_no_editor_has_changed(groups):
    edited = replace_say(SKINT, "no money")
    groups.save("skint", edited, "editor", "")
    assert groups.load_seed([replace_say(TALK, "wont talk", "mute"), replace_say(SKINT, "skint", "x y")]) == 1
    assert groups.published() == {"skint": edited, "wont-talk": replace_say(TALK, "wont talk", "mute")}
    assert groups.load_seed([]) == 1
    assert groups.published() == {"skint": edited}


def replace_say(pair, *say):
    return Synonym(say=list(say), means=pair.means)


def test_a_second_editor_is_told_and_nothing_is_written(groups):
    groups.save("skint", replace_say(SKINT, "broke"), "one", "", after=1)
    for change in (
        lambda: groups.save("skint", replace_say(SKINT, "poor"), "two", "", after=1),
        lambda: groups.withdraw("skint", "two", "", after=1),
    ):
        with pytest.raises(ConflictingEdit, match="changed by one"):
            change()
    assert groups.published()["skint"].say == ["broke"]


def test_two_editors_at_once_make_two_revisions(groups):
    changes = [
        threading.Thread(target=groups.save, args=("skint", replace_say(SKINT, word), word, ""))
        for word in ("broke", "poor", "penniless")
    ]
    for change in changes:
        change.start()
    for change in changes:
        change.join()
    assert [revision.number for revision in groups.history("skint")] == [1, 2, 3, 4]


def test_unknown_groups_and_revisions(groups):
    for attempt in (
        lambda: groups.history("nothing"),
        lambda: groups.withdraw("nothing", "editor", ""),
        lambda: groups.save("nothing", Synonym(say=["x y"], means=["money"]), "editor", ""),
        lambda: groups.restore("skint", 9, "editor"),
    ):
        with pytest.raises(UnknownRecord):
            attempt()


def test_a_group_with_problems_is_refused_with_all_of_them(store, groups):
    before = store.publication()
    with pytest.raises(RecordError, match=r"“about”.*“zebra” is in no record"):
        groups.save("skint", Synonym(say=["about"], means=["zebra"]), "editor", "", vocabulary={"monei"})
    with pytest.raises(RecordError, match="already said in the group of “wont talk”"):
        groups.add(Synonym(say=["not talking"], means=["speech"]), "editor", "")
    assert store.publication() == before
    assert groups.problems("wont-talk", TALK) == []


@pytest.mark.parametrize(
    ("say", "means", "problem"),
    [
        ([], ["money"], "at least one saying"),
        (["skint"], [], "at least one meaning"),
        (["?"], ["money"], "no word in it"),
        (["helping"], ["money"], "nearly every question"),
        (["skint", "Skint"], ["money"], "already said"),
        (["skint"], ["the"], "no word that can be searched for"),
        (["a b " * LONGEST_SAYING], ["money"], "too long"),
        ([f"word{n} two" for n in range(MOST_SAYINGS + 1)], ["money"], "at most"),
        (["skint"], [f"word{n}" for n in range(MOST_MEANINGS + 1)], "at most"),
    ],
)
def test_problems_are_named(say, means, problem):
    (found,) = problems(Synonym(say=say, means=means))
    assert problem in found


def test_groups_of_the_reviewed_file_have_no_problems():
    pairs = synonyms.pairs()
    for number, pair in enumerate(pairs):
        assert problems(pair, pairs[:number] + pairs[number + 1 :]) == []


def test_searches_use_what_was_published_with_the_index(tmp_path):
    settings = replace(Settings(), data=tmp_path)
    directories.prepare(settings)
    directory = Directory(settings.index_folder)

    def first():
        return [hit.record.key for hit in directory.search(SearchQuery("blibberish")).hits[:1]]

    assert first() == []
    groups = SynonymStore(Store(settings.store_url))
    key = groups.add(Synonym(say=["blibberish"], means=["CAMHS"]), "editor", "A word of this town")
    assert first() == []
    publishing.publish(settings)
    assert first() == ["camhs"]
    groups.withdraw(key, "editor", "Nobody says it")
    publishing.publish(settings)
    assert first() == []
