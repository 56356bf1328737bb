"""Which intent a message has: a ranking of all intents with the chance of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

SEED = 20
SHARPNESS = np.geomspace(0.5, 16, 60)
Floats = NDArray[Any]


@dataclass(frozen=True)
class IntentModel:
    """One-against-rest linear weights over ``nlu.features``; margins become chances by a fitted sharpness."""

    intents: list[str]
    weights: Floats
    offsets: Floats
    sharpness: float

    @classmethod
    def fit(cls, rows: csr_matrix, intents: Sequence[str]) -> IntentModel:
        """Train on all rows; the sharpness is fitted on a quarter that a first model has not seen."""
        model = _model(rows, intents)
        seen, unseen = train_test_split(np.arange(len(intents)), test_size=0.25, random_state=SEED)
        first = _model(rows[seen], [intents[i] for i in seen])
        sharpness = _best_sharpness(first, rows[unseen], [intents[i] for i in unseen])
        weights = np.ascontiguousarray(model.coef_.T, dtype=np.float32)
        return cls([str(name) for name in model.classes_], weights, model.intercept_, sharpness)

    def predict(self, row: csr_matrix) -> list[tuple[str, float]]:
        """Every intent with its chance, likeliest first."""
        chances = _chances(row @ self.weights + self.offsets, self.sharpness)[0]
        order = np.argsort(-chances)
        return [(self.intents[i], float(chances[i])) for i in order]


def _model(rows: csr_matrix, intents: Sequence[str]) -> LinearSVC:
    return LinearSVC(C=0.3, class_weight="balanced", random_state=SEED).fit(rows, intents)


def _chances(margins: Floats, sharpness: float) -> Floats:
    powers = np.exp(sharpness * (margins - margins.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _best_sharpness(model: LinearSVC, rows: csr_matrix, intents: Sequence[str]) -> float:
    """The sharpness under which the right intents of unseen rows were likeliest."""
    known = [i for i, intent in enumerate(intents) if intent in set(model.classes_)]
    right = np.searchsorted(model.classes_, [intents[i] for i in known])
    margins = model.decision_function(rows[known])
    losses = [-np.log(_chances(margins, s)[np.arange(len(known)), right] + 1e-9).mean() for s in SHARPNESS]
    return float(SHARPNESS[int(np.argmin(losses))])
