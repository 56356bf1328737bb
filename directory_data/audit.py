"""The audit log: who did what to which record, source or person, when, and why."""

from __future__ import annotations

import datetime as dt

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data.editing_tables import audit
from directory_data.moments import now, utc
from directory_data.store import Store


class Entry(msgspec.Struct, frozen=True):
    """One line of the log."""

    number: int
    at: dt.datetime
    who: str
    what: str
    """A verb: ``published``, ``accepted``, ``rejected``, ``locked``."""
    about: str
    """Key of a record or source, or name of a person."""
    detail: str


def note(connection: Connection, who: str, what: str, about: str, detail: str = "") -> None:
    """Add a line within the transaction that does what it tells."""
    values = {"at": now(), "who": who, "what": what, "about": about, "detail": detail}
    connection.execute(audit.insert().values(**values))


def entries(
    store: Store, *, about: str | None = None, who: str | None = None, limit: int = 100, offset: int = 0
) -> list[Entry]:
    """The log, newest first."""
    wanted = sa.select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
    if about is not None:
        wanted = wanted.where(audit.c.about == about)
    if who is not None:
        wanted = wanted.where(audit.c.who == who)
    with store.engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return [Entry(r.id, utc(r.at), r.who, r.what, r.about, r.detail) for r in rows]
