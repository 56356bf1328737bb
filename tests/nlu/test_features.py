"""The numbers of a message are those of the vectorisers that the models were trained on."""

from __future__ import annotations

import joblib
import numpy as np
import pytest
from scipy.sparse import hstack

from nlu.features import Features

LEARNED = [
    "once only",
    "my son will not sleep. he is two",
    "my daughter will not eat and will not sleep",
    "is there a food bank near us",
    "a food bank for my son and my daughter",
    "my son will not sleep. he is two",
    "my daughter will not eat and will not sleep",
    "is there a food bank near us",
    "a food bank for my son and my daughter",
]
READ = ["my my my son will not eat food. sleep sleep", "zzz qqq", "", "is there a food bank", "не спит"]


@pytest.fixture(scope="module")
def features():
    made = Features()
    made.fit(LEARNED)
    return made


def by_scikit_learn(features, texts):
    return hstack([view.transform(texts) for view in features._views], format="csr")


def test_rows_are_those_of_scikit_learn(features):
    found, wanted = features.of(READ), by_scikit_learn(features, READ)
    assert found.shape == wanted.shape and found.dtype == wanted.dtype == np.float32
    wanted.sort_indices()
    assert found.nnz == wanted.nnz > 50
    assert found.has_sorted_indices and (found.indices == wanted.indices).all()
    np.testing.assert_allclose(found.data, wanted.data, rtol=1e-6)


def test_it_stays_so_when_kept_in_a_file_after_use(features, tmp_path):
    features.of(READ)
    joblib.dump(features, tmp_path / "features")
    again = joblib.load(tmp_path / "features").of(READ)
    assert (again != features.of(READ)).nnz == 0


def test_what_was_seen_once_is_not_kept(features):
    """scikit-learn before 1.7 keeps each such feature by name, in every process that loads the models."""
    assert not any(getattr(view, "stop_words_", None) for view in features._views)


def test_a_message_does_not_look_all_weights_over(features, monkeypatch):
    """``transform`` does, through ``check_is_fitted``, and took half of the time of reading a message."""
    wanted = by_scikit_learn(features, READ[:1])
    for view in features._views:
        monkeypatch.setattr(type(view), "transform", None)
    assert features.of(READ[:1]).nnz == wanted.nnz
