"""Links with which whoever runs a service says "all of this is right": random, single use, and expiring.

The store keeps a digest of each token, so that nobody who reads the store can confirm anything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from enum import Enum

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import audit, freshness, moments, working_copies
from directory_data import store as storing
from directory_data.editing import Editing
from directory_data.freshness_tables import confirm_link
from directory_data.models import Record
from directory_data.store import Store
from directory_data.tables import record as record_table
from directory_data.vocabulary import Checking
from directory_data.working_copies import State

OWNER = "the service, by e-mail link"
"""Who confirmed, in history and log; nobody has said their name."""
HOW = "The service says that all of it is right."
KEPT_DAYS = 365
"""So long a link that was used or has expired can say so."""


class LinkState(str, Enum):
    """What a link can still do."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    GONE = "gone"
    """The record is no longer published, or has become one that only editors confirm."""
    CHANGED = "changed"
    """The record was changed after the page was opened: it is to be looked at again. Nothing was used up."""
    NOTED = "noted"
    """An editor is at work on the record, and has been told that what is published is right."""
    CONFIRMED = "confirmed"


class Link(msgspec.Struct, frozen=True):
    """A link with the record that it is about, as people would see it."""

    state: LinkState
    record: Record | None = None
    number: int = 0
    """Revision of the record."""
    on: dt.date | None = None
    """The day it was used, or the last day it could be."""


def make(connection: Connection, record_id: str, at: dt.datetime, days: int) -> str:
    """A token for a new link, within a transaction of the caller's."""
    token = secrets.token_urlsafe(24)
    values = {"record_id": record_id, "made": at, "expires": at + dt.timedelta(days=days), "used": None}
    connection.execute(confirm_link.insert().values(digest=_digest(token), **values))
    return token


def look(store: Store, token: str, at: dt.datetime) -> Link:
    """What a link is about; changes nothing, however often it is called."""
    with store.engine.connect() as connection:
        return _look(connection, token, at)


def confirm(editing: Editing, token: str, seen: int, at: dt.datetime) -> Link:
    """Use a link; ``seen`` is the revision that was on the page. The index follows before it returns."""
    with editing.store.writing() as connection:
        link = _look(connection, token, at)
        if link.state is not LinkState.OPEN or link.record is None:
            return link
        if link.number != seen:
            return msgspec.structs.replace(link, state=LinkState.CHANGED)
        state = _note(connection, link.record, at)
        used = (confirm_link.c.record_id == link.record.id) & confirm_link.c.used.is_(None)
        connection.execute(confirm_link.update().where(used).values(used=at))
    editing.refresh()
    return msgspec.structs.replace(link, state=state, on=moments.day(at))


def forget(connection: Connection, at: dt.datetime) -> int:
    """Remove links of long ago; returns their number."""
    old = confirm_link.c.expires < at - dt.timedelta(days=KEPT_DAYS)
    return int(connection.execute(confirm_link.delete().where(old)).rowcount)


def _look(connection: Connection, token: str, at: dt.datetime) -> Link:
    joined = confirm_link.join(record_table, record_table.c.id == confirm_link.c.record_id)
    wanted = sa.select(confirm_link, record_table.c.key).select_from(joined)
    row = connection.execute(wanted.where(confirm_link.c.digest == _digest(token))).first()
    if row is None:
        return Link(LinkState.UNKNOWN)
    copy = working_copies.read(connection, row.key)
    number = copy.published_number or 0
    if row.used is not None:
        return Link(LinkState.USED, copy.published, number, moments.day(moments.utc(row.used)))
    last = moments.day(moments.utc(row.expires))
    if at >= moments.utc(row.expires):
        return Link(LinkState.EXPIRED, copy.published, number, last)
    if copy.published is None or working_copies.is_safeguarding(copy.published):
        return Link(LinkState.GONE)
    return Link(LinkState.OPEN, copy.published, number, last)


def _note(connection: Connection, body: Record, at: dt.datetime) -> LinkState:
    """Write the confirmation; beside an editor's unpublished work it must not overtake that."""
    if working_copies.read(connection, body.key).state is not State.PUBLISHED:
        freshness.take(connection, body.id, freshness.ANSWERED, at, freshness.OWNER)
        audit.note(connection, OWNER, "answered", body.key, HOW)
        return LinkState.NOTED
    checking = body.checking if body.checking is Checking.DOUBTFUL else Checking.CONFIRMED
    again = msgspec.structs.replace(body, assured_date=moments.day(at), checking=checking)
    storing.add_revision(connection, again, OWNER, HOW, None, True)
    storing.note_publication(connection, OWNER)
    audit.note(connection, OWNER, "confirmed", body.key, HOW)
    return LinkState.CONFIRMED


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
