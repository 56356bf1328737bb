"""The tracker store of several Rasa processes: one sealed row of a database for each conversation.

A row has what ``ForgetfulTrackerStore`` keeps, so never anybody's words, and goes the set hours after the
last message. Rasa's own store for SQL keeps every event for good, and its one thread waits for the database.
Here each process has its conversations in memory as well and goes on with them while the database is away.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.tracker_store import ForgetfulTrackerStore, again, without_words
from directory_data.kept_conversations import CONVERSATION, remove_due
from directory_data.sealing import Seal
from directory_data.settings import Settings
from directory_data.store import Store

PATIENCE = 0.5  # seconds
FORGET_EVERY = 60.0  # seconds
LEFT_ALONE = 5.0  # seconds that the database is not asked after it did not answer
T = TypeVar("T")
logger = logging.getLogger(__name__)


class DatabaseAway(Exception):
    """The database gave no answer in time."""


class SharedTrackerStore(TrackerStore):
    """At the address of the settings; ``seconds`` is the time on the clock that rows are dated with."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        seconds: Callable[[], float] = time.time,
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        settings = Settings.from_environment()
        self._seal = Seal(settings.secret_key)
        self._seconds = seconds
        self._hours = settings.tracker_hours
        self._own = ForgetfulTrackerStore(domain, None, most_idle_minutes=self._hours * 60)
        self._only_here: set[str] = set()
        self._asked_again = self._cleared = 0.0
        self._engine = Store(settings.tracker_url).engine
        self._has_table = False

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self._own.save(tracker)
        name = self._seal.name(tracker.sender_id)
        sealed = self._seal.closed(without_words(tracker).encode())

        def write(connection: Connection) -> None:
            self._forget(connection)
            connection.execute(CONVERSATION.delete().where(CONVERSATION.c.name == name))
            row = {"name": name, "changed": self._seconds(), "sealed": sealed}
            connection.execute(CONVERSATION.insert().values(**row))

        try:
            await self._ask(write)
            self._only_here.discard(name)
        except DatabaseAway:
            self._only_here.add(name)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        self._own.domain = self.domain
        name = self._seal.name(sender_id)
        if name in self._only_here:
            return await self._own.retrieve(sender_id)
        row = CONVERSATION.c
        wanted = sa.select(row.sealed).where(row.name == name, row.changed > self._oldest())
        try:
            sealed = await self._ask(lambda connection: connection.execute(wanted).scalar())
        except DatabaseAway:
            return await self._own.retrieve(sender_id)
        kept = self._seal.opened(sealed) if sealed else None
        return again(sender_id, kept.decode(), self) if kept else None

    async def keys(self) -> Iterable[str]:
        """Those of this process: the database knows only hashes."""
        return await self._own.keys()

    async def _ask(self, do: Callable[[Connection], T]) -> T:
        """Do it in a transaction on another thread; raises ``DatabaseAway``."""
        if time.monotonic() < self._asked_again:
            raise DatabaseAway
        try:
            asked = asyncio.get_running_loop().run_in_executor(None, self._within, do)
            return await asyncio.wait_for(asked, PATIENCE)
        except (SQLAlchemyError, asyncio.TimeoutError) as error:
            logger.error("The database of conversations is left alone: %s", type(error).__name__)
            self._asked_again = time.monotonic() + LEFT_ALONE
            self._has_table = False  # a restore may have taken it away
            raise DatabaseAway from None

    def _within(self, do: Callable[[Connection], T]) -> T:
        with self._engine.begin() as connection:
            if not self._has_table:
                connection.execute(sa.schema.CreateTable(CONVERSATION, if_not_exists=True))
                self._has_table = True
            return do(connection)

    def _forget(self, connection: Connection) -> None:
        """Remove what is due, of every process, once a minute."""
        if abs(self._seconds() - self._cleared) > FORGET_EVERY:  # clocks are also set back
            self._cleared = self._seconds()
            remove_due(connection, self._hours, self._seconds())

    def _oldest(self) -> float:
        return self._seconds() - self._hours * 3600
