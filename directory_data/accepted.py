"""The body that a record has once proposed values are accepted."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data.errors import ConflictingEdit, EditRefused
from directory_data.findings import Change, Sort
from directory_data.models import Provenance, Record, plain_value, record_from
from directory_data.people import Person
from directory_data.proposals import Proposal
from directory_data.tables import record as record_table
from directory_data.vocabulary import Checking, Kind
from directory_data.working_copies import WorkingCopy

LONGEST_SUMMARY = 200  # characters


def with_changes(
    one: Proposal,
    copy: WorkingCopy | None,
    start: dict[str, Any] | None,
    changes: list[Change],
    person: Person,
    overwrite: bool,
) -> Record:
    """The record, or the start of a new one, with the accepted values."""
    plain: dict[str, Any] = msgspec.to_builtins(copy.body) if copy else dict(start or {})
    for change in changes:
        now = plain_value(copy.body, change.field) if copy else None
        if copy and one.sort is Sort.CHANGED and now != change.before and not overwrite:
            raise ConflictingEdit(
                f"{copy.body.name}: {change.field} was changed since the source was read. Look at it again."
            )
        if change.after is None:
            plain.pop(change.field, None)
        else:
            plain[change.field] = change.after
    try:
        body = record_from(plain)
    except msgspec.ValidationError as error:
        raise EditRefused(f"A value cannot be used: {error}") from error
    return _told_apart(one, body, changes, person) if copy else body


def _told_apart(one: Proposal, body: Record, changes: list[Change], person: Person) -> Record:
    """A record that was there already, with the origin of its new values, without the doubts they settle."""
    fields = {change.field for change in changes}
    provenance = dict(body.provenance)
    for change in changes:
        provenance[change.field] = Provenance(one.source, change.known, person.name, change.url)
    doubts = {field: why for field, why in body.doubts.items() if field not in fields}
    body = msgspec.structs.replace(body, provenance=provenance, doubts=doubts)
    parts = (body.phones, body.urls, body.contacts, body.locations, body.cost_options)
    doubtful = bool(doubts) or any(item.doubtful for items in parts for item in items)
    if body.checking is Checking.DOUBTFUL and not doubtful:
        body.checking = Checking.UNCHECKED
    return body


def new_entry(connection: Connection, one: Proposal, changes: list[Change]) -> dict[str, Any]:
    """What a record needs and the source may not say; the editor completes it before it is published."""
    said = {change.field: change.after for change in changes}
    return {
        "key": _free_key(connection, one),
        "kind": Kind.SERVICE.value,
        "name": one.title,
        "summary": _first_sentence(said.get("description") or ""),
        "source": one.source,
        "known": max(change.known for change in changes).isoformat(),
    }


def _free_key(connection: Connection, one: Proposal) -> str:
    plain = unicodedata.normalize("NFKD", one.title).encode("ascii", "ignore").decode().lower()
    key = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:100].strip("-") or "entry"
    taken = sa.select(record_table.c.id).where(record_table.c.key == key)
    return f"{key}-{one.id}" if connection.execute(taken).first() else key


def _first_sentence(text: str) -> str:
    """What the source itself says first, when it is short enough for a line in a list."""
    first = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
    return first if len(first) <= LONGEST_SUMMARY else ""
