"""Takes a person out of everything the store keeps but does not show: old revisions, proposals, the log.

What is published is an editor's to change first; here nothing is published or taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from directory_data import audit
from directory_data.editing_tables import person, source
from directory_data.errors import EditRefused
from directory_data.freshness_tables import you_said
from directory_data.imports.tables import import_run
from directory_data.store import Store
from directory_data.tables import record, revision, synonym_revision

MARK = "a person who was removed"
TABLES = import_run.metadata.sorted_tables  # of the whole store: imports add theirs last
SHOWN = {
    source: ("body",),
    you_said: ("said", "did"),
    synonym_revision: ("say", "means"),
}
"""Columns that people see or searches use."""


class Erasure(msgspec.Struct, frozen=True):
    """What was found, and changed unless it was a trial."""

    rows: dict[str, int]
    """Table to the number of rows that named the person."""
    keys: list[str]
    """Page addresses and other keys that have the name in them: they stay, as the history hangs on them."""


def erase(
    store: Store, name: str, emails: Sequence[str], phones: Sequence[str], by: str, *, trial: bool
) -> Erasure:
    """Replace a person's name, e-mail addresses and telephone numbers by ``MARK``, in one transaction.

    Raises ``EditRefused`` that says where, when one of them is still published, or the person may sign in.
    """
    if len(name.strip()) < 3:
        raise EditRefused("Give the whole name.")
    terms = _Terms(name, emails, phones)
    with store.writing() as connection:
        _refuse(connection, terms)
        found: dict[str, int] = {}
        keys: set[str] = set()
        for table in TABLES:
            changes = [] if table is person else list(_changes(connection, table, terms, keys))
            if changes:
                found[table.name] = len(changes)
            for row, values in () if trial else changes:
                connection.execute(table.update().where(_same(table, row)).values(**values))
        account = person.c.name.in_([term.lower() for term in terms.whole])
        if accounts := connection.execute(sa.select(person.c.name).where(account)).all():
            found[person.name] = len(accounts)
        if not trial:
            connection.execute(person.delete().where(account))
            audit.note(connection, by, "erased a person", "person", f"In {sum(found.values())} rows.")
    if not trial:
        _sweep(store)
    return Erasure(found, sorted(keys))


class _Terms:
    """What is looked for. A single word is found where it is the whole text only: Mark and Rose are words."""

    def __init__(self, name: str, emails: Iterable[str], phones: Iterable[str]) -> None:
        name = " ".join(name.split())
        self.whole = [name, *emails]
        words = [rf"\b{re.escape(one)}\b" for one in emails]
        if re.search(r"[\s@\d]", name):
            words.append(r"\b" + r"\s+".join(map(re.escape, name.split())) + r"\b")
        for phone in phones:
            digits = re.sub(r"\A(0044|44|0)", "", re.sub(r"\D", "", phone))
            spaced = r"[\s().\-]{0,3}".join(digits)
            words.append(
                rf"(?<!\d)(?:(?:\+|00)44[\s().\-]{{0,3}}(?:\(?0\)?)?|0)[\s().\-]{{0,3}}{spaced}(?!\d)"
            )
        self._pattern = re.compile("|".join(words), re.IGNORECASE) if words else None
        self._slug = re.sub(r"[^a-z0-9]+", "-", name.lower())
        self._whole = {term.casefold() for term in self.whole}

    def without(self, value: Any) -> Any:
        """The value, also a JSON document, without them."""
        if isinstance(value, str):
            if value.strip().casefold() in self._whole:
                return MARK
            return self._pattern.sub(MARK, value) if self._pattern else value
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {key: self.without(one) for key, one in value.items()}
        return value

    def is_in(self, value: Any) -> bool:
        return bool(self.without(value) != value)

    def is_in_key(self, key: object) -> bool:
        return isinstance(key, str) and (("-" in self._slug and self._slug in key.lower()) or self.is_in(key))


def _refuse(connection: Connection, terms: _Terms) -> None:
    """Raises ``EditRefused`` when the person is still seen or may still come in."""
    joined = record.join(
        revision, sa.and_(revision.c.record_id == record.c.id, revision.c.number == record.c.published)
    )
    shown = connection.execute(sa.select(record.c.key, revision.c.body).select_from(joined))
    seen = [f"the record {row.key}" for row in shown if terms.is_in(row.body)]
    for table, columns in SHOWN.items():
        for row in connection.execute(sa.select(table)).mappings():
            if any(terms.is_in(row[column]) for column in columns):
                seen.append(f"{table.name.replace('_', ' ')} {row[next(iter(table.primary_key)).name]}")
    if seen:
        raise EditRefused(f"Nothing was removed. Still on the site: {', '.join(sorted(set(seen)))}.")
    for row in connection.execute(sa.select(person.c.name).where(person.c.disabled.is_(None))):
        if terms.is_in(row.name):
            raise EditRefused(
                "Nothing was removed. This person may still sign in: disable the account first."
            )


def _changes(
    connection: Connection, table: sa.Table, terms: _Terms, keys: set[str]
) -> Iterator[tuple[RowMapping, dict[str, Any]]]:
    """Rows of a table that name the person, each with the columns as they must become."""
    fixed = {column.name for column in table.primary_key} | ({"key"} if table is record else set())
    texts = [c for c in table.columns if isinstance(c.type, (sa.String, sa.JSON)) and c.name not in fixed]
    for row in connection.execute(sa.select(table)).mappings().all():
        keys.update(str(row[name]) for name in fixed if terms.is_in_key(row[name]))
        values = {c.name: _cut(c, terms.without(row[c.name])) for c in texts if terms.is_in(row[c.name])}
        if values:
            yield row, values


def _cut(column: sa.Column, value: Any) -> Any:
    """PostgreSQL refuses what is longer than its column, and the mark may be longer than the name."""
    return value[: column.type.length] if isinstance(column.type, sa.String) else value


def _same(table: sa.Table, row: RowMapping) -> Any:
    return sa.and_(*(column == row[column.name] for column in table.primary_key))


def _sweep(store: Store) -> None:
    """Without this a database leaves what it has replaced in its file until it needs the room."""
    raw = store.engine.raw_connection()
    try:
        if store.engine.dialect.name == "postgresql":
            raw.driver_connection.autocommit = True
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        if store.engine.dialect.name == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        raw.invalidate()  # not given back to the pool in this state
