from collections import Counter

import msgspec
import pytest

from directory_data import seed_files, synonyms
from directory_data.analysis import STOP_WORDS, content_words, stem, words
from directory_data.errors import RecordError
from directory_data.search import SearchQuery
from directory_data.synonyms import Synonym, Synonyms

FILE = seed_files.DATA / "synonyms.yml"


def entries():
    return msgspec.convert(seed_files.load_yaml(FILE)["synonyms"], list[Synonym])


def means_of(query, *say):
    return Synonyms([Synonym(say=list(say), means=["speech"])]).meanings(query)


def test_a_file_is_loaded_and_means_several_words(tmp_path):
    path = tmp_path / "synonyms.yml"
    path.write_text(
        "synonyms:\n- say: [skint, no money]\n  means: [money worries, the debts]\n", encoding="utf-8"
    )
    loaded = synonyms.load(path)
    assert loaded.meanings("we are SKINT") == loaded.meanings("no money") == {"money", "worri", "debt"}
    assert loaded.meanings("money") == frozenset()


@pytest.mark.parametrize(
    "query", ["he wont talk", "he won't really talk", "won’t yet properly talk", "WONT TALK!"]
)
def test_up_to_two_words_may_stand_between(query):
    assert means_of(query, "wont talk")


@pytest.mark.parametrize(
    "query", ["wont ever ever ever talk", "talk wont", "wont", "talk", "", "we talk and he wont"]
)
def test_more_words_another_order_or_a_part_is_not_the_saying(query):
    assert not means_of(query, "wont talk")


@pytest.mark.parametrize("query", ["bullying", "she was bullied", "a bully"])
def test_endings_do_not_matter(query):
    assert means_of(query, "bullied")


def test_meanings_of_several_sayings_are_put_together():
    both = Synonyms(
        [Synonym(say=["no food"], means=["hungry"]), Synonym(say=["no food", "skint"], means=["money"])]
    )
    assert both.meanings("skint, no food") == {"hungri", "money"}


@pytest.mark.parametrize(
    "text",
    [
        "synonyms:\n- say: [skint]\n  mean: [money]\n",
        "synonyms:\n- say: skint\n  means: [money]\n",
        "synonyms:\n- say: [999]\n  means: [police]\n",
        "synonyms:\n- means: [money]\n",
        "synonyms: [say: [skint\n",
    ],
)
def test_a_malformed_file_is_an_error_that_names_it(tmp_path, text):
    path = tmp_path / "pairs.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"pairs\.yml"):
        synonyms.load(path)


def test_every_meaning_is_a_word_of_the_directory(directory):
    known = directory.searcher.postings.vocabulary
    unknown = {
        word
        for entry in entries()
        for text in entry.means
        for word in content_words(text)
        if stem(word) not in known
    }
    assert unknown == set()


def test_every_pair_can_be_found_and_adds_something():
    for entry in entries():
        assert entry.say and all(words(saying) for saying in entry.say), entry
        assert any(content_words(text) for text in entry.means), entry


def test_no_saying_is_a_bare_stop_word_or_stands_twice():
    said = Counter(tuple(stem(word) for word in words(saying)) for entry in entries() for saying in entry.say)
    assert [saying for saying, times in said.items() if times > 1] == []
    stops = {stem(word) for word in STOP_WORDS}
    assert [saying for saying in said if len(saying) == 1 and saying[0] in stops] == []


# Their meanings would raise every record that mentions them above the one that answers the question.
@pytest.mark.parametrize("word", ["EHA", "TAF", "LCSS", "MASH", "GDPR", "SEN"])
def test_abbreviations_of_the_records_are_searched_as_typed(word):
    assert synonyms.load().meanings(f"who can help with {word}") == frozenset()


# None of these is in the first three without its pair.
@pytest.mark.parametrize(
    ("need", "key"),
    [
        ("nobody can understand my 4 year old except me", "speech-and-language-therapy"),
        ("i think my child is on the spectrum", "autism-oxford"),
        ("daughter hates loud noises and crowds", "childrens-integrated-therapies"),
        ("our son loses it over tiny things", "minded-for-families"),
        ("baby wakes every hour", "health-visiting"),
        ("still in nappies at 4", "eric"),
        ("trouble latching", "health-visiting"),
        ("kamhs", "camhs"),
        ("too scared to go into school", "camhs"),
        ("kicked out of school", "oxsit"),
        ("her nan just passed", "fegans"),
        ("he controls all my money", "safe-project"),
        ("i think ive got pnd", "oxpip"),
        ("my brother takes ket", "family-solutions-early-help"),
        ("skint", "citizens-advice"),
        ("nothing in for tea tonight", "good-food-oxford"),
        ("second hand pushchair", "oxfordshire-all-in"),
        ("being kicked out of my flat", "shelter"),
        ("nursery is too dear", "early-education-funding"),
        ("who helps me im 13 and look after my dad", "young-carers"),
        ("i am bringing up my grandkids", "lcss"),
        ("just found out im expecting", "start4life"),
        ("nudes leaked", "step-out"),
        ("soldiers family", "forces-families"),
        ("we live on a narrowboat", "traveller-resources"),
        ("interpreter", "eal-resource"),
        ("child left home alone", "mash"),
        ("section 17 assessment", "guidance-request-social-care"),
        ("icpc", "family-solutions-statutory"),
        ("merf", "mash"),
    ],
)
def test_everyday_words_find_the_record(directory, need, key):
    found = [hit.record.key for hit in directory.search(SearchQuery(need)).hits[:3]]
    assert key in found
