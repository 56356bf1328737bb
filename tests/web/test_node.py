"""Two machines with a store together: what is published or paused on one is so on the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from directory_data import directory as directories
from directory_data import notices, publishing
from directory_data.directory import Directory
from directory_data.settings import Settings
from directory_data.store import Store
from tests.full_disk import full_disk
from tests.redis_server import RedisServer, redis_server, running_redis
from web import node, pause_file

__all__ = ["redis_server", "running_redis"]

SOON = 20.0
"""Seconds; usually a tenth of one."""
AWAY = "redis://127.0.0.1:9/0"
RARELY = 3600.0
"""Seconds between looks without being told: longer than any test."""


@pytest.fixture
def machines(tmp_path: Path, redis_server: RedisServer) -> tuple[Settings, Settings]:
    shared = Settings(
        database_url=f"sqlite:///{tmp_path / 'store.sqlite3'}",
        redis_url=redis_server.url,
        secret_key="0f1e2d3c4b5a69788796a5b4c3d2e1f7",
    )
    one, two = (replace(shared, data=tmp_path / name) for name in ("one", "two"))
    directories.prepare(one)
    directories.prepare(two)
    return one, two


@contextmanager
def following(settings: Settings, every: float) -> Iterator[None]:
    stopping = threading.Event()
    thread = threading.Thread(target=node.follow, args=(settings, every, stopping))
    thread.start()
    try:
        until(lambda: not settings.redis_url or listeners(settings) == 1)
        yield
    finally:
        stopping.set()
        notices.announce(settings)
        thread.join(timeout=SOON)
        assert not thread.is_alive()


def listeners(settings: Settings) -> int:
    with notices.connected(settings) as redis:
        return int(redis.pubsub_numsub(notices.CHANNEL)[0][1])


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def edit(settings: Settings, name: str) -> str:
    """Give a record another name; its key."""
    store = Store(settings.store_url)
    body = store.published()[0]
    store.save(msgspec.structs.replace(body, name=name), "an editor")
    return body.key


def test_an_edit_is_seen_on_the_other_machine_at_once(machines: tuple[Settings, Settings]) -> None:
    one, two = machines
    directory = Directory(two.index_folder)
    with following(two, RARELY):
        key = edit(one, "Zebedee's Barn")
        publishing.publish(one)
        until(lambda: directory.get(key).name == "Zebedee's Barn")


def test_an_edit_that_was_not_announced_is_seen_later(machines: tuple[Settings, Settings]) -> None:
    one, two = machines
    directory = Directory(two.index_folder)
    with following(two, 0.1):
        key = edit(one, "Zebedee's Barn")
        until(lambda: directory.get(key).name == "Zebedee's Barn")


def test_publishing_waits_for_no_redis(
    machines: tuple[Settings, Settings], redis_server: RedisServer
) -> None:
    one, _ = machines
    key = edit(one, "Zebedee's Barn")
    redis_server.stop()
    try:
        publishing.publish(one)
    finally:
        redis_server.start()
    assert Directory(one.index_folder).get(key).name == "Zebedee's Barn"


def test_a_pause_holds_on_every_machine(machines: tuple[Settings, Settings]) -> None:
    one, two = machines
    with following(two, RARELY):
        assert all(pause_file.pause(one, "wrong number"))
        until(lambda: pause_file.current(two))
        assert pause_file.current(two).reason == "wrong number"  # type: ignore[union-attr]
        assert all(pause_file.resume(one))
        until(lambda: pause_file.current(two) is None)


@pytest.mark.parametrize("disk", [nullcontext, full_disk])
def test_a_pause_made_here_without_redis_outlives_an_older_resume(
    machines: tuple[Settings, Settings],
    redis_server: RedisServer,
    disk: Callable[[], AbstractContextManager[None]],
) -> None:
    one, two = machines
    assert all(pause_file.resume(one))
    with disk():
        assert pause_file.pause(replace(two, redis_url=AWAY), "by hand") == (True, False)
    pause_file.follow(two)
    assert pause_file.current(two)


@pytest.mark.parametrize("whose", [0, 1])
def test_a_resume_made_here_without_redis_outlives_an_older_pause(
    machines: tuple[Settings, Settings], redis_server: RedisServer, whose: int
) -> None:
    """Also when the follower starts anew, and whether the pause was made here or there."""
    one, here = machines[0], machines[whose]
    assert all(pause_file.pause(one, "wrong number"))
    if here is not one:
        pause_file.follow(here)
    assert pause_file.resume(replace(here, redis_url=AWAY)) == (True, False)
    pause_file.follow(here)
    assert pause_file.current(here) is None
    assert all(pause_file.pause(one, "wrong again"))
    pause_file.follow(here)
    assert pause_file.current(here)


def test_on_a_full_disk_the_others_are_told_and_this_one_is_paused_without_a_reason(
    machines: tuple[Settings, Settings], redis_server: RedisServer
) -> None:
    one, two = machines
    with full_disk():
        assert all(pause_file.pause(one, "wrong number"))
        with pytest.raises(OSError, match="too large"):  # that it was followed cannot be noted
            pause_file.follow(two)
    assert pause_file.current(one).reason == "paused.json cannot be read"  # type: ignore[union-attr]
    assert pause_file.current(two)
    assert all(pause_file.resume(one))
    pause_file.follow(two)
    assert pause_file.current(one) is pause_file.current(two) is None


def test_a_switch_that_cannot_be_read_or_noted_ends_no_follower(
    machines: tuple[Settings, Settings], redis_server: RedisServer
) -> None:
    one, two = machines
    with redis_server.client() as client:
        client.set(pause_file.SWITCH, b"half a swi")
    with following(two, 0.1):
        time.sleep(0.3)
        assert all(pause_file.pause(one, "wrong number"))
        until(lambda: pause_file.current(two))
