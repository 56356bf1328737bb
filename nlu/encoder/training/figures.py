"""What a run is worth, beside and with the sparse model, on the development messages."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlu import models
from nlu.evaluation.comparison import Flags, Floats, Judged
from nlu.text import clean, expand


def sparse_scores(judged: Judged) -> Floats:
    """What the sparse classifier gives these messages."""
    trained = models.train_on_all()
    rows = trained.features.of([expand(clean(text)) for text in judged.texts])
    return np.asarray(trained.scores(rows), dtype=np.float64)


def calibration(margins: Floats, concern: Flags) -> tuple[float, float]:
    """Platt's slope and offset."""
    scale = LogisticRegression(C=1e4).fit(margins[:, None], concern)
    return float(scale.coef_[0, 0]), float(scale.intercept_[0])


def together(sparse: Floats, encoder: Floats) -> dict[str, Floats]:
    """Each detector's chances alone, and the middle of both on the scale of odds."""
    middle = (_log_odds(sparse) + _log_odds(encoder)) / 2
    return {
        "sparse classifier": sparse,
        "encoder": encoder,
        "middle of both": 1 / (1 + np.exp(-middle)),
        "maximum of both": np.maximum(sparse, encoder),
    }


def _log_odds(chances: Floats) -> Floats:
    bounded = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.log(bounded / (1 - bounded))
