"""What people told us and what was done about it, in editors' words: the page "You said, we did"."""

from __future__ import annotations

import datetime as dt

import msgspec
import sqlalchemy as sa

from directory_data import audit, moments
from directory_data.errors import EditRefused
from directory_data.freshness_tables import you_said
from directory_data.people import Person, Role
from directory_data.redaction import redacts
from directory_data.store import Store

LONGEST = 500
"""Characters of each part."""
ABOUT = "you-said"
"""Name of the page in the audit log."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the page."""

    number: int
    day: dt.date
    said: str
    did: str
    author: str


def entries(store: Store) -> list[Entry]:
    """All of them, the newest first."""
    wanted = sa.select(you_said).order_by(you_said.c.day.desc(), you_said.c.id.desc())
    with store.engine.connect() as connection:
        return [Entry(r.id, r.day, r.said, r.did, r.author) for r in connection.execute(wanted)]


def add(store: Store, person: Person, said: str, did: str, day: dt.date) -> None:
    """Put an entry on the page; raises ``EditRefused`` that says what must be put right."""
    person.must(Role.PUBLISHER)
    problems = [*_problems("said", said), *_problems("did", did)]
    if day > moments.day(moments.now()):
        problems.append(("day", "Give a day that is not in the future."))
    if problems:
        raise EditRefused("It is not on the page yet.", problems)
    with store.writing() as connection:
        values = {"day": day, "said": said.strip(), "did": did.strip()}
        connection.execute(you_said.insert().values(author=person.name, made=moments.now(), **values))
        audit.note(connection, person.name, "wrote", ABOUT, did.strip())


def remove(store: Store, person: Person, number: int) -> None:
    """Take an entry from the page; the log keeps what it said."""
    person.must(Role.PUBLISHER)
    of = you_said.c.id == number
    with store.writing() as connection:
        row = connection.execute(sa.select(you_said).where(of)).first()
        if row is None:
            raise EditRefused("Somebody has removed it already.")
        connection.execute(you_said.delete().where(of))
        audit.note(connection, person.name, "removed", ABOUT, f"{row.said} / {row.did}")


def _problems(field: str, text: str) -> list[tuple[str, str]]:
    words = {"said": "what people said", "did": "what was done"}[field]
    if not text.strip():
        return [(field, f"Write {words}.")]
    if len(text.strip()) > LONGEST:
        return [(field, f"Say {words} in {LONGEST} characters or fewer.")]
    if redacts(text):
        return [(field, f"Leave telephone numbers, e-mail addresses and postcodes out of {words}.")]
    return []
