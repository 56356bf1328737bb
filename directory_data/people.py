"""People who may use the editors' desk: passwords as argon2id hashes, roles, failed sign-ins."""

from __future__ import annotations

import datetime as dt
import hashlib
from enum import Enum

import msgspec
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy.engine import Connection, Row

from directory_data import audit, passwords
from directory_data.editing_tables import person
from directory_data.errors import EditRefused, NotAllowed
from directory_data.moments import SKEW, now, utc
from directory_data.store import Store

FAILURES = 5
"""Wrong passwords in a row before sign-in pauses."""
PAUSE = dt.timedelta(minutes=15)
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")  # so that an unknown name takes as long as a known one


class Role(str, Enum):
    """What a person may do; each role may also do what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


_RANK = {role: rank for rank, role in enumerate(Role)}


class Person(msgspec.Struct, frozen=True):
    """Somebody who may sign in."""

    name: str
    role: Role
    created: dt.datetime | None = None
    created_by: str = ""
    disabled: dt.datetime | None = None
    last_seen: dt.datetime | None = None
    failed: int = 0
    """Failed sign-ins since the last good one."""
    stamp: str = ""
    """Changes with the password; a session that carries another one has ended."""

    def may(self, role: Role) -> bool:
        """Whether this person's role is at least ``role``."""
        return self.disabled is None and _RANK[self.role] >= _RANK[role]

    def must(self, role: Role) -> None:
        """Raises ``NotAllowed`` unless this person's role is at least ``role``."""
        if not self.may(role):
            raise NotAllowed(f"This needs the role of {role.value}; {self.name} is {self.role.value}.")


class People:
    """Adds, changes and recognises people; ``by`` is who does so, for the audit log."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, name: str, password: str, role: Role, by: str) -> Person:
        """Raises ``EditRefused`` when the name is taken or the password easily guessed."""
        name = name.strip().lower()
        if not name or len(name) > 120 or any(c.isspace() for c in name):
            raise EditRefused("Give a name without spaces, for example an e-mail address.")
        values = {"name": name, "password": _hashed(password, name), "role": role.value}
        with self._store.writing() as connection:
            if _row(connection, name):
                raise EditRefused(f"There is already somebody called {name}.")
            connection.execute(person.insert().values(**values, created=now(), created_by=by, failed=0))
            audit.note(connection, by, "added person", name, role.value)
        return self.get(name)

    def get(self, name: str) -> Person:
        """Raises ``EditRefused`` when there is nobody of this name."""
        with self._store.engine.connect() as connection:
            return _person(_known(connection, name))

    def all(self) -> list[Person]:
        """Everybody by name, disabled people too."""
        with self._store.engine.connect() as connection:
            return [_person(row) for row in connection.execute(sa.select(person).order_by(person.c.name))]

    def sign_in(self, name: str, password: str) -> Person | None:
        """The person when the password is right; ``None`` when not, when disabled and during a pause.

        Nothing tells the caller which of these it was, so that nobody learns who has an account.
        """
        name = name.strip().lower()
        with self._store.engine.connect() as connection:
            row = _row(connection, name)
        right = _matches(row.password if row else _NOBODY, password)
        if row is None:
            return None
        at = now()
        # One dated ahead is of a clock that was wrong: the name would be paused for as long as it was.
        paused = row.failed >= FAILURES and -SKEW <= at - utc(row.last_failed) < PAUSE
        if row.disabled or paused or not right:
            if not paused:
                self._set(name, failed=person.c.failed + 1, last_failed=at)
            return None
        changed = {"password": _HASHER.hash(password)} if _HASHER.check_needs_rehash(row.password) else {}
        self._set(name, failed=0, last_seen=at, **changed)
        return self.get(name)

    def seen(self, name: str) -> None:
        """Remember that somebody who is signed in did something."""
        self._set(name, last_seen=now())

    def set_password(self, name: str, password: str, by: str) -> None:
        """Ends every session of this person; raises ``EditRefused``."""
        self._change(name, by, "changed password", "", password=_hashed(password, name), failed=0)

    def set_role(self, name: str, role: Role, by: str) -> None:
        """Raises ``EditRefused`` for the last administrator."""
        if role is not Role.ADMINISTRATOR:
            self._keep_an_administrator(name)
        self._change(name, by, "changed role", role.value, role=role.value)

    def disable(self, name: str, by: str) -> None:
        """Ends every session of this person; raises ``EditRefused`` for the last administrator."""
        self._keep_an_administrator(name)
        self._change(name, by, "disabled person", "", disabled=now())

    def enable(self, name: str, by: str) -> None:
        self._change(name, by, "enabled person", "", disabled=None, failed=0)

    def _keep_an_administrator(self, name: str) -> None:
        others = [p for p in self.all() if p.name != name.strip().lower() and p.may(Role.ADMINISTRATOR)]
        if self.get(name).may(Role.ADMINISTRATOR) and not others:
            raise EditRefused("This is the only administrator: add another one first.")

    def _change(self, name: str, by: str, what: str, detail: str, **values: object) -> None:
        with self._store.writing() as connection:
            row = _known(connection, name)
            connection.execute(person.update().where(person.c.name == row.name).values(**values))
            audit.note(connection, by, what, row.name, detail)

    def _set(self, name: str, **values: object) -> None:
        with self._store.writing() as connection:
            connection.execute(person.update().where(person.c.name == name).values(**values))


def _row(connection: Connection, name: str) -> Row | None:
    return connection.execute(sa.select(person).where(person.c.name == name.strip().lower())).first()


def _known(connection: Connection, name: str) -> Row:
    row = _row(connection, name)
    if row is None:
        raise EditRefused(f"There is nobody called {name}.")
    return row


def _person(row: Row) -> Person:
    return Person(
        name=row.name,
        role=Role(row.role),
        created=utc(row.created),
        created_by=row.created_by,
        disabled=utc(row.disabled),
        last_seen=utc(row.last_seen),
        failed=row.failed,
        stamp=hashlib.sha256(row.password.encode()).hexdigest()[:16],
    )


def _hashed(password: str, name: str) -> str:
    """A new password of the person; raises ``EditRefused`` for one that is easily guessed."""
    fault = passwords.fault(password, name)
    if fault:
        raise EditRefused(fault)
    return _HASHER.hash(password)


def _matches(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password[: passwords.LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return False
