"""The figures of the last evaluation, for the public record of how the program works."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from directory_data.settings import ROOT

REPORT = ROOT / "docs" / "evaluation.md"


@dataclass(frozen=True)
class Figure:
    """One measure: ``588 of 612``, its share, the bar and whether it is met (empty without a bar)."""

    measure: str
    of: str
    share: str
    interval: str
    bar: str
    met: str


@dataclass(frozen=True)
class Evaluation:
    title: str
    figures: list[Figure]


@lru_cache(maxsize=1)
def evaluation(report: Path = REPORT) -> Evaluation | None:
    """Read from the report that ``make evaluate`` writes; ``None`` where there is none."""
    if not report.exists():
        return None
    lines = report.read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip().strip("*") for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    figures = [
        Figure(name, f"{hits} of {of}", share, interval, bar, met)
        for name, hits, of, share, interval, bar, met in (row for row in rows[2:] if len(row) == 7)
    ]
    return Evaluation(lines[0].lstrip("# "), figures)
