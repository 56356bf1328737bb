"""The trained safeguarding detector: how likely a message is an immediate concern, and of which category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

SEED = 20
FOLDS = 4
Floats = NDArray[Any]


@dataclass(frozen=True)
class Classifier:
    """Linear weights over ``nlu.features``, with margins read as probabilities."""

    weights: Floats
    offset: float
    slope: float
    intercept: float
    categories: list[str]
    category_weights: Floats
    category_offsets: Floats

    @classmethod
    def fit(cls, rows: csr_matrix, labels: Sequence[str | None], copies: csr_matrix) -> Classifier:
        """Train on rows and their careless copies; a label is a category, or ``None`` for no concern.

        Margins are calibrated on rows that the model giving the margin had not seen, in any copy.
        """
        wrong = np.array([label is not None for label in labels])
        model = _concern_model(rows, copies, wrong)
        scale = _calibration(_unseen_margins(rows, copies, wrong), wrong)
        kinds = [label for label in labels if label is not None]
        kind = LinearSVC(C=0.5, class_weight="balanced", random_state=SEED).fit(rows[wrong], kinds)
        return cls(
            weights=model.coef_[0].astype(np.float32),
            offset=float(model.intercept_[0]),
            slope=float(scale.coef_[0, 0]),
            intercept=float(scale.intercept_[0]),
            categories=[str(name) for name in kind.classes_],
            category_weights=np.ascontiguousarray(kind.coef_.T, dtype=np.float32),
            category_offsets=kind.intercept_,
        )

    def scores(self, rows: csr_matrix) -> Floats:
        """For each row the chance, from 0 to 1, that it is an immediate concern."""
        margins = rows @ self.weights + self.offset
        return np.asarray(1 / (1 + np.exp(-(self.slope * margins + self.intercept))))

    def category(self, row: csr_matrix) -> str:
        """The likeliest category of one row, given that it is a concern."""
        margins = row @ self.category_weights + self.category_offsets
        return self.categories[int(np.argmax(margins))]


def _concern_model(rows: csr_matrix, copies: csr_matrix, wrong: Floats) -> LinearSVC:
    model = LinearSVC(C=0.5, class_weight="balanced", random_state=SEED)
    return model.fit(vstack([rows, copies], format="csr"), np.concatenate([wrong, wrong]))


def _unseen_margins(rows: csr_matrix, copies: csr_matrix, wrong: Floats) -> Floats:
    margins = np.zeros(len(wrong))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(wrong, wrong):
        model = _concern_model(rows[seen], copies[seen], wrong[seen])
        margins[unseen] = model.decision_function(rows[unseen])
    return margins


def _calibration(margins: Floats, wrong: Floats) -> LogisticRegression:
    return LogisticRegression(C=1e4).fit(margins[:, None], wrong)
