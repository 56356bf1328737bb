"""What Rasa wrote into the shared database goes: by the job, by a request to erase it, and by itself."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.shared_tracker_store import SharedTrackerStore
from directory_data import kept_conversations
from directory_data.settings import Settings
from tests.bot.test_shared_stores import database, postgres_server, postgres_url, rows
from tests.bot.test_tracker_store import conversation, domain, saved

__all__ = ["database", "postgres_server", "postgres_url"]

NOW = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.timezone.utc)
"""Half an hour before the clocks go back."""


class Clock:
    now = NOW.timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(database: str, monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("SIGNPOST_TRACKER_HOURS", "3")
    return Clock()


def test_the_job_takes_what_no_message_comes_to_take(database: str, clock: Clock) -> None:
    saved(SharedTrackerStore(domain(), seconds=clock), conversation())
    settings = Settings.from_environment()
    assert kept_conversations.forget(settings, NOW + dt.timedelta(hours=2.9)) == 0
    assert kept_conversations.forget(settings, NOW + dt.timedelta(hours=3.1)) == 1
    assert rows(database) == []


def test_one_that_is_erased_is_not_gone_on_with(database: str, clock: Clock) -> None:
    store = SharedTrackerStore(domain(), seconds=clock)
    for name in ("mine", "another"):
        saved(store, conversation(name))
    assert kept_conversations.erase(Settings.from_environment(), "mine")
    assert asyncio.run(store.retrieve("mine")) is None
    assert asyncio.run(store.retrieve("another")) is not None and len(rows(database)) == 1


def test_the_hours_are_those_of_the_setting(database: str, clock: Clock) -> None:
    store = SharedTrackerStore(domain(), seconds=clock)
    saved(store, conversation())
    clock.now += 2.9 * 3600
    assert asyncio.run(store.retrieve("one")) is not None
    clock.now += 0.2 * 3600
    assert asyncio.run(store.retrieve("one")) is None
    saved(store, conversation("later"))
    assert len(rows(database)) == 1


def test_a_clock_that_is_set_back_does_not_stop_the_forgetting(database: str, clock: Clock) -> None:
    store = SharedTrackerStore(domain(), seconds=clock)
    saved(store, conversation("ahead"))
    clock.now -= 24 * 3600
    saved(store, conversation("now"))
    assert len(rows(database)) == 1
