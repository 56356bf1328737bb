"""One run over one source, from its first page to filed proposals; nothing here publishes.

Whatever goes wrong ends the run as held or failed, with the reason, and leaves proposals as they were.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from directory_data import models as nouns
from directory_data import moments
from directory_data.editing import Editing
from directory_data.findings import Findings
from directory_data.models import Record
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.source_runs import COMPLETE, FAILED, HELD, Runs
from scrapers.compare import Comparison
from scrapers.errors import FetchProblem
from scrapers.gathering import Fetch, Gathered, NotBelieved, gather
from scrapers.plausibility import doubt
from scrapers.source import Scraper, Source

BUSY, NO_ADDRESS = "busy", "no address"
Seen = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """How a run ended."""

    source: str
    state: str
    """``complete``, ``held``, ``failed``, ``busy`` (another run is under way) or ``no address``."""
    reason: str = ""
    findings: Findings = field(default_factory=Findings)

    @property
    def unchanged(self) -> int:
        """Pages that were the same as last time."""
        return sum(copy.unchanged for copy in self.findings.copies)


def run(scraper: Scraper, fetch: Fetch, editing: Editing, seen: Seen = lambda read, known: None) -> Report:
    """Read a source and file what it proposes."""
    source = scraper.source
    if not source.start:
        return Report(source.key, NO_ADDRESS, source.note)
    with _alone(editing.settings, source.key) as alone:
        if not alone:
            return Report(source.key, BUSY, "Another run of this source is under way.")
        return _run(scraper, fetch, editing, seen)


def _run(scraper: Scraper, fetch: Fetch, editing: Editing, seen: Seen) -> Report:
    source, runs = scraper.source, Runs(editing.store)
    number = runs.start(_noun(source), source.rhythm_days)
    gathered = Gathered()
    try:
        gather(scraper, fetch, gathered, seen)
    except FetchProblem as problem:
        return _ended(runs, number, source, FAILED, problem.reason, _told(gathered))
    except NotBelieved as problem:
        return _ended(runs, number, source, HELD, str(problem), _told(gathered))
    except BaseException as error:
        runs.fail(number, f"It was stopped by a fault of our own: {type(error).__name__}: {error}")
        raise
    known = Proposals(editing.store).known(source.key)
    comparison = Comparison(
        known, current(editing), moments.day(moments.now()), source.kind.value, _told(gathered)
    )
    findings = comparison.of(gathered.entries)
    why = doubt(source, gathered.entries, known.said, gathered.wrong)
    return _ended(runs, number, source, HELD if why else COMPLETE, why or "", findings)


def current(editing: Editing) -> dict[str, Record]:
    """Every record that people see or an editor is working on, by key, as it was left last."""
    records = {record.key: record for record in editing.store.published()}
    return records | {copy.body.key: copy.body for copy in editing.unpublished()}


def _ended(runs: Runs, number: int, source: Source, state: str, reason: str, findings: Findings) -> Report:
    if state == COMPLETE:
        runs.complete(number, findings)
    elif state == HELD:
        runs.hold(number, reason, findings)
    else:
        runs.fail(number, reason, findings)
    return Report(source.key, state, reason, findings)


def _told(gathered: Gathered) -> Findings:
    return Findings(copies=gathered.copies, notes=gathered.notes)


def _noun(source: Source) -> nouns.Source:
    """The source as records name it."""
    return nouns.Source(
        key=source.key,
        title=source.title,
        publisher=source.publisher,
        url=source.start[0],
        dated=moments.day(moments.now()),
        dated_how="The day on which it was last read; each value has its own date.",
    )


@contextmanager
def _alone(settings: Settings, key: str) -> Iterator[bool]:
    """Whether no other process runs this source; the system lets go of the lock when a process ends."""
    folder = settings.data / "runs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{re.sub(r'[^a-z0-9-]', '_', key.lower())}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
