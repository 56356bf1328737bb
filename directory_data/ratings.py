"""Whether answers of the chat were useful: counts by day and by what was asked for, and nothing else."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from directory_data import opening_times
from directory_data.tables import chat_rating

logger = logging.getLogger(__name__)

KEPT_DAYS = 365
FEWEST = 5
"""Presses; of fewer nobody is shown how many there were."""


@dataclass(frozen=True)
class Rating:
    """How many found the answers to one intent useful, and how many did not."""

    intent: str
    yes: int
    no: int


def shown(ratings: list[Rating]) -> list[Rating]:
    """What editors see: intents with few presses as one line at the end, if together they have enough."""
    often = [rating for rating in ratings if rating.yes + rating.no >= FEWEST]
    rare = [rating for rating in ratings if rating not in often]
    rest = Rating("", sum(rating.yes for rating in rare), sum(rating.no for rating in rare))
    return [*often, rest] if rest.yes + rest.no >= FEWEST else often


def in_words(presses: int) -> str:
    """The number, unless it is so small that somebody might be known by it."""
    return str(presses) if presses == 0 or presses >= FEWEST else f"fewer than {FEWEST}"


class Ratings:
    """Counts presses of "yes" and "no"; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, intent: str, useful: bool, day: dt.date | None = None) -> None:
        """Count one press; a store that is down costs the count, never the page."""
        key = {"day": day or opening_times.now().date(), "intent": intent[:60], "useful": useful}
        try:
            try:
                with self._engine.begin() as connection:
                    _add(connection, key)
            except IntegrityError:  # another thread wrote the first of the day
                with self._engine.begin() as connection:
                    _add(connection, key)
        except SQLAlchemyError as error:
            logger.warning("a rating was not counted: %s", type(error).__name__)

    def since(self, day: dt.date) -> list[Rating]:
        """By intent, those with the most presses of "no" first."""
        total = sa.func.sum(chat_rating.c.count)
        asked = sa.select(chat_rating.c.intent, chat_rating.c.useful, total.label("total"))
        asked = asked.where(chat_rating.c.day >= day).group_by(chat_rating.c.intent, chat_rating.c.useful)
        with self._engine.connect() as connection:
            counts = {(row.intent, row.useful): row.total for row in connection.execute(asked)}
        intents = {intent for intent, _ in counts}
        found = [Rating(i, counts.get((i, True), 0), counts.get((i, False), 0)) for i in intents]
        return sorted(found, key=lambda rating: (-rating.no, rating.intent))


def forget(connection: Connection, today: dt.date) -> int:
    """Remove the days that are too long ago; returns the number of rows."""
    oldest = today - dt.timedelta(days=KEPT_DAYS)
    return int(connection.execute(chat_rating.delete().where(chat_rating.c.day < oldest)).rowcount)


def _add(connection: Connection, key: dict[str, object]) -> None:
    same = sa.and_(*(chat_rating.c[name] == value for name, value in key.items()))
    if not connection.execute(
        chat_rating.update().where(same).values(count=chat_rating.c.count + 1)
    ).rowcount:
        connection.execute(chat_rating.insert().values(**key, count=1))
        forget(connection, opening_times.now().date())
