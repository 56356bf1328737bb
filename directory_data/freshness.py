"""Who still stands by the facts: what is due, what was asked, and what is lowered or hidden unanswered.

Where a record stands is worked out from dates: when its facts were known, the steps taken since, and the
rhythm of its kind. A step counts until somebody confirms, answers or edits the record, so that every way to
look after it brings it back by itself. ``freshness_run`` takes the steps; ``publishing`` asks what they mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import moments, sources
from directory_data.editing_tables import audit
from directory_data.freshness_tables import freshness_step
from directory_data.models import Record, Source
from directory_data.rhythms import Rhythms, Step, rhythms
from directory_data.store import MOST_IDS, Store
from directory_data.tables import record as record_table

ANSWERED = "answered"
"""The owner said that the facts are right while an editor was at work on them."""
OWNER, EDITORS = "owner", "editors"
FILE = "freshness.json"

Steps = list[tuple[str, dt.date]]
"""Steps with the day (England) each was taken, oldest first."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one published record stands."""

    record: Record
    known: dt.date
    """The day somebody last confirmed the facts; until then the day they were known."""
    due: dt.date
    """The last day on which nobody needs to be asked."""
    step: Step | None = None
    """The last step taken since then."""
    step_on: dt.date | None = None

    @property
    def is_lowered(self) -> bool:
        return self.step is Step.LOWERED

    @property
    def is_hidden(self) -> bool:
        return self.step is Step.HIDDEN

    def next(self, rules: Rhythms) -> tuple[Step, dt.date] | None:
        """The next step and the first day for it."""
        following = rules.following(self.step, self.record)
        if following is None:
            return None
        if self.step_on is None:
            return following, self.due + dt.timedelta(days=1)
        return following, self.step_on + dt.timedelta(days=rules.days_until[following])


class NotShown(msgspec.Struct, frozen=True):
    """A record that is hidden: what its page still says of it."""

    name: str
    known: dt.date


class Unconfirmed(msgspec.Struct, frozen=True):
    """What a publication makes of the standings; every index build carries it."""

    lowered: frozenset[str] = frozenset()
    """Ids of records."""
    hidden: dict[str, NotShown] = {}
    """By the key of the record."""
    hidden_ids: frozenset[str] = frozenset()


def standing(
    record: Record,
    known_sources: dict[str, Source],
    steps: Steps,
    touched: dt.date = dt.date.min,
    rules: Rhythms | None = None,
) -> Standing:
    """Where a record stands; ``touched`` is the day somebody last edited or published it."""
    rules = rules or rhythms()
    source = known_sources[record.source]
    known = max(
        [record.assured_date or record.known or source.dated, *(d for s, d in steps if s == ANSWERED)]
    )
    due = known + dt.timedelta(days=rules.confirm_every_days[record.kind])
    since = max(known, touched)
    taken = [(Step(name), day) for name, day in steps if name != ANSWERED and day > since]
    last, on = taken[-1] if taken else (None, None)
    return Standing(record=record, known=known, due=due, step=_allowed(last, record, rules), step_on=on)


def standings(store: Store) -> list[Standing]:
    """Every published record, the longest unconfirmed first."""
    known_sources, rules = sources.stored(store), rhythms()
    with store.engine.connect() as connection:
        steps = _steps(connection)
        touched = _touched(connection, steps)
    found = [
        standing(body, known_sources, steps.get(body.id, []), touched.get(body.id, dt.date.min), rules)
        for body in store.published()
    ]
    return sorted(found, key=lambda one: (one.due, one.record.key))


def unconfirmed(store: Store) -> Unconfirmed:
    """What is lowered and what is hidden; reads only the records that may be."""
    of = freshness_step.c.step.in_([Step.LOWERED.value, Step.HIDDEN.value])
    with store.engine.connect() as connection:
        ids = {row.record_id for row in connection.execute(sa.select(freshness_step.c.record_id).where(of))}
        if not ids:
            return Unconfirmed()
        steps = _steps(connection)
        touched = _touched(connection, ids)
    known_sources = sources.stored(store)
    found = [
        standing(body, known_sources, steps[body.id], touched.get(body.id, dt.date.min))
        for body in store.bodies(sorted(ids))
    ]
    hidden = [one for one in found if one.is_hidden]
    return Unconfirmed(
        frozenset(one.record.id for one in found if one.is_lowered),
        {one.record.key: NotShown(one.record.name, one.known) for one in hidden},
        frozenset(one.record.id for one in hidden),
    )


def take(connection: Connection, record_id: str, step: str, at: dt.datetime, asked: str) -> None:
    """Note a step, or that the owner answered, within a transaction of the caller's."""
    values = {"record_id": record_id, "step": step, "at": at, "asked": asked}
    connection.execute(freshness_step.insert().values(**values))


def _allowed(step: Step | None, record: Record, rules: Rhythms) -> Step | None:
    """The step, or the last one that such a record may have: it may have become a safeguarding contact."""
    furthest: Step | None = None
    while step and furthest is not step:
        following = rules.following(furthest, record)
        if following is None:
            return furthest
        furthest = following
    return furthest


def _steps(connection: Connection) -> dict[str, Steps]:
    found: dict[str, Steps] = {}
    wanted = sa.select(freshness_step).order_by(freshness_step.c.id)
    for row in connection.execute(wanted):
        found.setdefault(row.record_id, []).append((row.step, moments.day(moments.utc(row.at))))
    return found


def _touched(connection: Connection, ids: Iterable[str]) -> dict[str, dt.date]:
    """The day somebody last published or confirmed each record, as the audit log has it."""
    wanted = (
        sa.select(record_table.c.id, sa.func.max(audit.c.at).label("at"))
        .select_from(record_table.join(audit, audit.c.about == record_table.c.key))
        .where(audit.c.what.in_(["published", "confirmed"]))
        .group_by(record_table.c.id)
    )
    every, found = sorted(ids), {}
    for start in range(0, len(every), MOST_IDS):
        some = record_table.c.id.in_(every[start : start + MOST_IDS])
        for row in connection.execute(wanted.where(some)):
            found[row.id] = moments.day(moments.utc(row.at))
    return found
