"""The targets hold for what is as it should be and for a short run, and the runner sees what breaks one."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from directory_data.settings import ROOT

RUNS = 40
"""Inputs for each target, always the same; ``make fuzz`` goes on from there by the clock."""
needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="Atheris has wheels for Python 3.10 on Linux only"
)
PLANTED = """
import logging, re, sys, time
from pathlib import Path
from tests.fuzz import runner
from tests.fuzz.target import Target

def raises(data): assert data != b"bad"
def hangs(data): re.match(r"(a+)+$", "a" * 60 + "!")
def logs(data): logging.getLogger("x").error("was caught") if data == b"bad" else None
def fine(data): pass

runner.SLOWEST = 1
for name in ("raises", "hangs", "logs", "fine"):
    target = Target(name, globals()[name], [b"bad"])
    found = runner.run(target, Path(sys.argv[1]) / name, runner.Budget(2, 20, 1))
    print(name, found.failed, [path.name.split("-")[0] for path in found.findings], found.runs)
"""


def python(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT), "SIGNPOST_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_atheris
def test_a_short_run_breaks_no_target(tmp_path: Path) -> None:
    ran = python("-m", "tests.fuzz", "--runs", str(RUNS), "--seed", "1", data=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    lines = ran.stdout.splitlines()
    assert len(lines) > 12 and all(line.endswith(" ok") for line in lines)
    assert all(int(line.split()[1]) >= RUNS for line in lines)


@needs_atheris
def test_what_raises_hangs_or_logs_an_error_is_found(tmp_path: Path) -> None:
    ran = python("-c", PLANTED, str(tmp_path), data=tmp_path)
    assert ran.stdout.splitlines()[:1] == ["raises True ['crash'] 2"], ran.stdout + ran.stderr
    told = {line.split()[0]: line.split(" ", 1)[1] for line in ran.stdout.splitlines()}
    assert told["hangs"].startswith("True ['timeout']")
    assert told["logs"].startswith("True ['crash']")
    assert told["fine"].startswith("False []")


@needs_atheris
def test_a_target_that_is_not_known_is_refused(tmp_path: Path) -> None:
    ran = python("-m", "tests.fuzz", "nonsense", data=tmp_path)
    assert ran.returncode == 2 and "no such target" in ran.stderr
