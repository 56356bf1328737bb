"""Runs over sources: when, how they ended and why; what a complete one proposes is filed with it."""

from __future__ import annotations

import datetime as dt

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from directory_data import audit, editing_tables, filing, sources
from directory_data.editing_tables import proposal, proposed_field, source_run
from directory_data.errors import ConflictingEdit, UnknownRecord
from directory_data.filing import OPEN
from directory_data.findings import Findings
from directory_data.models import Source
from directory_data.moments import now, utc
from directory_data.store import Store

RUNNING, COMPLETE, HELD, RELEASED, FAILED = "running", "complete", "held", "released", "failed"
DONE = (COMPLETE, RELEASED)
KILLED = "It was stopped before it had finished."


class Run(msgspec.Struct):
    """One run over one source."""

    id: int
    source: str
    started: dt.datetime
    finished: dt.datetime | None
    state: str
    """``running``, ``complete``, ``held``, ``released`` (held, then let through) or ``failed``."""
    reason: str
    findings: Findings


class SourceState(msgspec.Struct):
    """How a source is doing."""

    source: Source
    rhythm_days: int
    last: Run | None
    """The newest run."""
    succeeded: dt.datetime | None
    """When a run was last complete."""
    failing_since: dt.datetime | None
    """Start of the first run without success since the last that had it."""
    open: int
    """Proposals with something to decide."""

    def due(self, at: dt.datetime) -> bool:
        """Whether the source's rhythm asks for a run."""
        return self.succeeded is None or at - self.succeeded >= dt.timedelta(days=self.rhythm_days)


class Runs:
    """Begins, ends and lists runs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, source: Source, rhythm_days: int = 7) -> int:
        """Begin a run and return its number; one that was killed before is noted as failed.

        The caller sees to it that no other run over this source is under way.
        """
        killed = (source_run.c.source == source.key) & (source_run.c.state == RUNNING)
        with self._store.writing() as connection:
            sources.register(connection, source, rhythm_days)
            connection.execute(
                source_run.update().where(killed).values(state=FAILED, reason=KILLED, finished=now())
            )
            values = {
                "source": source.key,
                "started": now(),
                "state": RUNNING,
                "findings": _plain(Findings()),
            }
            number: int = connection.execute(source_run.insert().values(**values)).inserted_primary_key[0]
        return number

    def complete(self, run: int, findings: Findings) -> None:
        """File everything that a run found, in one transaction."""
        with self._store.writing() as connection:
            one = _running(connection, run)
            filing.file(connection, run, one.source, findings)
            told = Findings(copies=findings.copies, notes=findings.notes, counts=findings.counts)
            self._finish(connection, run, COMPLETE, "", told)

    def hold(self, run: int, reason: str, findings: Findings) -> None:
        """Keep what an implausible run found, and file none of it."""
        with self._store.writing() as connection:
            _running(connection, run)
            self._finish(connection, run, HELD, reason, findings)

    def fail(self, run: int, reason: str, findings: Findings | None = None) -> None:
        """Note why a run found nothing."""
        with self._store.writing() as connection:
            _running(connection, run)
            self._finish(connection, run, FAILED, reason, findings or Findings())

    def release(self, run: int, who: str, why: str) -> None:
        """Let a held run through after all; raises ``ConflictingEdit`` when a newer one is complete."""
        with self._store.writing() as connection:
            one = connection.execute(sa.select(source_run).where(source_run.c.id == run)).first()
            if one is None or one.state != HELD:
                raise ConflictingEdit("Somebody has dealt with this run already.")
            if not _run(one).findings.said:
                raise ConflictingEdit("Nothing was read in this run, so there is nothing to let through.")
            newer = (source_run.c.source == one.source) & (source_run.c.id > run)
            if connection.execute(
                sa.select(source_run.c.id).where(newer, source_run.c.state.in_(DONE))
            ).first():
                raise ConflictingEdit("A newer run of this source is complete: look at that one.")
            filing.file(connection, run, one.source, _run(one).findings)
            connection.execute(source_run.update().where(source_run.c.id == run).values(state=RELEASED))
            audit.note(connection, who, "released run", one.source, f"Run {run}: {why}")

    def run(self, number: int) -> Run:
        """Raises ``UnknownRecord``."""
        with self._store.engine.connect() as connection:
            row = connection.execute(sa.select(source_run).where(source_run.c.id == number)).first()
        if row is None:
            raise UnknownRecord(f"run {number}")
        return _run(row)

    def runs(self, source: str | None = None, limit: int = 20) -> list[Run]:
        """Newest first."""
        wanted = sa.select(source_run).order_by(source_run.c.id.desc()).limit(limit)
        if source:
            wanted = wanted.where(source_run.c.source == source)
        with self._store.engine.connect() as connection:
            return [_run(row) for row in connection.execute(wanted)]

    def sources(self) -> list[SourceState]:
        """Every source that has been run, by key."""
        known = sources.stored(self._store)
        with self._store.engine.connect() as connection:
            rows = connection.execute(
                sa.select(editing_tables.source).order_by(editing_tables.source.c.key)
            ).all()
            return [_state(connection, known[row.key], row.rhythm_days) for row in rows]

    @staticmethod
    def _finish(connection: Connection, run: int, state: str, reason: str, findings: Findings) -> None:
        values = {"state": state, "reason": reason, "finished": now(), "findings": _plain(findings)}
        connection.execute(source_run.update().where(source_run.c.id == run).values(**values))


def _running(connection: Connection, run: int) -> Row:
    one = connection.execute(sa.select(source_run).where(source_run.c.id == run)).first()
    if one is None or one.state != RUNNING:
        raise ConflictingEdit(f"Run {run} is over.")
    return one


def _state(connection: Connection, source: Source, rhythm_days: int) -> SourceState:
    of = sa.select(source_run).where(source_run.c.source == source.key)
    last = connection.execute(of.order_by(source_run.c.id.desc()).limit(1)).first()
    good = connection.execute(
        of.where(source_run.c.state.in_(DONE)).order_by(source_run.c.id.desc()).limit(1)
    ).first()
    bad = connection.execute(
        of.where(source_run.c.state.in_((HELD, FAILED)), source_run.c.id > (good.id if good else 0))
        .order_by(source_run.c.id)
        .limit(1)
    ).first()
    count = connection.execute(
        sa.select(sa.func.count(proposal.c.id.distinct()))
        .select_from(proposal.join(proposed_field))
        .where(proposal.c.source == source.key, proposed_field.c.state == OPEN)
    ).scalar_one()
    return SourceState(
        source=source,
        rhythm_days=rhythm_days,
        last=_run(last) if last else None,
        succeeded=utc(good.finished) if good else None,
        failing_since=utc(bad.started) if bad else None,
        open=count,
    )


def _run(row: Row) -> Run:
    findings = msgspec.convert(row.findings, Findings, strict=False)
    return Run(row.id, row.source, utc(row.started), utc(row.finished), row.state, row.reason, findings)


def _plain(findings: Findings) -> object:
    return msgspec.to_builtins(findings)
