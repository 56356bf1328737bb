"""Which intent a message has: a ranking of all intents with the chance of each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.svm import LinearSVC

from nlu.cross_fitting import SEED, TOLERANCE, Floats, cross_fitted
from nlu.labels import SAFEGUARDING

SHARPNESS = np.geomspace(0.5, 16, 60)
OPINION_SHARPNESS = 4.0
LEAST_CHANCE = 1e-6
ENCODER_SHARE = 0.5
SHARPER = 1.0
"""Both fitted on the development messages."""
Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class IntentModel:
    """One-against-rest linear weights over ``nlu.features``; margins become chances by a fitted sharpness."""

    intents: list[str]
    weights: Floats
    """Features x intents, at half precision: they are most of what the models take in memory."""
    offsets: Floats
    sharpness: float

    @classmethod
    def fit(cls, rows: csr_matrix, copies: csr_matrix, intents: Sequence[str]) -> tuple[IntentModel, Floats]:
        """Train on rows and their careless copies; also returns ``concern`` of each row, judged unseen."""
        names = np.array(intents)
        model, unseen = cross_fitted(
            rows,
            names,
            lambda seen: _fitted(rows, copies, names, seen),
            lambda fold, some: np.asarray(fold.decision_function(some)),
        )
        found = cls(
            intents=[str(name) for name in model.classes_],
            weights=np.ascontiguousarray(model.coef_.T, dtype=np.float16),
            offsets=model.intercept_,
            sharpness=_best_sharpness(unseen, np.searchsorted(model.classes_, names)),
        )
        return found, found.concern_of(unseen)

    def predict(self, row: csr_matrix) -> Ranking:
        """Every intent with its chance, likeliest first."""
        chances = _chances(self._margins(row), self.sharpness)[0]
        order = np.argsort(-chances, kind="stable")
        return [(self.intents[i], float(chances[i])) for i in order]

    def concern(self, rows: csr_matrix) -> Floats:
        """The log odds that each row has a safeguarding intent: a second opinion for the classifier."""
        return self.concern_of(self._margins(rows))

    def concern_of(self, margins: Floats) -> Floats:
        wrong = np.array([intent in SAFEGUARDING for intent in self.intents])
        chance = _chances(margins, OPINION_SHARPNESS)[:, wrong].sum(axis=1)
        return np.asarray(np.log(chance + LEAST_CHANCE) - np.log(1 - chance + LEAST_CHANCE))

    def _margins(self, rows: csr_matrix) -> Floats:
        """Row by row, for scipy would first widen all of the weights."""
        cells = [slice(start, end) for start, end in pairwise(rows.indptr)]
        found = [rows.data[row] @ self.weights[rows.indices[row]].astype(np.float32) for row in cells]
        return np.asarray(np.stack(found) + self.offsets)


def together(ranking: Ranking, encoded: Mapping[str, float]) -> Ranking:
    """The ranking when the encoder's chances are multiplied in, each to the power of its share."""
    scores = {
        intent: (1 - ENCODER_SHARE) * _log(chance) + ENCODER_SHARE * _log(encoded.get(intent, 0.0))
        for intent, chance in ranking
    }
    powers = {intent: math.exp(SHARPER * score) for intent, score in scores.items()}
    total = sum(powers.values())
    return sorted(((intent, power / total) for intent, power in powers.items()), key=lambda one: -one[1])


def _log(chance: float) -> float:
    return math.log(max(chance, LEAST_CHANCE))


def _fitted(rows: csr_matrix, copies: csr_matrix, names: Floats, seen: Floats) -> LinearSVC:
    model = LinearSVC(C=0.3, class_weight="balanced", tol=TOLERANCE, random_state=SEED)
    return model.fit(vstack([rows[seen], copies[seen]], format="csr"), np.tile(names[seen], 2))


def _chances(margins: Floats, sharpness: float) -> Floats:
    powers = np.exp(sharpness * (margins - margins.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _best_sharpness(margins: Floats, right: Floats) -> float:
    """The sharpness under which the right intents of unseen rows are likeliest."""
    each = np.arange(len(right))
    losses = [-np.log(_chances(margins, s)[each, right] + LEAST_CHANCE).mean() for s in SHARPNESS]
    return float(SHARPNESS[int(np.argmin(losses))])
