"""Writes what a run found into the tables, within one transaction of the caller's."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data.editing_tables import proposal, proposed_field, said
from directory_data.findings import Change, Findings, Found, Said, Sort
from directory_data.moments import now

OPEN, ACCEPTED, REJECTED, SUPERSEDED = "open", "accepted", "rejected", "superseded"
NEWER = "The source has said something else since."


def file(connection: Connection, run: int, source: str, findings: Findings) -> None:
    """File proposals and remember what the source said."""
    for back in findings.taken_back:
        supersede(connection, source, back.item, back.field, back.why)
    for found in findings.proposals:
        _file_one(connection, run, source, found)
    for one in findings.said:
        _remember(connection, source, one)
    for item in findings.missing:
        of = (said.c.source == source) & (said.c.item == item)
        connection.execute(said.update().where(of).values(missing=True))


def add(
    connection: Connection, run: int, source: str, found: Found, changes: list[Change] | None = None
) -> int:
    """File one proposal and return its number."""
    made = connection.execute(
        proposal.insert().values(
            run=run,
            source=source,
            sort=found.sort.value,
            item=found.item,
            title=found.title[:300],
            record_key=found.record,
            candidates=msgspec.to_builtins(found.candidates),
            made=now(),
        )
    )
    number: int = made.inserted_primary_key[0]
    for position, change in enumerate(found.changes if changes is None else changes):
        values = {name: getattr(change, name) for name in change.__struct_fields__}
        connection.execute(
            proposed_field.insert().values(proposal=number, position=position, state=OPEN, **values)
        )
    return number


def supersede(connection: Connection, source: str, item: str, field: str | None, why: str) -> None:
    """Close what is open about an entry, or about one field of it."""
    of = sa.select(proposal.c.id).where(proposal.c.source == source, proposal.c.item == item)
    open_ = proposed_field.c.proposal.in_(of) & (proposed_field.c.state == OPEN)
    if field is not None:
        open_ &= proposed_field.c.field == field
    values = {"state": SUPERSEDED, "decided": now(), "why": why}
    connection.execute(proposed_field.update().where(open_).values(**values))


def link(connection: Connection, source: str, item: str, record: str) -> None:
    """Remember which record an entry of a source is."""
    of = (said.c.source == source) & (said.c.item == item)
    connection.execute(said.update().where(of).values(record_key=record))


def _file_one(connection: Connection, run: int, source: str, found: Found) -> None:
    if found.sort is Sort.ADDED:
        supersede(connection, source, found.item, None, NEWER)
    for change in found.changes:
        supersede(connection, source, found.item, change.field, NEWER)
    add(connection, run, source, found)


def _remember(connection: Connection, source: str, one: Said) -> None:
    of = (said.c.source == source) & (said.c.item == one.item)
    values = {"fields": one.fields, "url": one.url, "seen": now(), "missing": one.missing}
    if one.record is not None:
        values["record_key"] = one.record
    if not connection.execute(said.update().where(of).values(**values)).rowcount:
        connection.execute(said.insert().values(source=source, item=one.item, **values))
