"""What models say of messages they have not seen: the honest margins that probabilities are fitted on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold

SEED = 20
FOLDS = 3
TOLERANCE = 0.01  # of the support vector machines; a hundredth of it took a quarter longer and answered alike
Floats = NDArray[Any]
Rows = NDArray[np.int_]
M = TypeVar("M")


def cross_fitted(
    rows: csr_matrix, strata: Floats, fit: Callable[[Rows], M], judge: Callable[[M, csr_matrix], Floats]
) -> tuple[M, Floats]:
    """A model fitted on all rows, and for each row the margins by a model that was fitted without it.

    ``fit`` takes the numbers of the rows to learn from, ``judge`` gives a model's margins of some rows.
    """
    splits = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(strata, strata))
    margins = [judge(fit(seen), rows[unseen]) for seen, unseen in splits]
    order = np.argsort(np.concatenate([unseen for _, unseen in splits]))
    return fit(np.arange(len(strata))), np.asarray(np.concatenate(margins)[order])
