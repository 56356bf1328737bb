"""What runs propose: read here, filed by ``source_runs``, decided in ``decisions``, never published.

What a source said last is kept beside the proposals. A field is proposed when the source says something
new, so a rejected value stays rejected and an editor's correction stays until the source changes its word.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from directory_data.editing_tables import field_lock, proposal, proposed_field, said
from directory_data.errors import UnknownRecord
from directory_data.filing import ACCEPTED, OPEN, REJECTED
from directory_data.findings import Candidate, Change, Said, Sort
from directory_data.moments import utc
from directory_data.store import Store


class FieldState(msgspec.Struct):
    """One proposed field and what was decided."""

    change: Change
    state: str
    """``open``, ``accepted``, ``rejected``, or ``superseded`` when the source said something else since."""
    decided_by: str = ""
    decided: dt.datetime | None = None
    why: str = ""


class Proposal(msgspec.Struct):
    """What one run proposes about one entry."""

    id: int
    run: int
    source: str
    sort: Sort
    item: str
    title: str
    record: str | None
    candidates: list[Candidate]
    made: dt.datetime
    fields: list[FieldState]

    @property
    def open_fields(self) -> list[Change]:
        return [one.change for one in self.fields if one.state == OPEN]


@dataclass(frozen=True)
class Known:
    """What a comparison needs to know of the past of one source."""

    said: dict[str, Said]
    open: dict[tuple[str, str], object]
    """Values proposed and not decided, by entry and field."""
    refused: frozenset[str]
    """New entries that an editor did not want."""
    locks: frozenset[tuple[str, str]]
    """Record keys and fields that an editor has locked."""


class Proposals:
    """Reads what was filed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, *, source: str | None = None, record: str | None = None) -> list[Proposal]:
        """Every proposal with something to decide, oldest first."""
        undecided = sa.select(proposed_field.c.proposal).where(proposed_field.c.state == OPEN)
        wanted = sa.select(proposal).where(proposal.c.id.in_(undecided)).order_by(proposal.c.id)
        if source is not None:
            wanted = wanted.where(proposal.c.source == source)
        if record is not None:
            wanted = wanted.where(proposal.c.record_key == record)
        with self._store.engine.connect() as connection:
            return _proposals(connection, wanted)

    def of_run(self, run: int) -> list[Proposal]:
        """What a run filed, decided or not."""
        wanted = sa.select(proposal).where(proposal.c.run == run).order_by(proposal.c.id)
        with self._store.engine.connect() as connection:
            return _proposals(connection, wanted)

    def get(self, number: int) -> Proposal:
        """Raises ``UnknownRecord``."""
        with self._store.engine.connect() as connection:
            return read(connection, number)

    def conflicts(self) -> list[tuple[str, str, list[Proposal]]]:
        """Record, field and proposals wherever sources ask for different values of one field."""
        asked: dict[tuple[str, str], list[tuple[Proposal, object]]] = {}
        for one in self.open():
            for change in one.open_fields if one.record else ():
                asked.setdefault((one.record or "", change.field), []).append((one, change.after))
        return [
            (record, field, [one for one, _ in offers])
            for (record, field), offers in asked.items()
            if any(value != offers[0][1] for _, value in offers)
        ]

    def said_of(self, record: str) -> dict[str, Said]:
        """What each source last said of a record, by source key."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(said).where(said.c.record_key == record)).all()
        return {row.source: _said(row) for row in rows}

    def known(self, source: str) -> Known:
        """What a comparison of this source needs."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(sa.select(said).where(said.c.source == source)).all()
            fields = connection.execute(
                sa.select(proposal.c.item, proposal.c.sort, proposal.c.record_key, proposed_field)
                .select_from(proposed_field.join(proposal))
                .where(proposal.c.source == source)
                .order_by(proposal.c.id)
            ).all()
            locks = connection.execute(sa.select(field_lock.c.record_key, field_lock.c.field)).all()
        states: dict[str, dict[int, set[str]]] = {}
        for row in fields:
            if row.sort == Sort.ADDED.value and row.record_key is None:
                states.setdefault(row.item, {}).setdefault(row.proposal, set()).add(row.state)
        newest = {item: of[max(of)] for item, of in states.items()}
        return Known(
            said={row.item: _said(row) for row in rows},
            open={(row.item, row.field): row.after for row in fields if row.state == OPEN},
            refused=frozenset(i for i, s in newest.items() if REJECTED in s and not {OPEN, ACCEPTED} & s),
            locks=frozenset((row.record_key, row.field) for row in locks),
        )


def read(connection: Connection, number: int) -> Proposal:
    """One proposal within a transaction; raises ``UnknownRecord``."""
    found = _proposals(connection, sa.select(proposal).where(proposal.c.id == number))
    if not found:
        raise UnknownRecord(f"proposal {number}")
    return found[0]


def _proposals(connection: Connection, wanted: sa.sql.Select) -> list[Proposal]:
    rows = connection.execute(wanted).all()
    ids = [row.id for row in rows]
    fields: dict[int, list[FieldState]] = {number: [] for number in ids}
    for start in range(0, len(ids), 500):
        of = proposed_field.c.proposal.in_(ids[start : start + 500])
        for row in connection.execute(
            sa.select(proposed_field).where(of).order_by(proposed_field.c.position)
        ):
            change = Change(row.field, row.before, row.after, row.url, row.known, row.question)
            state = FieldState(change, row.state, row.decided_by, utc(row.decided), row.why)
            fields[row.proposal].append(state)
    return [
        Proposal(
            id=row.id,
            run=row.run,
            source=row.source,
            sort=Sort(row.sort),
            item=row.item,
            title=row.title,
            record=row.record_key,
            candidates=msgspec.convert(row.candidates, list[Candidate], strict=False),
            made=utc(row.made),
            fields=fields[row.id],
        )
        for row in rows
    ]


def _said(row: Row) -> Said:
    return Said(row.item, row.url, row.fields, row.record_key, row.missing)
