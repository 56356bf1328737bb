"""Runs the benchmark: every engine over the same county, questions interleaved in one process."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from directory_data.bench import measures
from directory_data.bench.engines import ENGINES
from directory_data.bench.questions import Question, questions

ROUNDS = 3
PERCENTILES = (50, 95, 99)
KINDS = ("all", "need", "filtered", "prefix", "slip")
Say = Callable[[str], None]


class EngineResult(msgspec.Struct):
    """One engine over one county; times in milliseconds, sizes in megabytes."""

    build_s: float
    build_mb: float
    size_mb: float
    cold_ms: float
    memory_mb: float
    per_second: float
    """Questions one process answers in a second."""
    times: dict[str, list[float]]
    """By kind of question the 50th, 95th and 99th percentile."""
    found: dict[str, float]
    """By kind of question the share that found anything."""


class CountyResult(msgspec.Struct):
    records: int
    engines: dict[str, EngineResult]
    fill_ms: float
    publishing: dict[str, Any]


class Results(msgspec.Struct):
    """A whole run; ``versions`` says of what, ``machine`` how busy it was."""

    day: str
    versions: dict[str, str]
    counties: list[CountyResult]
    machine: str = ""


def run(sizes: tuple[int, ...], say: Say) -> Iterator[Results]:
    """Measure counties of these sizes, about ten minutes for 70,000 records; yields what is known so far."""
    results = Results(dt.date.today().isoformat(), _versions(), [], _machine())
    for size in sizes:
        results.counties.append(_county(size, say))
        yield results


def _county(count: int, say: Say) -> CountyResult:
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as temporary:
        data = Path(temporary)
        folders = {name: data / name.replace(" ", "-") for name in ENGINES}
        folders["Signpost"] = folders["whole call"] = data / "index"
        built: dict[str, dict[str, Any]] = {}
        for name in ENGINES:
            if name == "whole call":
                built[name] = built["Signpost"].copy()
                continue
            say(f"{count} records: building {name}")
            built[name] = measures.apart(measures.build, name, folders[name], count)
        say(f"{count} records: cold starts")
        cold = {name: measures.apart(measures.cold, name, folders[name]) for name in ENGINES}
        filled = measures.apart(measures.fill, folders["Signpost"])
        say(f"{count} records: questions, {ROUNDS} rounds")
        times, found = _interleaved(folders)
        for name, folder in folders.items():
            built[name] |= {"size_mb": _megabytes(folder), **cold[name]}
        engines = {n: EngineResult(**built[n], **_summary(times[n], found[n])) for n in ENGINES}
        say(f"{count} records: publishing")
        published = measures.apart(measures.publish, data, count)
        return CountyResult(count, engines, filled["fill_ms"], published)


def _interleaved(
    folders: dict[str, Path],
) -> tuple[dict[str, npt.NDArray[np.float64]], dict[str, list[bool]]]:
    """Milliseconds of each question, the fastest of the rounds, and whether it found anything.

    Each question is put to all engines before the next, so that a busy moment of the machine hits all; the
    fastest, because what other programs take from the machine is not the engine's.
    """
    engines = {name: ENGINES[name](folder) for name, folder in folders.items()}
    for engine in engines.values():
        engine.open()
    asked = questions()
    asks = {name: [engine.asking(question) for question in asked] for name, engine in engines.items()}
    found = {name: [bool(ask()) for ask in asks[name]] for name in engines}  # a first round to warm up
    times = {name: np.zeros((ROUNDS, len(asked))) for name in engines}
    for round_ in range(ROUNDS):
        for number in range(len(asked)):
            for name in engines:
                start = time.perf_counter()
                asks[name][number]()
                times[name][round_, number] = (time.perf_counter() - start) * 1000
    return {name: rounds.min(axis=0) for name, rounds in times.items()}, found


def _summary(times: npt.NDArray[np.float64], found: list[bool]) -> dict[str, Any]:
    asked = questions()
    chosen = {kind: [n for n, question in enumerate(asked) if _is(question, kind)] for kind in KINDS}
    return {
        "per_second": 1000 / float(times.mean()),
        "times": {kind: np.percentile(times[some], PERCENTILES).tolist() for kind, some in chosen.items()},
        "found": {kind: float(np.mean([found[n] for n in some])) for kind, some in chosen.items()},
    }


def _is(question: Question, kind: str) -> bool:
    return kind in ("all", question.kind)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _machine() -> str:
    """A load above the number of processors means that everything in the report is slower than it need be."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} processors with a load of {load:.1f} from other programs at the start"


def _versions() -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "Whoosh-Reloaded": metadata.version("whoosh-reloaded"),
        "SQLite": sqlite3.sqlite_version,
        "tantivy": metadata.version("tantivy"),
        "numpy": metadata.version("numpy"),
    }
