"""Accepting and rejecting what sources propose, field by field or many at once.

An accepted value goes into the record's working copy. A publisher's acceptance is published at once, unless
the record has unpublished work or needs a second person; an editor's goes into review. One proposal is one
transaction: its fields, the record's revision and the audit log are written together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec
from sqlalchemy.engine import Connection

from directory_data import accepted, audit, filing, moments, proposals, seed_files, sources, working_copies
from directory_data.editing import Editing
from directory_data.editing_tables import proposed_field
from directory_data.errors import ConflictingEdit, DirectoryError, EditRefused, UnknownRecord
from directory_data.filing import ACCEPTED, OPEN, REJECTED, SUPERSEDED
from directory_data.findings import Change, Found, Sort
from directory_data.models import Record
from directory_data.people import Person, Role
from directory_data.proposals import Proposal
from directory_data.vocabulary import Status
from directory_data.working_copies import State, WorkingCopy

SHOWN_BY = (State.PUBLISHED, State.WITHDRAWN)
"""States after which the index has to follow."""


class Outcome(msgspec.Struct):
    """What became of a decision."""

    proposal: int
    record: str | None
    fields: list[str]
    state: State | None
    """Where the record stands now; ``None`` when nothing was accepted."""
    refused: str = ""
    """Why nothing was written, in plain words."""
    problems: list[tuple[str, str]] = []
    """What must be put right before it can be published."""


class Decisions:
    """Decides proposals."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing
        self._store = editing.store

    def accept(
        self,
        person: Person,
        number: int,
        fields: Collection[str] | None = None,
        why: str = "",
        *,
        overwrite: bool = False,
    ) -> Outcome:
        """Accept fields of a proposal, or all that are open.

        Raises ``ConflictingEdit`` when the record's value is no longer the one the proposal was compared
        with (``overwrite`` says that the person has seen that) or when somebody decided it before, and
        ``EditRefused`` when a value cannot be used; nothing is written then.
        """
        outcome = self._accept(person, number, fields, why, overwrite)
        if outcome.state in SHOWN_BY:
            self._editing.refresh()
        return outcome

    def _accept(
        self, person: Person, number: int, fields: Collection[str] | None, why: str, overwrite: bool
    ) -> Outcome:
        """One acceptance in one transaction; the index does not know of it yet."""
        person.must(Role.EDITOR)
        with self._store.writing() as connection:
            one, changes = _undecided(connection, number, fields)
            if one.candidates and one.record is None:
                raise EditRefused("Say first which record this is: it looks like one that is there already.")
            if one.sort is Sort.REMOVED:
                outcome = self._remove(connection, person, one, why)
            else:
                copy = _copy_for(connection, one)
                start = None if copy else accepted.new_entry(connection, one, changes)
                body = accepted.with_changes(one, copy, start, changes, person, overwrite)
                outcome = self._write(connection, person, one, copy, body)
            outcome.fields = [change.field for change in changes]
            _decide(connection, one, changes, ACCEPTED, person, why)
            audit.note(
                connection, person.name, "accepted", outcome.record or one.item, _told(one, changes, why)
            )
        return outcome

    def reject(
        self, person: Person, number: int, fields: Collection[str] | None = None, why: str = ""
    ) -> Outcome:
        """Keep what the directory says; the value is not proposed again until the source says another."""
        person.must(Role.EDITOR)
        with self._store.writing() as connection:
            one, changes = _undecided(connection, number, fields)
            _decide(connection, one, changes, REJECTED, person, why)
            audit.note(connection, person.name, "rejected", one.record or one.item, _told(one, changes, why))
        return Outcome(number, one.record, [change.field for change in changes], None)

    def accept_all(self, person: Person, numbers: Iterable[int], why: str = "") -> list[Outcome]:
        """Accept many proposals; one that cannot be accepted says so and does not stop the others."""
        outcomes = [self._tried(person, number, why, accept=True) for number in numbers]
        if any(outcome.state in SHOWN_BY for outcome in outcomes):
            self._editing.refresh()
        return outcomes

    def reject_all(self, person: Person, numbers: Iterable[int], why: str = "") -> list[Outcome]:
        """Reject many proposals."""
        return [self._tried(person, number, why, accept=False) for number in numbers]

    def link(self, person: Person, number: int, record: str | None, why: str = "") -> int | None:
        """Say which record an entry is, or with ``None`` that it is a new one.

        Returns the number of the proposal with the fields that differ, ``None`` when nothing differs.
        """
        person.must(Role.EDITOR)
        with self._store.writing() as connection:
            one, changes = _undecided(connection, number, None)
            audit.note(connection, person.name, "matched", record or one.item, f"{one.title}: {why}")
            found = Found(one.sort, one.item, one.title, None, changes)
            if record is not None:
                candidate = next((c for c in one.candidates if c.record == record), None)
                if candidate is None:
                    raise UnknownRecord(f"{record} is not among the records that this may be")
                found = Found(Sort.CHANGED, one.item, one.title, record, candidate.changes)
                filing.link(connection, one.source, one.item, record)
            _decide(connection, one, changes, SUPERSEDED, person, why)
            return filing.add(connection, one.run, one.source, found) if found.changes else None

    def _tried(self, person: Person, number: int, why: str, accept: bool) -> Outcome:
        try:
            if accept:
                return self._accept(person, number, None, why, overwrite=False)
            return self.reject(person, number, None, why)
        except DirectoryError as error:
            problems = error.problems if isinstance(error, EditRefused) else []
            return Outcome(number, None, [], None, str(error), problems)

    def _remove(self, connection: Connection, person: Person, one: Proposal, why: str) -> Outcome:
        """Take the record off, or ask a second person to."""
        copy = working_copies.read(connection, one.record or "")
        if copy.published is None:
            raise ConflictingEdit(f"{copy.body.name} is not on the site any more.")
        reason = why or "Its source no longer lists it."
        if copy.needs_second_person or not person.may(Role.PUBLISHER):
            closed = msgspec.structs.replace(copy.body, status=Status.INACTIVE)
            working_copies.write(connection, person, closed, reason, State.IN_REVIEW)
            return Outcome(one.id, copy.body.key, [], State.IN_REVIEW)
        working_copies.withdraw(connection, person.name, copy, reason)
        return Outcome(one.id, copy.body.key, [], State.WITHDRAWN)

    def _write(
        self, connection: Connection, person: Person, one: Proposal, copy: WorkingCopy | None, body: Record
    ) -> Outcome:
        """Keep the accepted body and publish it when that may be."""
        known, organizations = sources.stored(self._store), seed_files.organizations()
        problems = working_copies.problems(connection, body, known, organizations)
        if copy is not None and problems:
            raise EditRefused("It cannot be accepted as it is: correct it on the record's page.", problems)
        state = State.DRAFT if problems else State.IN_REVIEW
        busy = copy is not None and copy.state not in (State.PUBLISHED, State.WITHDRAWN)
        if busy and copy is not None and copy.state is State.DRAFT:
            state = State.DRAFT
        reason = f"Accepted from {known[one.source].title}" if one.source in known else "Accepted"
        working_copies.write(connection, person, body, reason, state)
        filing.link(connection, one.source, one.item, body.key)
        now = working_copies.read(connection, body.key)
        if not problems and not busy and person.may(Role.PUBLISHER) and not now.needs_second_person:
            working_copies.publish(connection, person, now, known, organizations)
            state = State.PUBLISHED
        return Outcome(one.id, body.key, [], state, problems=problems)


def _undecided(
    connection: Connection, number: int, fields: Collection[str] | None
) -> tuple[Proposal, list[Change]]:
    one = proposals.read(connection, number)
    changes = [change for change in one.open_fields if fields is None or change.field in fields]
    if not changes or (fields is not None and len(changes) < len(set(fields))):
        raise ConflictingEdit("Somebody has decided this already, or the source has changed its word.")
    return one, changes


def _copy_for(connection: Connection, one: Proposal) -> WorkingCopy | None:
    return working_copies.read(connection, one.record) if one.record else None


def _decide(
    connection: Connection, one: Proposal, changes: list[Change], state: str, person: Person, why: str
) -> None:
    of = (proposed_field.c.proposal == one.id) & proposed_field.c.field.in_([c.field for c in changes])
    values = {"state": state, "decided_by": person.name, "decided": moments.now(), "why": why}
    connection.execute(proposed_field.update().where(of, proposed_field.c.state == OPEN).values(**values))


def _told(one: Proposal, changes: list[Change], why: str) -> str:
    fields = "the entry" if one.sort is Sort.REMOVED else ", ".join(change.field for change in changes)
    return f"Proposal {one.id} ({one.source}): {fields}. {why}".strip()
