"""What is kept of conversations in the database that ``SIGNPOST_TRACKER_URL`` names, and how it goes.

The assistant keeps one sealed row without words for each open conversation (``bot/shared_tracker_store.py``)
and removes what is due while people talk to it. What is here does so from outside: also when nobody talks,
and when the assistant does not run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data.sealing import Seal
from directory_data.settings import Settings
from directory_data.store import Store

CONVERSATION = sa.Table(
    "conversation",
    sa.MetaData(),
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
"""Conversations by hashed id, with the time (Unix, seconds) of the last message."""


def touch(store: Store) -> None:
    """Ask their database whether it has kept anything; raises what SQLAlchemy does when it is away."""
    with store.engine.connect() as connection:
        sa.inspect(connection).has_table(CONVERSATION.name)


def remove_due(connection: Connection, hours: float, now: float) -> int:
    """Remove the conversations whose last message is ``hours`` old at a time; returns how many.

    One that is dated as far ahead goes too: a clock was wrong, and it would stay for as long as it was wrong.
    """
    changed = CONVERSATION.c.changed
    due = sa.or_(changed < now - hours * 3600, changed > now + hours * 3600)
    return int(connection.execute(CONVERSATION.delete().where(due)).rowcount)


def forget(settings: Settings, at: dt.datetime) -> int:
    """Remove what is older than the set hours at a moment; returns the number of conversations."""
    return _within(
        settings, lambda connection: remove_due(connection, settings.tracker_hours, at.timestamp())
    )


def erase(settings: Settings, conversation_id: str) -> bool:
    """Remove one conversation, whatever its age; whether it was there."""
    named = CONVERSATION.c.name == Seal(settings.secret_key).name(conversation_id)
    return bool(
        _within(
            settings, lambda connection: int(connection.execute(CONVERSATION.delete().where(named)).rowcount)
        )
    )


def _within(settings: Settings, do: Callable[[Connection], int]) -> int:
    """Do it in one transaction; 0 where nothing has been kept yet."""
    if not settings.tracker_url:
        return 0
    store = Store(settings.tracker_url)
    try:
        with store.engine.begin() as connection:
            return do(connection) if sa.inspect(connection).has_table(CONVERSATION.name) else 0
    finally:
        store.engine.dispose()
