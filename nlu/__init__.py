"""What a message asks for, and whether a child may not be safe.

spaCy's numerics library imports TensorFlow whenever it is installed, for wrappers that nobody here uses:
seven seconds and some 360 MB in every process. It is hidden for the length of that one import.
"""

from __future__ import annotations

import importlib
import sys

if "thinc" not in sys.modules and "tensorflow" not in sys.modules:
    sys.modules["tensorflow"] = None  # type: ignore[assignment]  # "not installed", says importlib
    try:
        importlib.import_module("thinc.compat")
    finally:
        del sys.modules["tensorflow"]
