import random

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from directory_data import index, seed_files
from directory_data.index import FIELD_WEIGHTS
from directory_data.postings import FIELD_LENGTH_INFLUENCE, Postings, best


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    folder = tmp_path_factory.mktemp("postings")
    return index.build(folder, seed_files.records(), seed_files.organizations(), 1)


def test_scores_equal_whooshs_own(build):
    postings = Postings(build)
    words = sorted(postings.vocabulary)
    chance = random.Random(7)  # noqa: S311 a fixed choice of queries
    with whoosh_index.open_dir(build).searcher(weighting=BM25F(**FIELD_LENGTH_INFLUENCE)) as searcher:
        for _ in range(200):
            stems = chance.sample(words, chance.randint(1, 8))
            query = Or(
                [Term(field, stem, boost=weight) for stem in stems for field, weight in FIELD_WEIGHTS.items()]
            )
            theirs = {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}
            ours = postings.scores(dict.fromkeys(stems, 1.0))
            assert set(np.nonzero(ours)[0]) == set(theirs)
            assert all(ours[number] == pytest.approx(score, rel=1e-4) for number, score in theirs.items())


def test_best_is_ordered_limited_and_masked():
    scores = np.array([0, 3, 1, 3, 2], dtype=np.float32)
    everything = np.ones(5, dtype=bool)
    assert best(scores, everything) == [1, 3, 4, 2]
    assert best(scores, everything, limit=2) == [1, 3]
    assert best(scores, np.array([1, 0, 1, 1, 0], dtype=bool)) == [3, 2]


def test_an_unknown_word_scores_nothing(build):
    assert not Postings(build).scores({"xyzzy": 1.0}).any()
