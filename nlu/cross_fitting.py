"""What models say of messages they have not seen: the honest margins that probabilities are fitted on.

The fits run side by side in processes, not in threads: the support vector machines draw their dice from one
source for the whole process, so that threads would make the result depend on who came first.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold

SEED = 20
FOLDS = 3
MOST_PROCESSES = FOLDS + 1
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
    lessons = [np.arange(len(strata)), *(seen for seen, _ in splits)]
    whole, *folds = Parallel(n_jobs=_processes())(delayed(fit)(seen) for seen in lessons)
    margins = [judge(fold, rows[unseen]) for fold, (_, unseen) in zip(folds, splits, strict=True)]
    order = np.argsort(np.concatenate([unseen for _, unseen in splits]))
    return whole, np.asarray(np.concatenate(margins)[order])


def _processes() -> int:
    """One for each core that this process may use, up to the number of fits."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)
