"""Synonyms in the store: every change is a revision, and searches use those that are published.

An editor's change is seen once ``publishing.publish`` has put it beside the index.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from directory_data.errors import ConflictingEdit, RecordError, UnknownRecord
from directory_data.store import SEED, Store, note_publication, utc
from directory_data.synonym_rules import problems
from directory_data.synonyms import Synonym
from directory_data.tables import synonym, synonym_revision

NO_PAIR = Synonym(say=[], means=[])
LONGEST_KEY = 100  # characters
FROM_FILE = "From the files under data/"


@dataclass(frozen=True)
class SynonymRevision:
    """One state of a group: what it said, who made it so, when (UTC) and why."""

    number: int
    pair: Synonym
    author: str
    made: dt.datetime
    reason: str

    @property
    def is_withdrawn(self) -> bool:
        return not self.pair.means


class SynonymStore:
    """What the editors' desk needs to read and change synonyms."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def published(self) -> dict[str, Synonym]:
        """The groups that searches use, by key."""
        with self._store.engine.connect() as connection:
            return _published(connection)

    def history(self, key: str) -> list[SynonymRevision]:
        """All revisions of a group, oldest first; raises ``UnknownRecord``."""
        asked = sa.select(synonym_revision).where(synonym_revision.c.key == key)
        with self._store.engine.connect() as connection:
            rows = connection.execute(asked.order_by(synonym_revision.c.number)).all()
        if not rows:
            raise UnknownRecord(key)
        return [SynonymRevision(r.number, _pair(r), r.author, utc(r.made), r.reason) for r in rows]

    def problems(self, key: str, pair: Synonym, vocabulary: Container[str] | None = None) -> list[str]:
        """What would be refused in a group of this key; ``vocabulary`` holds the published stems."""
        others = {other: said for other, said in self.published().items() if other != key}
        return problems(pair, others.values(), vocabulary)

    def add(self, pair: Synonym, author: str, reason: str, vocabulary: Container[str] | None = None) -> str:
        """Publish a new group and return its key; raises ``RecordError`` that names every problem."""
        self._refuse(self.problems("", pair, vocabulary))
        with self._store.writing() as connection:
            key = _free_key(connection, pair)
            _add_revision(connection, key, pair, author, reason)
            note_publication(connection, author)
        return key

    def save(
        self,
        key: str,
        pair: Synonym,
        author: str,
        reason: str,
        *,
        after: int | None = None,
        vocabulary: Container[str] | None = None,
    ) -> int:
        """Publish another wording of a group and return its revision.

        ``after`` is the revision that the author was looking at. Raises ``ConflictingEdit`` when there is
        a newer one, ``RecordError`` that names every problem, ``UnknownRecord``.
        """
        self._refuse(self.problems(key, pair, vocabulary))
        return self._revise(key, pair, author, reason, after)

    def withdraw(self, key: str, author: str, reason: str, *, after: int | None = None) -> int:
        """Take a group out of searches; its revisions stay."""
        return self._revise(key, NO_PAIR, author, reason, after)

    def restore(self, key: str, number: int, author: str) -> int:
        """Publish an earlier revision again, as a new one."""
        for old in self.history(key):
            if old.number == number and not old.is_withdrawn:
                return self.save(key, old.pair, author, f"Restored revision {number}")
        raise UnknownRecord(f"{key}, revision {number}")

    def load_seed(self, pairs: Iterable[Synonym]) -> int:
        """Bring in the reviewed file; returns how many groups changed.

        A group that somebody other than the seed has changed stays as it is; one that left the file is
        withdrawn.
        """
        changed = 0
        with self._store.writing() as connection:
            wanted = {_key(pair): pair for pair in pairs}
            newest = _newest(connection)
            gone = {key: NO_PAIR for key in newest.keys() - wanted.keys()}
            for key, pair in {**wanted, **gone}.items():
                latest = newest.get(key)
                if latest is None or (latest.author == SEED and _pair(latest) != pair):
                    _add_revision(connection, key, pair, SEED, FROM_FILE, latest)
                    changed += 1
            if changed:
                note_publication(connection, SEED)
        return changed

    def _revise(self, key: str, pair: Synonym, author: str, reason: str, after: int | None) -> int:
        with self._store.writing() as connection:
            latest = _newest(connection, key).get(key)
            if latest is None:
                raise UnknownRecord(key)
            if after is not None and latest.number != after:
                raise ConflictingEdit(f"“{key}” was changed by {latest.author} after revision {after}.")
            number = _add_revision(connection, key, pair, author, reason, latest)
            note_publication(connection, author)
            return number

    def _refuse(self, found: list[str]) -> None:
        if found:
            raise RecordError(" ".join(found))


def _published(connection: Connection) -> dict[str, Synonym]:
    revision = synonym_revision
    current = sa.and_(revision.c.key == synonym.c.key, revision.c.number == synonym.c.published)
    rows = connection.execute(
        sa.select(revision).select_from(synonym.join(revision, current)).order_by(revision.c.key)
    )
    return {row.key: _pair(row) for row in rows}


def _newest(connection: Connection, key: str | None = None) -> dict[str, Row]:
    """The newest revision of each group, or of one."""
    asked = sa.select(synonym_revision).order_by(synonym_revision.c.number)
    if key is not None:
        asked = asked.where(synonym_revision.c.key == key)
    return {row.key: row for row in connection.execute(asked)}


def _add_revision(
    connection: Connection, key: str, pair: Synonym, author: str, reason: str, latest: Row | None = None
) -> int:
    number: int = latest.number + 1 if latest else 1
    if latest is None:
        connection.execute(synonym.insert().values(key=key))
    connection.execute(
        synonym_revision.insert().values(
            key=key,
            number=number,
            say=pair.say,
            means=pair.means,
            author=author,
            reason=reason,
            made=dt.datetime.now(dt.timezone.utc),
        )
    )
    published = number if pair.means else None
    connection.execute(synonym.update().where(synonym.c.key == key).values(published=published))
    return number


def _free_key(connection: Connection, pair: Synonym) -> str:
    """A key that no group has had."""
    key, taken = _key(pair), set(connection.execute(sa.select(synonym.c.key)).scalars())
    number = 2
    while key in taken:
        key, number = f"{_key(pair)}-{number}", number + 1
    return key


def _key(pair: Synonym) -> str:
    """``not-talking``: a group is known by its first saying."""
    return re.sub(r"\W+", "-", pair.say[0].lower()).strip("-")[:LONGEST_KEY]


def _pair(row: Row) -> Synonym:
    return Synonym(say=row.say, means=row.means)
