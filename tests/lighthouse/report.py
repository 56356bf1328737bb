"""docs/lighthouse.md, from what was measured."""

from __future__ import annotations

import datetime as dt
import os
import statistics
from dataclasses import dataclass
from pathlib import Path

import click

from tests.lighthouse.scores import CATEGORIES, Scores

PAGE = "lighthouse.md"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
HEAVIEST = 150_000
"""Bytes."""
LONGEST = 300
"""Milliseconds, for 95 of 100."""
NOT_MET = "**not met**"


@dataclass(frozen=True)
class Measured:
    conditions: str
    scores: Scores
    weights: dict[str, int]
    """Bytes on the wire."""
    waits: dict[str, list[float]]
    """Milliseconds."""


def conditions() -> str:
    """When, and how busy the machine was with other things."""
    load = os.getloadavg()[0]
    return f"{dt.date.today()}, on {os.cpu_count()} processors with a load of {load:.1f} at the start"


def write(folder: Path, measured: Measured) -> None:
    """Write the page into ``folder`` and say it."""
    text = markdown(measured)
    (folder / PAGE).write_text(text, encoding="utf-8")
    click.echo(text)


def markdown(measured: Measured) -> str:
    """The page."""
    rows = [_score_row(page, scores) for page, scores in measured.scores.items()]
    weights = [
        f"| {name} | {bytes_ / 1000:.1f} KB | {_met(bytes_ <= HEAVIEST)} |"
        for name, bytes_ in measured.weights.items()
    ]
    waits = [_wait_row(name, times) for name, times in measured.waits.items()]
    return HEAD.format(
        conditions=measured.conditions,
        scores="\n".join(rows),
        weights="\n".join(weights),
        waits="\n".join(waits),
        heaviest=HEAVIEST // 1000,
        longest=LONGEST,
    )


def _score_row(page: str, scores: dict[str, list[int]]) -> str:
    medians = {category: statistics.median(scores[category]) for category in CATEGORIES}
    cells = [
        f"{medians[category]:g} ({min(scores[category])} to {max(scores[category])})"
        for category in CATEGORIES
    ]
    return f"| {page} | {' | '.join(cells)} | {_met(all(medians[c] >= LEAST[c] for c in CATEGORIES))} |"


def _wait_row(name: str, times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"| {name} | {statistics.median(times):.0f} ms | {p95:.0f} ms | {_met(p95 <= LONGEST)} |"


def _met(held: bool) -> str:
    return "met" if held else NOT_MET


HEAD = """# How the site does on a phone

Measured on {conditions}, by `make lighthouse`, which writes this page. The whole product runs, with Rasa, and
Debian's Chromium looks at it.

## Lighthouse

Mobile, with Lighthouse's own slow network and slow processor; the median of the runs, and the lowest and
highest. At least 95 for performance, 100 for accessibility and for best practices.

| page | performance | accessibility | best practices | |
|---|---|---|---|---|
{scores}

## Weight

Everything a first visit fetches, compressed, with headers; there are no fonts. At most {heaviest} KB.
`tests/web/test_weight_browser.py` holds every public page and the widget to it.

| page | weight | |
|---|---|---|
{weights}

## The wait

On a warm server over the machine's own network, nothing kept by the browser. A page works when its styles and
scripts have run; an answer is there when it is painted. At most {longest} ms for 95 of 100.

| what | median | 95 of 100 | |
|---|---|---|---|
{waits}
"""
