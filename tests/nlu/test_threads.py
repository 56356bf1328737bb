"""Reading a message takes one thread, whoever imported numpy first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from directory_data.settings import ROOT

ASK = """
from threadpoolctl import threadpool_info
print({pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"})
"""


@pytest.mark.parametrize("imports", ["import nlu, numpy, scipy.linalg", "import numpy, nlu, scipy.linalg"])
def test_matrices_are_not_shared_out(imports: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    asked = [sys.executable, "-c", f"{imports}\n{ASK}"]
    done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{1}"
