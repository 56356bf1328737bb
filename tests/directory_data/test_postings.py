"""Our scores against Whoosh's own, over one segment, several, and with deleted documents."""

import random

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from directory_data import index, seed_files
from directory_data.index import FIELD_WEIGHTS
from directory_data.postings import BLOCK, FIELD_LENGTH_INFLUENCE, Postings, best
from tests.factories import make_record

QUERIES = 300


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    folder = tmp_path_factory.mktemp("postings")
    return index.build(folder, seed_files.records(), seed_files.organizations(), 1)


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """A build after some publications, each of which changed, removed and added records."""
    folder, records = tmp_path_factory.mktemp("edited"), seed_files.records()
    organizations = seed_files.organizations()
    builds = [index.build(folder, records[:200], organizations, 1)]
    postings = Postings(builds[0])
    for number in range(2, 7):
        postings.fill(0)  # so that what it keeps for the next build is really read
        changed = [make_record(record.key, description="Bread and speech") for record in records[number:9]]
        removed = [record.id for record in records[number * 10 : number * 10 + 4]]
        builds.append(index.update(folder, changed + records[190 + number :], removed, organizations, number))
        postings = Postings(builds[-1], postings)
    return builds[-1], postings


def assert_scores_equal(build, postings):
    words = sorted(postings.vocabulary)
    chance = random.Random(7)  # noqa: S311 a fixed choice of queries
    with whoosh_index.open_dir(build).searcher(weighting=BM25F(**FIELD_LENGTH_INFLUENCE)) as searcher:
        for _ in range(QUERIES):
            stems = chance.sample(words, chance.randint(1, 8))
            query = Or(
                [Term(field, stem, boost=weight) for stem in stems for field, weight in FIELD_WEIGHTS.items()]
            )
            theirs = {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}
            ours = postings.scores(dict.fromkeys(stems, 1.0))
            assert set(np.nonzero(ours)[0]) == set(theirs)
            assert ours[list(theirs)].tolist() == pytest.approx(list(theirs.values()), rel=2e-6)


def test_scores_equal_whooshs_own(build):
    assert_scores_equal(build, Postings(build))


def test_scores_equal_whooshs_own_after_edits(edited):
    build, _ = edited
    with whoosh_index.open_dir(build).reader() as reader:
        assert len(list(reader.leaf_readers())) > 3
        assert reader.has_deletions()
    assert_scores_equal(build, Postings(build))


def test_scores_equal_whooshs_own_with_arrays_of_earlier_builds(edited):
    build, postings = edited
    assert postings.kept > 100
    assert_scores_equal(build, postings)


def test_scores_equal_whooshs_own_after_a_merge(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "SMALL_SEGMENT", 30)
    build = index.build(tmp_path, [make_record(f"first-{n}") for n in range(40)], {}, 1)
    postings = Postings(build)
    for number in range(index.MOST_SMALL_SEGMENTS + 2):
        edits = [make_record(f"first-{number}", description="bread"), make_record(f"later-{number % 3}")]
        build = index.update(tmp_path, edits, [], {}, number + 2)
        postings = Postings(build, postings)
    with whoosh_index.open_dir(build).reader() as reader:
        assert len(list(reader.leaf_readers())) < index.MOST_SMALL_SEGMENTS
        assert reader.doc_count() == 43
    assert_scores_equal(build, postings)
    assert postings.kept >= 40


def test_a_prefix_stands_for_its_commonest_stems(build):
    found = Postings(build).starting("safe")
    assert found[0] == "safeguard"
    assert all(stem.startswith("safe") for stem in found)


def test_every_document_of_a_stem_is_had(build):
    postings = Postings(build)
    for stems in (["school"], ["bank", "food"], list(postings.vocabulary)[:200]):
        scores = postings.scores(dict.fromkeys(stems, 1.0))
        assert np.array_equal(postings.having(stems), scores > 0)


def test_best_is_ordered_limited_and_masked():
    scores = np.array([0, 3, 1, 3, 2], dtype=np.float32)
    everything = np.ones(5, dtype=bool)
    assert best(scores, everything) == [1, 3, 4, 2]
    assert best(scores, everything, limit=2) == [1, 3]
    assert best(scores, np.array([1, 0, 1, 1, 0], dtype=bool)) == [3, 2]


@pytest.mark.parametrize("different", [2, 9, 10_000])
def test_the_best_of_many_are_those_of_the_whole_order(different):
    chance = np.random.default_rng(3)
    scores = chance.integers(0, different, BLOCK * 100 + 7).astype(np.float32)
    mask = chance.random(len(scores)) < 0.3
    for limit in (1, 10, 60, 5000):
        assert best(scores, mask, limit) == best(scores, mask)[:limit]


def test_an_unknown_word_scores_nothing(build):
    assert not Postings(build).scores({"xyzzy": 1.0}).any()
