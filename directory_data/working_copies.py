"""A record as an editor works on it: the published text, or the revision that is not published yet.

These functions work within a transaction of the caller's (``Store.writing``), so that what was looked at is
still true when the change is written.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from directory_data import store as storing
from directory_data import validation
from directory_data.editing_tables import expiry, field_lock, work
from directory_data.errors import ConflictingEdit, EditRefused, NotAllowed, UnknownRecord
from directory_data.models import Organization, Record, Source, record_from
from directory_data.moments import now, utc
from directory_data.people import Person, Role
from directory_data.tables import record, revision
from directory_data.vocabulary import Kind

SECOND_PERSON = "This is a safeguarding contact: somebody who wrote no part of the change must publish it."


class State(str, Enum):
    """Where a record stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Lock(msgspec.Struct, frozen=True):
    """A field that sources may not ask to change."""

    field: str
    by: str
    why: str
    made: dt.datetime


class WorkingCopy(msgspec.Struct):
    """A record as an editor sees it."""

    body: Record
    number: int
    """The newest revision; give it back as ``after`` when saving."""
    published: Record | None
    published_number: int | None
    state: State
    by: str = ""
    """Who left it in this state, when there is unpublished work."""
    since: dt.datetime | None = None
    note: str = ""
    publish_on: dt.date | None = None
    last_day: dt.date | None = None
    """The last day it is shown."""
    overtaken: bool = False
    """Whether somebody published something else after this work was saved."""
    authors: list[str] = []
    """Who wrote the unpublished work."""
    locks: list[Lock] = []

    @property
    def needs_second_person(self) -> bool:
        """Whether publishing needs somebody who did not write it."""
        return any(body is not None and is_safeguarding(body) for body in (self.body, self.published))


def is_safeguarding(body: Record) -> bool:
    """Whether a wrong number in this record could keep a child from help."""
    return body.kind is Kind.CONTACT or "safeguarding" in body.categories


def read(connection: Connection, key: str) -> WorkingCopy:
    """The working copy of the record with this key; raises ``UnknownRecord``."""
    row = connection.execute(sa.select(record).where(record.c.key == key)).first()
    newest = storing.latest_of(connection, row.id) if row else None
    if row is None or newest is None:
        raise UnknownRecord(key)
    pending = connection.execute(sa.select(work).where(work.c.record_id == row.id)).first()
    ends = connection.execute(sa.select(expiry).where(expiry.c.record_id == row.id)).first()
    published = _body(connection, row.id, row.published) if row.published else None
    unpublished = _body(connection, row.id, pending.number) if pending else None
    return WorkingCopy(
        body=unpublished or published or record_from(newest.body),
        number=newest.number,
        published=published,
        published_number=row.published,
        state=State(pending.state) if pending else State.PUBLISHED if row.published else State.WITHDRAWN,
        by=pending.by if pending else "",
        since=utc(pending.since) if pending else None,
        note=pending.note if pending else "",
        publish_on=pending.publish_on if pending else None,
        last_day=ends.last_day if ends else None,
        overtaken=bool(pending and pending.number != newest.number),
        authors=_authors(connection, row.id, pending) if pending else [],
        locks=locks_of(connection, key),
    )


def write(connection: Connection, person: Person, body: Record, reason: str, state: State) -> int:
    """Keep an unpublished revision in a state and return its number."""
    person.must(Role.EDITOR)
    before = connection.execute(sa.select(work).where(work.c.record_id == body.id)).first()
    number = storing.add_revision(connection, body, person.name, reason, None, False)
    values = {"number": number, "state": state.value, "by": person.name, "since": now(), "note": reason}
    if before:
        connection.execute(work.update().where(work.c.record_id == body.id).values(publish_on=None, **values))
    else:
        connection.execute(work.insert().values(record_id=body.id, first=number, **values))
    return number


def move(connection: Connection, person: Person, copy: WorkingCopy, state: State, note: str) -> None:
    """Put unpublished work into another state."""
    values = {"state": state.value, "by": person.name, "since": now(), "note": note, "publish_on": None}
    connection.execute(work.update().where(work.c.record_id == copy.body.id).values(**values))


def publish(
    connection: Connection,
    person: Person,
    copy: WorkingCopy,
    sources: dict[str, Source],
    organizations: dict[str, Organization],
) -> None:
    """Show people the unpublished work; raises ``NotAllowed``, ``ConflictingEdit`` or ``EditRefused``."""
    check(connection, person, copy, sources, organizations)
    show(connection, copy, person.name)


def check(
    connection: Connection,
    person: Person,
    copy: WorkingCopy,
    sources: dict[str, Source],
    organizations: dict[str, Organization],
) -> None:
    """Whether this person may publish this work and it can be published; raises as ``publish`` does."""
    person.must(Role.PUBLISHER)
    if copy.overtaken:
        raise ConflictingEdit(f"{copy.body.key} was changed after this work was saved: look at both again.")
    if copy.needs_second_person and person.name in copy.authors:
        raise NotAllowed(SECOND_PERSON)
    found = problems(connection, copy.body, sources, organizations)
    if found:
        raise EditRefused("It cannot be published yet.", found)


def show(connection: Connection, copy: WorkingCopy, who: str) -> None:
    """Make the working copy what people see."""
    id_, number = copy.body.id, _number(connection, copy)
    values = {"published": number, "kind": copy.body.kind.value}
    connection.execute(record.update().where(record.c.id == id_).values(**values))
    connection.execute(work.delete().where(work.c.record_id == id_))
    storing.note_publication(connection, who)


def withdraw(connection: Connection, who: str, copy: WorkingCopy, why: str) -> None:
    """Take a published record off the site; the reason stands in its history."""
    if copy.published is None:
        raise ConflictingEdit(f"{copy.body.name} is not on the site.")
    storing.add_revision(connection, copy.published, who, f"Taken off the site: {why}", None, False)
    storing.withdraw(connection, copy.body.id)
    storing.note_publication(connection, who)


def problems(
    connection: Connection,
    body: Record,
    sources: dict[str, Source],
    organizations: dict[str, Organization],
) -> list[tuple[str, str]]:
    """What must be put right before it can be published, as (field, what to do)."""
    found = list(validation.record_problems(body, sources, organizations))
    joined = record.join(
        revision, sa.and_(revision.c.record_id == record.c.id, revision.c.number == record.c.published)
    )
    same = sa.func.lower(revision.c.body["name"].as_string()) == body.name.lower()
    named = sa.select(record.c.key).select_from(joined).where(same, record.c.key != body.key)
    others = [row.key for row in connection.execute(named)]
    return found + [("name", f"{other} has this name already: make them differ.") for other in others]


def unchanged_since(copy: WorkingCopy, after: int) -> None:
    """Raises ``ConflictingEdit`` when somebody wrote a newer revision than ``after``."""
    if copy.number != after:
        raise ConflictingEdit(
            f"Somebody changed {copy.body.name} while you were looking at it. Nothing of yours is saved yet."
        )


def locks_of(connection: Connection, key: str) -> list[Lock]:
    rows = connection.execute(sa.select(field_lock).where(field_lock.c.record_key == key))
    return [Lock(row.field, row.by, row.why, utc(row.made)) for row in rows]


def _number(connection: Connection, copy: WorkingCopy) -> int:
    of = work.c.record_id == copy.body.id
    return int(connection.execute(sa.select(work.c.number).where(of)).scalar_one())


def _body(connection: Connection, record_id: str, number: int) -> Record:
    of = (revision.c.record_id == record_id) & (revision.c.number == number)
    return record_from(connection.execute(sa.select(revision.c.body).where(of)).scalar_one())


def _authors(connection: Connection, record_id: str, pending: Row) -> list[str]:
    of = (revision.c.record_id == record_id) & revision.c.number.between(pending.first, pending.number)
    rows = connection.execute(sa.select(revision.c.author).where(of).distinct())
    return sorted(row.author for row in rows)
