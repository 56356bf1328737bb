"""docs/load.md from docs/load.json, which keeps the newest figures of each kind of run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.load.runs import Times
from tests.load.soak import Soak
from tests.load.table import QUICK, READING, Results, Row

FIGURES, PAGE = "load.json", "load.md"
INTRODUCTION = """# Many people at once

`make load`, `make load-cluster` and `make soak` measure and write this page (`tests/load/`). Locust replays
40 made-up conversations of 2 to 5 messages; six of them tell of a concern about a child, and a reply to such
a message without the card is an error. Each conversation comes from another address, so that the limits for
one person stay on. Locust runs on the same processors and takes its share of them; so do other programs where
a load from them is noted.

People think {quick:g} s between messages (half to one and a half times that), many times quicker than people
who read: 50 of them ask as often as some 1,000 who take {reading:g} s. "200, reading" takes {reading:g} s.
"The most" is 16 people who answer at once. Times are of whole replies, as Locust rounds them: to 10 ms from
100 ms on. Memory is what is resident in all processes together; what several of them share is counted once
(PSS).
"""
HEADINGS = (
    "people",
    "replies/s",
    "ordinary p50 / p95 / p99, ms",
    "safeguarding p50 / p95 / p99, ms",
    "errors",
    "without Rasa",
    "memory, MB",
)


class Kept(msgspec.Struct):
    """The newest figures of each kind; none for what has never run."""

    embedded: Results | None = None
    cluster: Results | None = None
    soak: Soak | None = None


class Bar(NamedTuple):
    """One thing that must hold, and what was measured."""

    what: str
    measured: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def write(
    folder: Path,
    embedded: Results | None = None,
    cluster: Results | None = None,
    soak: Soak | None = None,
) -> None:
    """Put new figures in the place of older ones of their kind, and write the page."""
    path = folder / FIGURES
    kept = msgspec.json.decode(path.read_bytes(), type=Kept) if path.exists() else Kept()
    kept = Kept(embedded or kept.embedded, cluster or kept.cluster, soak or kept.soak)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")
    (folder / PAGE).write_text(markdown(kept), encoding="utf-8")


def bars(kept: Kept) -> list[Bar]:
    """What the embedded product must hold, of the runs that there are."""
    found: list[Bar] = []
    if kept.embedded:
        found += _speed(kept.embedded)
    if kept.embedded and kept.embedded.stock:
        found += _beside_stock(kept.embedded)
    if kept.soak:
        found += _endurance(kept.soak)
    return found


def markdown(kept: Kept) -> str:
    """The page."""
    parts = [INTRODUCTION.format(quick=QUICK, reading=READING), *_bars(kept)]
    if kept.embedded:
        parts += ["", "## Embedded", "", *_measured(kept.embedded)]
    if kept.cluster:
        parts += ["", "## Two of each process", "", CLUSTER, "", *_measured(kept.cluster)]
    if kept.embedded and kept.embedded.stock:
        pairs = zip(kept.embedded.ours, kept.embedded.stock, strict=True)
        parts += ["", "## Beside the bot that `rasa init` makes", "", STOCK, ""]
        parts += _table([row for pair in pairs for row in pair])
    if kept.soak:
        parts += ["", "## Endurance", "", *_soak(kept.soak)]
    return "\n".join(parts) + "\n"


CLUSTER = """What `make run-cluster` starts, with PostgreSQL, Redis and nginx, all on the same processors.
These are what is short, so two of each cost speed here; they are there so chat goes on when one fails."""
STOCK = """The stock bot answers with a line on its user's mood, has no safeguarding, search or site, and any
answer with status 200 counts for it. Both run all the time; ours is asked first, then the stock bot."""


def _speed(results: Results) -> Iterator[Bar]:
    row = next(row for row in results.rows if row.figures.load.people == 50)
    yield Bar("50 people: replies a second", row.figures.per_second, 60, "", at_least=True)
    yield Bar("50 people: p95 of ordinary replies", row.figures.ordinary.p95, 400, " ms")
    yield Bar("50 people: p95 of safeguarding replies", row.figures.safeguarding.p95, 150, " ms")
    yield Bar("50 people: errors", row.figures.errors, 0, "")


def _beside_stock(results: Results) -> Iterator[Bar]:
    for ours, stock in zip(results.ours, results.stock, strict=True):
        ratio = ours.figures.per_second / stock.figures.per_second
        yield Bar(f"replies a second against the stock bot, {ours.name}", ratio, 1, " times", at_least=True)
    share = results.ours[-1].memory["Rasa"] / results.stock[-1].memory["Rasa"]
    yield Bar("memory of the Rasa process against the stock bot's", share, 0.5, " times")


def _endurance(soak: Soak) -> Iterator[Bar]:
    yield Bar("conversations of the long run", soak.figures.conversations, 10_000, "", at_least=True)
    yield Bar("everything resident in the long run", soak.most, 1200, " MB")
    yield Bar("growth over the last half", 100 * soak.growth, 5, "%")
    yield Bar("errors of the long run", soak.figures.errors, 0, "")


def _bars(kept: Kept) -> Iterator[str]:
    yield from ("| must hold | measured | limit | |", "|---|---|---|---|")
    for bar in bars(kept):
        limit = f"{'at least' if bar.at_least else 'at most'} {bar.limit:,g}{bar.unit}"
        said = "met" if bar.met else "**not met**"
        yield f"| {bar.what} | {_number(bar.measured)}{bar.unit} | {limit} | {said} |"


def _measured(results: Results) -> Iterator[str]:
    yield from (_when(results.day, results.machine), "", *_table(results.rows))


def _table(rows: list[Row]) -> Iterator[str]:
    yield f"| {' | '.join(HEADINGS)} |"
    yield "|---" * len(HEADINGS) + "|"
    for row in rows:
        found = row.figures
        times = [_in_row(found.ordinary), _in_row(found.safeguarding)]
        without = f"{found.degraded} of {found.replies:,}"
        cells = [row.name, f"{found.per_second:.1f}", *times, str(found.errors), without, _memory(row.memory)]
        yield f"| {' | '.join(cells)} |"


def _in_row(times: Times) -> str:
    return f"{times.p50:,.0f} / {times.p95:,.0f} / {times.p99:,.0f}" if times.p99 else "none"


def _memory(held: dict[str, float]) -> str:
    parts = ", ".join(f"{kind} {megabytes:,.0f}" for kind, megabytes in sorted(held.items()))
    return f"{sum(held.values()):,.0f} ({parts})"


def _soak(soak: Soak) -> Iterator[str]:
    found = soak.figures
    yield _when(soak.day, soak.machine)
    yield ""
    yield (
        f"{found.load.people} people for {found.load.seconds / 60:.0f} minutes: {found.conversations:,} "
        f"conversations, {found.replies:,} replies ({found.per_second:.1f} a second), {found.errors} errors, "
        f"{found.degraded} answered without Rasa; p95 of ordinary replies {found.ordinary.p95:,.0f} ms, of "
        f"safeguarding replies {found.safeguarding.p95:,.0f} ms."
    )
    if found.load.new_words:
        yield (
            "Most ordinary messages also gave a name and a reference that nobody had typed before: new words "
            "that were kept would show as growth."
        )
    yield from ("", "| minutes | everything, MB | of which |", "|---|---|---|")
    step = max(1, len(soak.looks) // 12)
    for look in [*soak.looks[::step], soak.looks[-1]]:
        parts = ", ".join(f"{kind} {megabytes:,.0f}" for kind, megabytes in sorted(look.memory.items()))
        yield f"| {look.minutes:.1f} | {look.all:,.0f} | {parts} |"


def _when(day: str, machine: str) -> str:
    return f"Measured on {day} on {machine} at the start."


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
