"""Applies and undoes imports, each in one transaction, and remembers what each of them did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from directory_data.errors import ConflictingEdit, ImportRefused
from directory_data.imports.plan import Change, Listed, What
from directory_data.imports.record import Origin
from directory_data.imports.tables import import_change, import_run
from directory_data.link_workers import is_listed, organisation_of
from directory_data.models import record_from
from directory_data.store import Store, add_revision, latest_of, note_publication, withdraw
from directory_data.tables import record, revision
from directory_data.vocabulary import Kind

OURS = ("Import ", "Undo of import ")
"""How the reasons of revisions that imports write begin."""


@dataclass(frozen=True)
class Run:
    """One import that was applied."""

    number: int
    file: str
    dated: dt.date
    made: dt.datetime
    author: str
    reason: str
    undone: dt.datetime | None
    counts: dict[str, int]


def published(store: Store) -> list[Listed]:
    """The imported link workers that are published, each as its newest revision says."""
    newest = (
        sa.select(revision.c.record_id, sa.func.max(revision.c.number).label("number"))
        .group_by(revision.c.record_id)
        .subquery()
    )
    query = (
        sa.select(revision)
        .join(record, record.c.id == revision.c.record_id)
        .join(newest, sa.and_(newest.c.record_id == record.c.id, newest.c.number == revision.c.number))
        .where(record.c.kind == Kind.LINK_WORKER.value, record.c.published.is_not(None))
    )
    with store.engine.connect() as connection:
        rows = [(row, record_from(row.body)) for row in connection.execute(query)]
    return [
        Listed(body, row.number, "" if row.reason.startswith(OURS) else row.author)
        for row, body in rows
        if is_listed(body)
    ]


def apply(store: Store, changes: Sequence[Change], origin: Origin) -> int:
    """Write all changes or none, and return the import's number.

    Raises ``ConflictingEdit`` when a record was changed since the plan was made, ``ImportRefused`` when
    there is nothing to write.
    """
    if not changes:
        raise ImportRefused("There is nothing to import.")
    with store.writing() as connection:
        number: int = connection.execute(
            import_run.insert().values(
                file=origin.file,
                sha256=origin.sha256,
                dated=origin.dated,
                made=dt.datetime.now(dt.timezone.utc),
                author=origin.author,
                reason=origin.why,
            )
        ).inserted_primary_key[0]
        for change in changes:
            after = _write(connection, change, origin, number)
            connection.execute(
                import_change.insert().values(
                    import_number=number,
                    record_id=change.record_id,
                    what=change.what.value,
                    before=change.before,
                    after=after,
                )
            )
        note_publication(connection, origin.author)
    return number


def undo(store: Store, number: int, author: str, *, leave_edited: bool = False) -> int:
    """Take back everything an import did; returns how many records went back.

    Raises ``ImportRefused`` with the list of records that were edited since, unless they are to be left.
    """
    with store.writing() as connection:
        run = connection.execute(sa.select(import_run).where(import_run.c.number == number)).first()
        if run is None or run.undone:
            state = "was undone before" if run else "does not exist"
            raise ImportRefused(f"Import {number} {state}.")
        done = connection.execute(
            sa.select(import_change).where(import_change.c.import_number == number)
        ).all()
        edited = {row.record_id: said for row in done if (said := _edited_since(connection, row))}
        if edited and not leave_edited:
            raise ImportRefused(
                f"Import {number} is not undone, because these records were changed since:\n"
                + "\n".join(f"- {said}" for said in edited.values())
            )
        for row in done:
            if row.record_id not in edited:
                _take_back(connection, row, author, number)
        connection.execute(
            import_run.update()
            .where(import_run.c.number == number)
            .values(undone=dt.datetime.now(dt.timezone.utc), undone_by=author)
        )
        note_publication(connection, author)
        return len(done) - len(edited)


def runs(store: Store) -> list[Run]:
    """Every import, the newest first."""
    with store.engine.connect() as connection:
        counts = connection.execute(
            sa.select(
                import_change.c.import_number, import_change.c.what, sa.func.count().label("records")
            ).group_by(import_change.c.import_number, import_change.c.what)
        ).all()
        rows = connection.execute(sa.select(import_run).order_by(import_run.c.number.desc())).all()
    return [
        Run(
            number=row.number,
            file=row.file,
            dated=row.dated,
            made=row.made,
            author=row.author,
            reason=row.reason,
            undone=row.undone,
            counts={count.what: count.records for count in counts if count.import_number == row.number},
        )
        for row in rows
    ]


def _write(connection: Connection, change: Change, origin: Origin, number: int) -> int | None:
    if change.body is None:
        latest = latest_of(connection, change.record_id)
        if latest is None or latest.number != change.before:
            raise ConflictingEdit(f"{change.organisation} was changed since the list was compared.")
        withdraw(connection, change.record_id)
        return None
    reason = f"Import {number}: {origin.why}"
    return add_revision(connection, change.body, origin.author, reason, change.before, True)


def _edited_since(connection: Connection, row: Row) -> str:
    """Who has changed a record after the import, in words; empty when nobody has."""
    latest = latest_of(connection, row.record_id)
    visible = connection.execute(sa.select(record.c.published).where(record.c.id == row.record_id)).scalar()
    removed = row.what == What.REMOVED.value
    expected = row.before if removed else row.after
    if latest and latest.number == expected and (visible is None) == removed:
        return ""
    name = organisation_of(record_from(latest.body)) if latest else row.record_id
    if latest and latest.number == expected:
        return f"{name}: {'is published again' if removed else 'is no longer published'}"
    return f"{name}: {latest.author}, {latest.made:%d %B %Y}, {latest.reason}" if latest else name


def _take_back(connection: Connection, row: Row, author: str, number: int) -> None:
    if row.what == What.ADDED.value:
        withdraw(connection, row.record_id)
        return
    old = connection.execute(
        sa.select(revision.c.body).where(
            revision.c.record_id == row.record_id, revision.c.number == row.before
        )
    ).scalar_one()
    reason = f"{OURS[1]}{number}"
    add_revision(connection, record_from(old), author, reason, None, True)
