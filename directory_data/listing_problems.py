"""What the public says is wrong with a listing: kept without who said it, redacted, and for a time only.

Words are a caller's to give or not: names of people stay in them (``Settings.report_words``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from directory_data import audit, moments
from directory_data.errors import EditRefused
from directory_data.freshness_tables import listing_problem
from directory_data.people import Person, Role
from directory_data.redaction import redacted
from directory_data.store import Store

ABOUT = {
    "phone": "The phone number",
    "website": "The website or email address",
    "place": "The address or area",
    "hours": "The opening times",
    "closed": "It has closed",
    "who": "Who it is for, or what it costs",
    "other": "Something else",
}
LONGEST = 1000
"""Characters of the words."""
MOST_READ = 10 * LONGEST
KEPT_DAYS = 180
MOST_OPEN = 200
"""For one listing; further reports say nothing new and could only fill the disk."""


class Report(msgspec.Struct, frozen=True):
    """One report."""

    number: int
    record_key: str
    made: dt.date
    until: dt.date
    """The last day it is kept."""
    about: list[str]
    words: str
    closed: dt.datetime | None = None
    closed_by: str = ""
    outcome: str = ""


def add(store: Store, record_key: str, about: Sequence[str], words: str, today: dt.date) -> bool:
    """Keep a report; ``False`` when there are too many open ones of this listing already."""
    of = (listing_problem.c.record_key == record_key) & listing_problem.c.closed.is_(None)
    with store.writing() as connection:
        forget(connection, today)
        waiting = connection.execute(sa.select(sa.func.count()).select_from(listing_problem).where(of))
        if waiting.scalar_one() >= MOST_OPEN:
            return False
        connection.execute(
            listing_problem.insert().values(
                record_key=record_key,
                made=today,
                until=today + dt.timedelta(days=KEPT_DAYS),
                about=[one for one in about if one in ABOUT],
                words=redacted(words[:MOST_READ])[:LONGEST],
            )
        )
    return True


def open_reports(store: Store, today: dt.date, record_key: str | None = None) -> list[Report]:
    """What editors have not dealt with, the oldest first."""
    wanted = sa.select(listing_problem).where(
        listing_problem.c.closed.is_(None), listing_problem.c.until >= today
    )
    if record_key is not None:
        wanted = wanted.where(listing_problem.c.record_key == record_key)
    with store.engine.connect() as connection:
        return [_report(row) for row in connection.execute(wanted.order_by(listing_problem.c.id))]


def close(store: Store, person: Person, number: int, outcome: str) -> Report:
    """Note what came of a report; raises ``EditRefused`` when somebody else did or it is gone."""
    person.must(Role.EDITOR)
    open_one = (listing_problem.c.id == number) & listing_problem.c.closed.is_(None)
    with store.writing() as connection:
        values = {"closed": moments.now(), "closed_by": person.name, "outcome": outcome[:500]}
        if not connection.execute(listing_problem.update().where(open_one).values(**values)).rowcount:
            raise EditRefused("Somebody has dealt with this report already, or its time is over.")
        row = connection.execute(sa.select(listing_problem).where(listing_problem.c.id == number)).one()
        audit.note(connection, person.name, "closed report", row.record_key, outcome[:500])
    return _report(row)


def forget(connection: Connection, today: dt.date) -> int:
    """Remove what is past its end date; returns the number of reports."""
    return int(connection.execute(listing_problem.delete().where(listing_problem.c.until < today)).rowcount)


def _report(row: Row) -> Report:
    return Report(
        row.id,
        row.record_key,
        row.made,
        row.until,
        list(row.about),
        row.words,
        moments.utc(row.closed),
        row.closed_by,
        row.outcome,
    )
