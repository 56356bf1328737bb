"""The benchmark's results as a table for people, JSON for comparison, and a plot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from directory_data.bench.measures import EDITS, READING
from directory_data.bench.runner import KINDS, CountyResult, Results

FTS5, TANTIVY, OURS, WHOLE = "SQLite FTS5", "tantivy", "Signpost", "whole call"
LARGE = 20_000  # records; from here on the bars are those for 70,000
IN_WORDS = {
    "all": "every question",
    "need": "needs",
    "filtered": "needs with filters",
    "prefix": "beginnings of words",
    "slip": "words with a slip",
}
PUBLISHED = {
    "cpu_ms": "processor time of publishing and finding them here",
    "publish_ms": "until the index is published",
    "found_ms": "until all are found in this process",
    "elsewhere_ms": "until all are found in the other process",
}
INTRODUCTION = """# Search benchmark

Measured on {day} by `make bench`, which writes this page, on {machine}. {versions}.

Every engine has the same made-up county and answers the same 700 questions with ten stored titles: 500 needs
of one to eight words, any of which may match (half of them with an area and a category), 100 beginnings of
words and 100 words with a slip. Each question is put to all engines in turn, for three rounds after one to
warm up; the fastest of its times counts. Compare figures of one run only: the speed of the machine changes
from hour to hour.

- **Signpost** is the ranking alone: the scores of six weighted fields, kept in memory, and filters.
- **Whole call** is `Directory.search`, what a visitor waits for: the place and age in the text, synonyms,
  spelling, ranking, filters, counts for every filter value, and the sentence that matched. It has no search
  for beginnings of words.
- **SQLite FTS5** and **tantivy** have one text field, filters as terms of the index, and queries made ready
  before the clock starts. FTS5 has no search for slips: it looks up every spelling one slip away.

![Time for one question](images/benchmarks.png)
"""


class Bar(NamedTuple):
    """One thing that must hold, and what was measured."""

    what: str
    measured: float
    most: float
    unit: str

    @property
    def met(self) -> bool:
        return self.measured <= self.most


def bars(county: CountyResult) -> list[Bar]:
    """What the search must hold against its peers, all from one run."""
    p50, p95 = 0, 1

    def ratio(engine: str, peer: str, at: int, kind: str = "all") -> float:
        return county.engines[engine].times[kind][at] / county.engines[peer].times[kind][at]

    slowest = max(*county.publishing["found_ms"], *county.publishing["elsewhere_ms"])
    return [
        Bar("ranking against FTS5, p50", ratio(OURS, FTS5, p50), 1, "times"),
        Bar("ranking against FTS5, p95", ratio(OURS, FTS5, p95), 1, "times"),
        Bar("ranking against tantivy, p95", ratio(OURS, TANTIVY, p95), 2, "times"),
        Bar(
            "whole call against bare FTS5 with the same filters, p95",
            ratio(WHOLE, FTS5, p95, "filtered"),
            1 if county.records > LARGE else 2,
            "times",
        ),
        Bar("50 edits found by every reader, slowest round", slowest / 1000, 1, "s"),
        Bar("errors of readers meanwhile", len(county.publishing["errors"]), 0, ""),
    ]


def write(results: Results, folder: Path) -> None:
    """``benchmarks.md``, ``benchmarks.json`` and ``images/benchmarks.png`` below a folder."""
    (folder / "images").mkdir(parents=True, exist_ok=True)
    encoded = msgspec.json.format(msgspec.json.encode(_rounded(results)), indent=1)
    (folder / "benchmarks.json").write_bytes(encoded + b"\n")
    (folder / "benchmarks.md").write_text(markdown(results), encoding="utf-8")
    _plot(results, folder / "images" / "benchmarks.png")


def markdown(results: Results) -> str:
    """The page with all figures."""
    return "\n".join([*_introduction(results), *(line for c in results.counties for line in _county(c))])


def _introduction(results: Results) -> Iterator[str]:
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    yield INTRODUCTION.format(day=results.day, machine=results.machine, versions=versions)


def _county(county: CountyResult) -> Iterator[str]:
    yield from (
        f"## {county.records:,} records",
        "",
        "| must hold | measured | at most | |",
        "|---|---|---|---|",
    )
    for bar in bars(county):
        said = "met" if bar.met else "**not met**"
        yield f"| {bar.what} | {bar.measured:.2f} {bar.unit} | {bar.most:g} {bar.unit} | {said} |"
    yield from ("", "| milliseconds, p50 / p95 / p99 | " + " | ".join(county.engines) + " |")
    yield "|---" * (len(county.engines) + 1) + "|"
    for kind in KINDS:
        cells = [_times(engine.times[kind]) for engine in county.engines.values()]
        yield f"| {IN_WORDS[kind]} | " + " | ".join(cells) + " |"
    rows = {
        "questions a second, one process": "per_second",
        "build, s": "build_s",
        "more memory while building, MB": "build_mb",
        "index on disk, MB": "size_mb",
        "cold start and first answer, ms": "cold_ms",
        "more memory after all questions, MB": "memory_mb",
    }
    for label, field in rows.items():
        cells = [_figure(getattr(engine, field)) for engine in county.engines.values()]
        yield f"| {label} | " + " | ".join(cells) + " |"
    shares = [f"{engine.found['slip']:.0%}" for engine in county.engines.values()]
    yield f"| words with a slip that find something | {' | '.join(shares)} |"
    yield ""
    yield from _publishing(county)


def _publishing(county: CountyResult) -> Iterator[str]:
    told = county.publishing
    yield (
        f"Reading every word of the index into memory takes {county.fill_ms:,.0f} ms. "
        f"Publishing {EDITS} edits, {len(told['found_ms'])} times, while three threads in two processes "
        f"search {READING} times a second each:"
    )
    yield from ("", "| from the edits in the store, ms | median | slowest |", "|---|---|---|")
    for key, label in PUBLISHED.items():
        yield f"| {label} | {np.median(told[key]):,.0f} | {max(told[key]):,.0f} |"
    yield ""


def _times(percentiles: list[float]) -> str:
    return " / ".join(_figure(value) for value in percentiles)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _rounded(results: Results) -> object:
    def rounded(value: object) -> object:
        if isinstance(value, float):
            return round(value, 4)
        if isinstance(value, dict):
            return {key: rounded(inner) for key, inner in value.items()}
        return [rounded(inner) for inner in value] if isinstance(value, list) else value

    return rounded(msgspec.to_builtins(results))


def _plot(results: Results, path: Path) -> None:
    """One panel for each county: a bar from p50 to p99 with a mark at p95 for each engine."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(9, 1 + 1.6 * len(results.counties)), layout="tight")
    FigureCanvasAgg(figure)
    for place, county in enumerate(results.counties, 1):
        axes = figure.add_subplot(len(results.counties), 1, place)
        for row, engine in enumerate(county.engines.values()):
            p50, p95, p99 = engine.times["all"]
            axes.plot([p50, p99], [row, row], linewidth=7, solid_capstyle="round", color="#1d70b8", alpha=0.5)
            axes.plot([p50, p95], [row, row], "o", color="#0b0c0c", markersize=4)
            axes.annotate(f"{_figure(p95)} ms", (p99, row), (6, -3), textcoords="offset points", fontsize=8)
        axes.set_yticks(range(len(county.engines)), list(county.engines))
        axes.set(xscale="log", xlim=(0.03, 400), ylim=(len(county.engines) - 0.5, -0.5))
        axes.set_title(
            f"{county.records:,} records: p50 and p95 (dots) and p99 (end), ms", fontsize=9, loc="left"
        )
    figure.savefig(path, dpi=110)
