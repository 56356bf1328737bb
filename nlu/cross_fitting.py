"""What models say of messages they have not seen: the honest margins that probabilities are fitted on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold

SEED = 20
FOLDS = 3
Floats = NDArray[Any]
Fit = Callable[[NDArray[np.int_]], Callable[[csr_matrix], Floats]]
"""Given the numbers of the rows to learn from, a function from rows to margins."""


def unseen_margins(rows: csr_matrix, strata: Floats, fit: Fit) -> Floats:
    """For each row the margins given by a model that was fitted without it."""
    parts = []
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(strata, strata):
        parts.append((unseen, fit(seen)(rows[unseen])))
    order = np.argsort(np.concatenate([unseen for unseen, _ in parts]))
    return np.asarray(np.concatenate([margins for _, margins in parts])[order])
