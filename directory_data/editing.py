"""What editors do with records: draft, review, publish, schedule, withdraw, restore, lock.

Every method that changes something takes the person, checks the role, is one transaction, and leaves a
line in the audit log. ``after`` is the number of the newest revision that the person had before their
eyes; ``ConflictingEdit`` is raised when there is a newer one, and nothing is written. What is published is
searchable when the method returns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import audit, moments, publishing, seed_files, sources, working_copies
from directory_data import store as storing
from directory_data.editing_tables import expiry, field_lock, work
from directory_data.errors import ConflictingEdit, EditRefused, NotAllowed, UnknownRecord
from directory_data.models import Record
from directory_data.people import Person, Role
from directory_data.settings import Settings
from directory_data.store import Revision, Store
from directory_data.tables import record
from directory_data.vocabulary import Checking
from directory_data.working_copies import State, WorkingCopy

CLOCK = "the clock"
"""Who publishes and withdraws on a date that somebody set."""
EXPIRED = "Its last day has passed."
CLOSE_INSTEAD = (
    "This is a safeguarding contact, so no one person can take it off: save it with the status inactive and "
    "have a second person publish that."
)


class Editing:
    """The editors' way to the records."""

    def __init__(
        self, settings: Settings, store: Store | None = None, clock: Callable[[], dt.datetime] = moments.now
    ) -> None:
        self.settings = settings
        self.store = store or Store(settings.store_url)
        self._clock = clock

    # Looking

    def open(self, key: str) -> WorkingCopy:
        """The record as it is worked on, with its state; raises ``UnknownRecord``."""
        with self.store.engine.connect() as connection:
            return working_copies.read(connection, key)

    def problems(self, body: Record) -> list[tuple[str, str]]:
        """What must be put right before this can be published, as (field, what to do)."""
        with self.store.engine.connect() as connection:
            known = sources.stored(self.store)
            return working_copies.problems(connection, body, known, seed_files.organizations())

    def history(self, key: str) -> list[Revision]:
        """Every revision, oldest first; ``audit.entries(about=key)`` tells who published what."""
        return self.store.history(key)

    def unpublished(self, state: State | None = None) -> list[WorkingCopy]:
        """Everything drafted, in review or scheduled, the longest waiting first."""
        wanted = sa.select(record.c.key).select_from(work.join(record)).order_by(work.c.since)
        if state:
            wanted = wanted.where(work.c.state == state.value)
        with self.store.engine.connect() as connection:
            return [working_copies.read(connection, row.key) for row in connection.execute(wanted).all()]

    # Writing

    def create(self, person: Person, body: Record, reason: str = "") -> int:
        """A new record as a draft; raises ``EditRefused`` when its key is taken."""
        person.must(Role.EDITOR)
        with self.store.writing() as connection:
            if connection.execute(sa.select(record.c.id).where(record.c.key == body.key)).first():
                raise EditRefused(f"There is already a record {body.key}.", [("key", "is taken.")])
            number = working_copies.write(connection, person, body, reason, State.DRAFT)
            audit.note(connection, person.name, "created", body.key, reason)
        return number

    def save(self, person: Person, body: Record, after: int, reason: str = "") -> int:
        """Keep a draft and return its revision; it may still have problems."""
        person.must(Role.EDITOR)
        with self.store.writing() as connection:
            self._current(connection, body.key, after)
            number = working_copies.write(connection, person, body, reason, State.DRAFT)
            audit.note(connection, person.name, "saved draft", body.key, reason)
        return number

    def submit(self, person: Person, key: str, after: int, note: str = "") -> None:
        """Ask for a review of a draft; raises ``EditRefused`` while it has problems."""
        person.must(Role.EDITOR)
        with self.store.writing() as connection:
            copy = self._pending(connection, key, after)
            known = sources.stored(self.store)
            found = working_copies.problems(connection, copy.body, known, seed_files.organizations())
            if found:
                raise EditRefused("It is not ready for review yet.", found)
            working_copies.move(connection, person, copy, State.IN_REVIEW, note)
            audit.note(connection, person.name, "asked for review", key, note)

    def send_back(self, person: Person, key: str, after: int, why: str) -> None:
        """Make a draft again of what is in review or scheduled."""
        person.must(Role.EDITOR)
        with self.store.writing() as connection:
            copy = self._pending(connection, key, after)
            working_copies.move(connection, person, copy, State.DRAFT, why)
            audit.note(connection, person.name, "sent back", key, why)

    def discard(self, person: Person, key: str, after: int, why: str = "") -> None:
        """Give up unpublished work; its revisions stay in the history."""
        person.must(Role.EDITOR)
        with self.store.writing() as connection:
            copy = self._pending(connection, key, after)
            connection.execute(work.delete().where(work.c.record_id == copy.body.id))
            audit.note(connection, person.name, "discarded", key, why)

    def publish(
        self, person: Person, key: str, after: int, why: str = "", on: dt.date | None = None
    ) -> State:
        """Publish unpublished work now or on a later day; may raise ``NotAllowed`` or ``EditRefused``."""
        with self.store.writing() as connection:
            copy = self._pending(connection, key, after)
            known, organizations = sources.stored(self.store), seed_files.organizations()
            if on is not None and on > moments.day(self._clock()):
                working_copies.check(connection, person, copy, known, organizations)
                working_copies.move(connection, person, copy, State.SCHEDULED, why)
                connection.execute(
                    work.update().where(work.c.record_id == copy.body.id).values(publish_on=on)
                )
                audit.note(connection, person.name, "scheduled", key, f"For {on}. {why}".strip())
                return State.SCHEDULED
            working_copies.publish(connection, person, copy, known, organizations)
            audit.note(connection, person.name, "published", key, f"Revision {copy.number}. {why}".strip())
        self.refresh()
        return State.PUBLISHED

    def restore(self, person: Person, key: str, number: int, after: int, why: str = "") -> int:
        """A draft with the text of an earlier revision; publish it like any other."""
        for old in self.history(key):
            if old.number == number:
                return self.save(person, old.body, after, f"Restored revision {number}. {why}".strip())
        raise UnknownRecord(f"{key}, revision {number}")

    def withdraw(self, person: Person, key: str, after: int, why: str) -> None:
        """Take a published record from the site; ``restore`` and ``publish`` bring it back."""
        person.must(Role.PUBLISHER)
        with self.store.writing() as connection:
            copy = self._current(connection, key, after)
            if copy.needs_second_person:
                raise NotAllowed(CLOSE_INSTEAD)
            working_copies.withdraw(connection, person.name, copy, why)
            audit.note(connection, person.name, "withdrew", key, why)
        self.refresh()

    def confirm(self, person: Person, key: str, after: int, how: str) -> State:
        """Note that the published facts were checked today; needs no second person, as nothing changes."""
        person.must(Role.PUBLISHER)
        with self.store.writing() as connection:
            copy = self._current(connection, key, after)
            if copy.state is not State.PUBLISHED or copy.published is None:
                raise EditRefused("Only what is published and not being worked on can be confirmed.")
            today = moments.day(self._clock())
            state = copy.body.checking if copy.body.checking is Checking.DOUBTFUL else Checking.CHECKED
            body = msgspec.structs.replace(copy.body, assured_date=today, checking=state)
            storing.add_revision(connection, body, person.name, f"Confirmed: {how}", after, True)
            storing.note_publication(connection, person.name)
            audit.note(connection, person.name, "confirmed", key, how)
        self.refresh()
        return State.PUBLISHED

    def expire_after(self, person: Person, key: str, last_day: dt.date | None, why: str) -> None:
        """Set or, with ``None``, take away the last day on which a record is shown."""
        person.must(Role.PUBLISHER)
        with self.store.writing() as connection:
            copy = working_copies.read(connection, key)
            if copy.needs_second_person and last_day is not None:
                raise NotAllowed(CLOSE_INSTEAD)
            id_ = copy.body.id
            connection.execute(expiry.delete().where(expiry.c.record_id == id_))
            if last_day is not None:
                values = {"last_day": last_day, "by": person.name, "why": why}
                connection.execute(expiry.insert().values(record_id=id_, **values))
            audit.note(connection, person.name, "set last day", key, f"{last_day or 'none'}. {why}".strip())

    def lock(self, person: Person, key: str, field: str, why: str) -> None:
        """Keep a field from being proposed by sources; people can still edit it."""
        person.must(Role.EDITOR)
        if field not in Record.__struct_fields__:
            raise EditRefused(f"{field} is not a field of a record.")
        with self.store.writing() as connection:
            working_copies.read(connection, key)
            of = (field_lock.c.record_key == key) & (field_lock.c.field == field)
            connection.execute(field_lock.delete().where(of))
            values = {"by": person.name, "why": why, "made": self._clock()}
            connection.execute(field_lock.insert().values(record_key=key, field=field, **values))
            audit.note(connection, person.name, "locked", key, f"{field}: {why}")

    def unlock(self, person: Person, key: str, field: str, why: str) -> None:
        """Let sources propose a field again, beginning with what they say at the next run."""
        person.must(Role.EDITOR)
        with self.store.writing() as connection:
            of = (field_lock.c.record_key == key) & (field_lock.c.field == field)
            connection.execute(field_lock.delete().where(of))
            audit.note(connection, person.name, "unlocked", key, f"{field}: {why}")

    # Keeping up

    def tick(self) -> list[str]:
        """Publish what is scheduled for today, withdraw what has expired; returns the keys. For cron."""
        today, done = moments.day(self._clock()), []
        with self.store.writing() as connection:
            due = sa.select(record.c.key).select_from(work.join(record)).where(work.c.publish_on <= today)
            for row in connection.execute(due).all():
                copy = working_copies.read(connection, row.key)
                if copy.state is State.SCHEDULED and not copy.overtaken:
                    working_copies.show(connection, copy, copy.by)
                    audit.note(connection, CLOCK, "published", row.key, f"As {copy.by} asked for.")
                    done.append(row.key)
            over = sa.select(record.c.key).select_from(expiry.join(record))
            over = over.where(expiry.c.last_day < today, record.c.published.is_not(None))
            for row in connection.execute(over).all():
                working_copies.withdraw(connection, CLOCK, working_copies.read(connection, row.key), EXPIRED)
                audit.note(connection, CLOCK, "withdrew", row.key, EXPIRED)
                done.append(row.key)
        self.refresh()
        return done

    def refresh(self) -> None:
        """Bring the index up to date with the store; also after a process was killed in between."""
        publishing.publish(self.settings)

    def _current(self, connection: Connection, key: str, after: int) -> WorkingCopy:
        copy = working_copies.read(connection, key)
        working_copies.unchanged_since(copy, after)
        return copy

    def _pending(self, connection: Connection, key: str, after: int) -> WorkingCopy:
        copy = self._current(connection, key, after)
        if copy.state not in (State.DRAFT, State.IN_REVIEW, State.SCHEDULED):
            raise ConflictingEdit(f"There is no unpublished work on {copy.body.name}: somebody was quicker.")
        return copy
