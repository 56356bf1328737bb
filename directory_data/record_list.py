"""Every record an editor may look for, published or not, by the words of its newest text."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from directory_data.editing_tables import work
from directory_data.store import Store
from directory_data.tables import record, revision
from directory_data.vocabulary import Kind
from directory_data.working_copies import State


class Listed(msgspec.Struct, frozen=True):
    """One line of the list."""

    key: str
    name: str
    kind: Kind
    state: State


def listed(store: Store, text: str = "", state: State | None = None) -> list[Listed]:
    """Records with every word of ``text`` in their key, name, summary, telephones or e-mail, by name."""
    newest = (
        sa.select(revision.c.record_id, sa.func.max(revision.c.number).label("number"))
        .group_by(revision.c.record_id)
        .subquery()
    )
    rows = (
        sa.select(record.c.key, record.c.published, work.c.state, revision.c.body)
        .select_from(record.outerjoin(work))
        .join(newest, newest.c.record_id == record.c.id)
        .join(
            revision,
            sa.and_(revision.c.record_id == record.c.id, revision.c.number == newest.c.number),
        )
    )
    words = text.lower().split()
    with store.engine.connect() as connection:
        found = [_listed(row) for row in connection.execute(rows) if _has(row, words)]
    return sorted((one for one in found if state in (None, one.state)), key=lambda one: one.name.lower())


def _listed(row: sa.engine.Row) -> Listed:
    state = State(row.state) if row.state else State.PUBLISHED if row.published else State.WITHDRAWN
    return Listed(row.key, row.body["name"], Kind(row.body["kind"]), state)


def _has(row: sa.engine.Row, words: list[str]) -> bool:
    if not words:
        return True
    body = row.body
    told = [row.key, body["name"], body.get("summary", ""), body.get("email") or ""]
    told += body.get("alternate_names", [])
    numbers = [phone["number"] for phone in body.get("phones", [])]
    told += [*numbers, *(number.replace(" ", "") for number in numbers)]
    haystack = "\n".join(told).lower()
    return all(word in haystack for word in words)
