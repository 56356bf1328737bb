"""Removes what is past its time, also when nothing new of its kind is written. For a timer.

Searches, ratings, reports and lists go with the next write of their kind as well, so that a copy without
timers does not keep them for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from directory_data import confirm_links, kept_conversations, listing_problems, moments, no_results, ratings
from directory_data.freshness_tables import confirm_link, listing_problem
from directory_data.imports import uploaded
from directory_data.settings import Settings
from directory_data.store import Store
from directory_data.tables import chat_rating, no_result


class Forgotten(msgspec.Struct, frozen=True):
    """How many of each were removed."""

    conversations: int
    searches: int
    """Rows of counts, as are the ratings."""
    ratings: int
    reports: int
    links: int
    lists: int


def forget(settings: Settings, at: dt.datetime) -> Forgotten:
    """Remove everything that is too old at a moment; raises ``SQLAlchemyError`` when a database is away."""
    lists = uploaded.forget(settings, at)
    conversations = kept_conversations.forget(settings, at)
    store = Store(settings.store_url)
    store.make_folder()
    today = moments.day(at)
    try:
        with store.writing() as connection:
            searches = _of(connection, no_result, lambda: no_results.forget(connection, today))
            rated = _of(connection, chat_rating, lambda: ratings.forget(connection, today))
            reports = _of(connection, listing_problem, lambda: listing_problems.forget(connection, today))
            links = _of(connection, confirm_link, lambda: confirm_links.forget(connection, at))
    finally:
        store.engine.dispose()
    return Forgotten(conversations, searches, rated, reports, links, lists)


def _of(connection: Connection, table: sa.Table, remove: Callable[[], int]) -> int:
    """0 without the table: the timer also runs before the first start, and while an upgrade is taken back."""
    return remove() if sa.inspect(connection).has_table(table.name) else 0
