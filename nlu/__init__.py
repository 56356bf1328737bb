"""What a message asks for, and whether a child may not be safe.

spaCy's numerics library imports TensorFlow whenever it is installed, for wrappers that nobody here uses:
seven seconds and some 360 MB in every process. It is hidden for the length of that one import.

Matrices here are small: shared out among threads, as numpy's OpenBLAS does by itself, each message took three
times the processor time, most of it one thread waiting for another. One thread each, in every process.
"""

from __future__ import annotations

import importlib
import os
import sys

from threadpoolctl import threadpool_limits

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for what is imported from here on
threadpool_limits(limits=1, user_api="blas")  # and what is there already

if "thinc" not in sys.modules and "tensorflow" not in sys.modules:
    sys.modules["tensorflow"] = None  # type: ignore[assignment]  # "not installed", says importlib
    try:
        importlib.import_module("thinc.compat")
    finally:
        del sys.modules["tensorflow"]
