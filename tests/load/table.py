"""The runs behind docs/load.md: more and more people, the most there is, and the stock bot beside it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.load import products, runs
from tests.load.runs import Figures, Load

PEOPLE = (1, 10, 50, 100, 200)
QUICK = 0.6
"""Seconds of thinking with which 50 people could ask 80 times a second; people who read take 15 or more."""
READING = 15.0
MOST = 16
"""People who answer at once: enough to keep two processors busy, few enough not to queue for seconds."""


class Row(msgspec.Struct, frozen=True):
    """One run and what was resident after it, in megabytes by kind of process."""

    name: str
    figures: Figures
    memory: dict[str, float]


class Results(msgspec.Struct):
    """Everything of one measuring."""

    day: str
    machine: str
    rows: list[Row]
    stock: list[Row]
    """The same loads on the stock bot and, just before each, on ours."""
    ours: list[Row]


Say = Callable[[str], object]


def embedded(folder: Path, stock_folder: Path, seconds: float, say: Say) -> Results:
    """All runs on the embedded product and the stock bot; both run all the time, one of them is asked."""
    results = _results()
    with products.signpost(folder) as running:
        results.rows += _rows(running.url, running.number, seconds, say)
        with products.stock(stock_folder) as (url, stock):
            for name, load in _compared(seconds):
                results.ours.append(_row(name, load, running.url, running.number, say))
                plain = msgspec.structs.replace(load, stock=True)
                results.stock.append(_row(f"stock bot, {name}", plain, url, stock, say))
    return results


def cluster(folder: Path, seconds: float, say: Say) -> Results:
    """The same loads on several of each process, with PostgreSQL, Redis and nginx."""
    results = _results()
    with products.signpost(folder, "run-cluster") as running:
        results.rows += _rows(running.url, running.number, seconds, say)
    return results


def _results() -> Results:
    machine = f"{os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f} from other programs"
    return Results(day=dt.date.today().isoformat(), machine=machine, rows=[], stock=[], ours=[])


def _rows(url: str, process: int, seconds: float, say: Say) -> Iterator[Row]:
    for people in PEOPLE:
        yield _row(f"{people}", Load(people, QUICK, seconds), url, process, say)
    yield _row("200, reading", Load(200, READING, seconds), url, process, say)
    yield _row("the most", Load(MOST, 0, seconds), url, process, say)


def _compared(seconds: float) -> Iterator[tuple[str, Load]]:
    yield "50 people", Load(50, QUICK, seconds)
    yield "the most", Load(MOST, 0, seconds)


def _row(name: str, load: Load, url: str, process: int, say: Say) -> Row:
    found = runs.run(load, url)
    ordinary, safeguarding = found.ordinary, found.safeguarding
    say(
        f"{name:24} {found.per_second:6.1f} replies/s, ordinary p50 {ordinary.p50:.0f} "
        f"p95 {ordinary.p95:.0f} ms, safeguarding p95 {safeguarding.p95:.0f} ms, "
        f"{found.errors} errors, {found.degraded} without Rasa"
    )
    return Row(name, found, products.memory(process))
