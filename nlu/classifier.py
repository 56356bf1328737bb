"""The trained safeguarding detector: how likely a message is an immediate concern, and of which kind.

Three linear opinions are blended: a plain one, one that weighs each feature first by how much more often it
stands in concerns (naive Bayes), and that of the intent model. Each errs on other messages than the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from nlu.cross_fitting import SEED, TOLERANCE, Floats, cross_fitted

PLAIN_STRENGTH, CONTRAST_STRENGTH, KIND_STRENGTH = 0.5, 0.1, 0.5  # the C of each; higher fits the data closer


@dataclass(frozen=True)
class Classifier:
    """Linear weights over ``nlu.features``, blended into a probability."""

    weights: Floats
    """Two columns: the plain opinion and the contrasted one."""
    offsets: Floats
    blend: Floats
    """How much each of the three opinions counts."""
    intercept: float
    kinds: list[str]
    kind_weights: Floats
    kind_offsets: Floats

    @classmethod
    def fit(
        cls, rows: csr_matrix, copies: csr_matrix, kinds: Sequence[str | None], second_opinion: Floats
    ) -> Classifier:
        """Train on rows and their careless copies; a kind is that of the concern, or ``None`` for no concern.

        ``second_opinion`` is ``IntentModel.concern`` of each row judged unseen. The blend is fitted on
        opinions of models that had not seen the row, in any copy, so that a score is the chance it says.
        """
        wrong = np.array([kind is not None for kind in kinds])
        (weights, offsets), unseen = cross_fitted(
            rows,
            wrong,
            lambda seen: _opinions(rows[seen], copies[seen], wrong[seen]),
            lambda fold, some: np.asarray(some @ fold[0] + fold[1]),
        )
        blend = LogisticRegression(C=1e3).fit(np.column_stack([unseen, second_opinion]), wrong)
        kind = LinearSVC(C=KIND_STRENGTH, class_weight="balanced", tol=TOLERANCE, random_state=SEED)
        kind.fit(rows[wrong], [kind for kind in kinds if kind is not None])
        return cls(
            weights=weights,
            offsets=offsets,
            blend=blend.coef_[0],
            intercept=float(blend.intercept_[0]),
            kinds=[str(name) for name in kind.classes_],
            kind_weights=np.ascontiguousarray(kind.coef_.T, dtype=np.float32),
            kind_offsets=kind.intercept_,
        )

    def scores(self, rows: csr_matrix, second_opinion: Floats) -> Floats:
        """For each row the chance, from 0 to 1, that it is an immediate concern."""
        opinions = np.column_stack([rows @ self.weights + self.offsets, second_opinion])
        return np.asarray(1 / (1 + np.exp(-(opinions @ self.blend + self.intercept))))

    def kind(self, row: csr_matrix) -> str:
        """The likeliest category (or ``report_allegation``) of one row, given that it is a concern."""
        return self.kinds[int(np.argmax(row @ self.kind_weights + self.kind_offsets))]


def _opinions(rows: csr_matrix, copies: csr_matrix, wrong: Floats) -> tuple[Floats, Floats]:
    """Weights and offsets of the plain and of the contrasted opinion, a column each."""
    everything, targets = vstack([rows, copies], format="csr"), np.tile(wrong, 2)
    contrast = _contrast(rows, wrong)
    plain = _svm(PLAIN_STRENGTH).fit(everything, targets)
    contrasted = _svm(CONTRAST_STRENGTH).fit(everything @ diags(contrast), targets)
    weights = np.column_stack([plain.coef_[0], contrasted.coef_[0] * contrast])
    offsets = np.array([plain.intercept_[0], contrasted.intercept_[0]])
    return np.ascontiguousarray(weights, dtype=np.float32), offsets


def _contrast(rows: csr_matrix, wrong: Floats) -> Floats:
    """For each feature the log of how much more of it concerns hold, scaled to a mean size of one."""
    inside = np.asarray(rows[wrong].sum(axis=0)).ravel() + 0.5
    outside = np.asarray(rows[~wrong].sum(axis=0)).ravel() + 0.5
    ratio = np.log((inside / inside.sum()) / (outside / outside.sum()))
    return np.asarray(ratio / np.abs(ratio).mean())


def _svm(strength: float) -> LinearSVC:
    return LinearSVC(C=strength, class_weight="balanced", tol=TOLERANCE, random_state=SEED)
