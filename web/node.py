"""Keeps one machine of several in step with the others: its copy of the index, and whether it is paused.

The index is made from the store and never copied: an index folder is executable code (Whoosh pickles).
"""

from __future__ import annotations

import logging
from threading import Event

import msgspec
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from directory_data import index, notices, publishing
from directory_data.errors import DirectoryError
from directory_data.settings import Settings
from directory_data.store import Store
from web import pause_file

EVERY = 5.0
"""Seconds after which a machine looks for itself: what was not announced is seen then."""
logger = logging.getLogger(__name__)


def follow(settings: Settings, every: float = EVERY, stopping: Event | None = None) -> None:
    """Follow the others until ``stopping`` is set; what goes wrong is tried again."""
    store = Store(settings.store_url)
    for told in notices.heard(settings, every):
        if stopping and stopping.is_set():
            return
        try:
            pause_file.follow(settings)
        except (RedisError, OSError, msgspec.DecodeError) as error:
            logger.warning("whether to pause is not known, or not noted: %s", type(error).__name__)
        try:
            if told or _is_behind(settings, store):
                publishing.publish(settings)
        except (DirectoryError, SQLAlchemyError, OSError) as error:
            logger.warning("the index is not brought up to date: %s", type(error).__name__)


def _is_behind(settings: Settings, store: Store) -> bool:
    """Whether the store has published more than the index has."""
    try:
        number = int(index.current(settings.index_folder).name.partition("-")[0])
    except DirectoryError:
        return True
    return store.publication() > number
