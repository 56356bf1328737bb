"""What models say of messages they have not seen: the honest margins that probabilities are fitted on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold

SEED = 20
FOLDS = 3
TOLERANCE = 0.01  # of the support vector machines; a hundredth of it took a quarter longer and answered alike
CORES = 2  # of a small machine; scikit-learn's solver lets other threads work
Floats = NDArray[Any]
Rows = NDArray[np.int_]
M = TypeVar("M")


def cross_fitted(
    rows: csr_matrix, strata: Floats, fit: Callable[[Rows], M], judge: Callable[[M, csr_matrix], Floats]
) -> tuple[M, Floats]:
    """A model fitted on all rows, and for each row the margins by a model that was fitted without it.

    ``fit`` takes the numbers of the rows to learn from, ``judge`` gives a model's margins of some rows.
    """
    everything = np.arange(len(strata))
    splits = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(strata, strata))
    with ThreadPoolExecutor(CORES) as pool:
        model, *folds = pool.map(fit, [everything, *(seen for seen, _ in splits)])
    margins = [judge(fold, rows[unseen]) for fold, (_, unseen) in zip(folds, splits, strict=True)]
    order = np.argsort(np.concatenate([unseen for _, unseen in splits]))
    return model, np.asarray(np.concatenate(margins)[order])
