"""Several Rasa processes go on with one conversation, without words; nobody waits for a database."""

from __future__ import annotations

import asyncio
import json
import threading
import time

import pytest
import sqlalchemy as sa
from rasa.core.lock import TicketLock
from rasa.utils.endpoints import read_endpoint_config

from bot import launch, shared_tracker_store
from bot.shared_lock_store import SharedLockStore
from bot.shared_tracker_store import LEFT_ALONE, SharedTrackerStore
from directory_data.settings import Settings
from tests.bot.test_tracker_store import conversation, domain, saved
from tests.postgres import postgres_server, postgres_url
from tests.redis_server import RedisServer, redis_server, running_redis

__all__ = ["postgres_server", "postgres_url", "redis_server", "running_redis"]

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f7"


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request: pytest.FixtureRequest, tmp_path, monkeypatch) -> str:  # type: ignore[no-untyped-def]
    is_file = request.param == "SQLite"
    url = f"sqlite:///{tmp_path / 'trackers'}" if is_file else request.getfixturevalue("postgres_url")
    monkeypatch.setenv("SIGNPOST_TRACKER_URL", url)
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", KEY)
    return str(url)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    class Clock:
        now = 1_700_000_000.0

        def __call__(self) -> float:
            return self.now

    return Clock()


def rows(url: str) -> list[sa.engine.Row]:
    engine = sa.create_engine(url, future=True)
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT * FROM conversation")).all()
    engine.dispose()
    return list(found)


def test_what_one_process_saved_another_goes_on_with(database: str) -> None:
    one, two = SharedTrackerStore(domain()), SharedTrackerStore(domain())
    assert asyncio.run(two.retrieve("one")) is None
    saved(one, conversation(turns=3))
    again = asyncio.run(two.retrieve("one"))
    assert again.get_slot("place") == "Didcot" and again.latest_message.intent_name == "find_food"
    assert "secret" not in json.dumps([event.as_dict() for event in again.events])
    saved(two, again)
    assert len(rows(database)) == 1


def test_a_row_says_neither_who_nor_what(database: str) -> None:
    saved(SharedTrackerStore(domain()), conversation("my-conversation"))
    written = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows(database)])
    for word in ("my-conversation", "Didcot", "secret", "find_food"):
        assert word not in written


def test_an_hour_after_the_last_message_it_is_gone(database: str, clock) -> None:  # type: ignore[no-untyped-def]
    store = SharedTrackerStore(domain(), seconds=clock)
    saved(store, conversation("one"))
    clock.now += 61 * 60
    assert asyncio.run(store.retrieve("one")) is None
    saved(store, conversation("two"))
    assert len(rows(database)) == 1


def test_without_its_database_a_process_goes_on_alone_and_gives_it_back(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = SharedTrackerStore(domain()), SharedTrackerStore(domain())
    saved(store, conversation(turns=1))
    working = store._engine
    store._engine = sa.create_engine("sqlite:////nowhere/at/all", future=True)
    later = conversation()
    later.update(later.events[-3].__class__("place", "Witney"))
    assert saved(store, later).get_slot("place") == "Witney"
    store._engine = working
    later_on = time.monotonic() + LEFT_ALONE + 1
    monkeypatch.setattr(time, "monotonic", lambda: later_on)
    assert asyncio.run(store.retrieve("one")).get_slot("place") == "Witney"
    saved(store, later)
    assert asyncio.run(other.retrieve("one")).get_slot("place") == "Witney"


def test_a_hanging_database_is_waited_for_once(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_tracker_store, "PATIENCE", 0.1)
    store = SharedTrackerStore(domain())
    release = threading.Event()
    asked = []

    def hang(_: object) -> None:
        asked.append(1)
        release.wait(30)

    monkeypatch.setattr(store, "_within", hang)

    async def talk() -> None:
        began = time.monotonic()
        for _ in range(5):
            await store.save(conversation())
            assert (await store.retrieve("one")).get_slot("place") == "Didcot"
        assert time.monotonic() - began < 5
        release.set()

    asyncio.run(talk())
    assert len(asked) == 1


def test_locks_are_shared_and_go_by_themselves(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_REDIS_URL", redis_server.url)
    one, two = SharedLockStore(), SharedLockStore()
    one.save_lock(TicketLock("conversation"))
    assert two.get_lock("conversation") is not None
    with redis_server.client() as client:
        (name,) = client.keys("*")
        assert 0 < client.ttl(name) <= 120
    redis_server.hang()
    try:
        began = time.monotonic()
        with pytest.raises(Exception, match="Timeout"):
            two.get_lock("conversation")
        assert time.monotonic() - began < 3
    finally:
        redis_server.go_on()


def test_redis_learns_no_id_of_a_conversation_from_its_lock(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNPOST_REDIS_URL", redis_server.url)
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", KEY)
    one, two = SharedLockStore(), SharedLockStore()
    first = one.issue_ticket("my-conversation")
    second = two.issue_ticket("my-conversation")
    assert (first, second) == (0, 1), "they wait for each other"
    assert two.get_lock("my-conversation").conversation_id == "my-conversation"
    with redis_server.client() as client:
        (name,) = client.keys("*")
        assert b"my-conversation" not in name + client.get(name)
        monkeypatch.setenv("SIGNPOST_SECRET_KEY", KEY[::-1])
        assert SharedLockStore().get_lock("my-conversation") is None, "only this key makes this name"
        one.cleanup("my-conversation", first)
        two.cleanup("my-conversation", second)
        assert client.keys("*") == []


@pytest.mark.parametrize(
    ("settings", "stores"),
    [
        (Settings(), ("bot.tracker_store.ForgetfulTrackerStore", "in_memory")),
        (
            Settings(tracker_url="postgresql://", redis_url="redis://127.0.0.1", secret_key=KEY),
            ("bot.shared_tracker_store.SharedTrackerStore", "bot.shared_lock_store.SharedLockStore"),
        ),
    ],
)
def test_settings_alone_choose_the_stores(
    settings: Settings, stores: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in launch.environment(settings).items():
        monkeypatch.setenv(name, value)
    found = [
        read_endpoint_config(str(launch.ENDPOINTS), name).type for name in ("tracker_store", "lock_store")
    ]
    assert tuple(found) == stores
