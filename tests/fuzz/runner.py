"""Runs targets one after another, each in a process of its own, and says what each did.

Atheris ends the process that it runs in, so every target is forked from one that has loaded Signpost already.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import atheris

from tests.fuzz.target import Target

SLOWEST = 10
"""Seconds for one input, also on a machine that does other things."""
MOST_MEMORY = 2048
"""Megabytes."""
GRACE = 120
"""Seconds after the budget in which a target must have ended."""
FINDINGS = ("crash-*", "timeout-*", "oom-*", "leak-*")
_RUNS = re.compile(r"^stat::number_of_executed_units: (\d+)|^#(\d+)\s", re.MULTILINE)
_COVERAGE = re.compile(r"\bcov: (\d+)")


class Budget(NamedTuple):
    """How much one target may do: seconds, or a number of inputs when that is given."""

    seconds: int
    runs: int | None
    seed: int


class Outcome(NamedTuple):
    """What became of one target."""

    name: str
    runs: int
    coverage: int
    """Branches of Signpost's code that were reached."""
    findings: list[Path]
    failed: bool
    """Whether it ended in any way but by its budget."""


def run(target: Target, folder: Path, budget: Budget) -> Outcome:
    """Fuzz one target; inputs that break it, and the log, are in ``folder``."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    for old in _findings(folder):
        old.rename(folder / f"earlier-{old.name}")
    child = os.fork()
    if not child:
        _fuzz(target, folder, corpus, budget)
    code = _wait(child, budget.seconds + GRACE)
    said = (folder / "log").read_text(encoding="utf-8", errors="replace")
    counted = [int(number) for found in _RUNS.findall(said) for number in found if number]
    covered = [int(number) for number in _COVERAGE.findall(said)]
    findings = _findings(folder)
    return Outcome(target.name, max(counted, default=0), max(covered, default=0), findings, code != 0)


def _findings(folder: Path) -> list[Path]:
    return [path for pattern in FINDINGS for path in sorted(folder.glob(pattern))]


def _wait(child: int, seconds: float) -> int:
    """The exit code of a child; it is ended when it takes longer."""
    end = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.05)


def _fuzz(target: Target, folder: Path, corpus: Path, budget: Budget) -> None:
    """In the child: never returns."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    options = [
        f"-runs={budget.runs}" if budget.runs is not None else f"-max_total_time={budget.seconds}",
        f"-seed={budget.seed}",
        f"-max_len={target.longest}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MOST_MEMORY}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    ]
    target.ready()
    atheris.Setup(["fuzz", *options, str(corpus)], _without_errors(target.run))
    atheris.Fuzz()
    os._exit(0)


def _without_errors(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, for which an error in the log is a fault as well: the product catches most of its own."""
    logged = _Errors()
    logging.getLogger().addHandler(logged)

    def run_one(data: bytes) -> None:
        logged.said.clear()
        check(data)
        assert not logged.said, logged.said

    return run_one


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
