"""The store of records: every change is a revision, and one revision of each record is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import schema
from directory_data.errors import ConflictingEdit, UnknownRecord
from directory_data.models import Record, record_from
from directory_data.store_engine import engine_for
from directory_data.tables import publication, record, revision

SEED = "seed"
"""Author of revisions that come from the files under ``data/``."""

MOST_IDS = 500  # parameters of one statement
WRITERS = 7301  # PostgreSQL's number for the lock that writers share


@dataclass(frozen=True)
class Revision:
    """One state of a record: what it said, who made it so, when (UTC) and why."""

    number: int
    body: Record
    author: str
    made: dt.datetime
    reason: str


class Store:
    """Reads and writes records in SQLite or PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.engine = engine_for(url)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that writes: the other writers wait, so what it reads stays true until it ends."""
        with self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            if self.engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS)))
            yield connection

    def migrate(self) -> None:
        """Bring the tables to the newest form; does nothing when they are. Raises ``StoreTooNew``."""
        self.make_folder()
        with self.writing() as connection:
            schema.move(connection)

    def make_folder(self) -> None:
        """SQLite makes its file by itself, and no folder."""
        if self.engine.url.database and self.engine.dialect.name == "sqlite":
            Path(self.engine.url.database).parent.mkdir(parents=True, exist_ok=True)

    def published(self) -> list[Record]:
        """Every record people see, by key."""
        joined = record.join(
            revision,
            sa.and_(revision.c.record_id == record.c.id, revision.c.number == record.c.published),
        )
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(revision.c.body).select_from(joined).order_by(record.c.key))
            return [record_from(row.body) for row in rows]

    def revisions(self) -> dict[str, int]:
        """The number of the published revision of every record people see, by record id."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(record.c.id, record.c.published).where(record.c.published.is_not(None))
            )
            return {id_: number for id_, number in rows}

    def edited(self, ids: Sequence[str] | None = None) -> dict[str, dt.datetime]:
        """When the published revision of a record was made (UTC), by record id; of all, or of ``ids``.

        Without the first ones from the files: they say when a copy was set up and nothing of the record.
        """
        is_edit = sa.or_(revision.c.number > 1, revision.c.author != SEED)
        joined = record.join(
            revision,
            sa.and_(revision.c.record_id == record.c.id, revision.c.number == record.c.published),
        )
        wanted = sa.select(record.c.id, revision.c.made).select_from(joined).where(is_edit)
        some = [wanted] if ids is None else [wanted.where(record.c.id.in_(part)) for part in _parts(ids)]
        with self.engine.connect() as connection:
            return {id_: utc(made) for query in some for id_, made in connection.execute(query)}

    def bodies(self, ids: Sequence[str]) -> list[Record]:
        """The published records among these ids."""
        joined = record.join(
            revision,
            sa.and_(revision.c.record_id == record.c.id, revision.c.number == record.c.published),
        )
        found: list[Record] = []
        with self.engine.connect() as connection:
            for part in _parts(ids):
                some = record.c.id.in_(part)
                rows = connection.execute(sa.select(revision.c.body).select_from(joined).where(some))
                found += [record_from(row.body) for row in rows]
        return found

    def history(self, key: str) -> list[Revision]:
        """All revisions of a record, oldest first; raises ``UnknownRecord``."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(revision)
                .select_from(revision.join(record))
                .where(record.c.key == key)
                .order_by(revision.c.number)
            ).all()
        if not rows:
            raise UnknownRecord(key)
        return [Revision(r.number, record_from(r.body), r.author, utc(r.made), r.reason) for r in rows]

    def save(
        self, body: Record, author: str, reason: str = "", *, after: int | None = None, publish: bool = True
    ) -> int:
        """Add a revision and return its number.

        ``after`` is the revision that the author was looking at: ``ConflictingEdit`` is raised when a
        newer one exists, and nothing is written.
        """
        with self.writing() as connection:
            number = add_revision(connection, body, author, reason, after, publish)
            if publish:
                note_publication(connection, author)
            return number

    def restore(self, key: str, number: int, author: str) -> int:
        """Publish an earlier revision again, as a new one."""
        for old in self.history(key):
            if old.number == number:
                return self.save(old.body, author, f"Restored revision {number}")
        raise UnknownRecord(f"{key}, revision {number}")

    def load_seed(self, records: Iterable[Record]) -> int:
        """Bring in the reviewed first content; returns how many records changed.

        A record that somebody other than the seed has changed keeps that change.
        """
        changed = 0
        with self.writing() as connection:
            for body in records:
                latest = latest_of(connection, body.id)
                if latest and (latest.author != SEED or latest.body == _plain(body)):
                    continue
                add_revision(connection, body, SEED, "From the files under data/", None, True)
                changed += 1
            if changed:
                note_publication(connection, SEED)
        return changed

    def publication(self) -> int:
        """Number of the newest publication; 0 before the first."""
        with self.engine.connect() as connection:
            return connection.execute(sa.select(sa.func.max(publication.c.number))).scalar() or 0


def utc(moment: dt.datetime) -> dt.datetime:
    """SQLite gives back moments without their zone."""
    return moment.astimezone(dt.timezone.utc) if moment.tzinfo else moment.replace(tzinfo=dt.timezone.utc)


def _parts(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + MOST_IDS] for start in range(0, len(ids), MOST_IDS)]


def _plain(body: Record) -> object:
    return msgspec.to_builtins(body)


def latest_of(connection: Connection, record_id: str) -> sa.engine.Row | None:
    """The newest revision of a record, published or not."""
    return connection.execute(
        sa.select(revision)
        .where(revision.c.record_id == record_id)
        .order_by(revision.c.number.desc())
        .limit(1)
    ).first()


def add_revision(
    connection: Connection, body: Record, author: str, reason: str, after: int | None, publish: bool
) -> int:
    """Add a revision within a transaction of the caller's; see ``Store.save``."""
    latest = latest_of(connection, body.id)
    if after is not None and latest and latest.number != after:
        raise ConflictingEdit(f"{body.key} was changed by {latest.author} after revision {after}.")
    number = latest.number + 1 if latest else 1
    if not latest:
        connection.execute(record.insert().values(id=body.id, key=body.key, kind=body.kind.value))
    connection.execute(
        revision.insert().values(
            record_id=body.id,
            number=number,
            body=_plain(body),
            author=author,
            reason=reason,
            made=dt.datetime.now(dt.timezone.utc),
        )
    )
    if publish:
        connection.execute(
            record.update().where(record.c.id == body.id).values(published=number, kind=body.kind.value)
        )
    return number


def withdraw(connection: Connection, record_id: str) -> None:
    """Take a record from what people see; its revisions stay."""
    connection.execute(record.update().where(record.c.id == record_id).values(published=None))


def note_publication(connection: Connection, author: str) -> None:
    """Say that what people see has changed; once in each transaction that did so."""
    connection.execute(publication.insert().values(made=dt.datetime.now(dt.timezone.utc), author=author))
