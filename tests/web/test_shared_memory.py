"""Web processes that share a Redis answer as one; Redis learns nothing, and nobody waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from directory_data.settings import Settings
from tests.redis_server import RedisServer, redis_server, running_redis
from tests.web.conftest import RISK
from tests.web.fake_rasa import FakeRasa
from web import create_app
from web.conversations import Conversations
from web.errors import MemoryUnavailable
from web.kept import Kept
from web.rate_limits import RateLimits
from web.shared_memory import LEFT_ALONE, SharedMemory

__all__ = ["redis_server", "running_redis"]

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f7"
Process = Callable[..., FlaskClient]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def process(settings: Settings, redis_server: RedisServer, rasa: FakeRasa) -> Process:
    """Makes another web process of the same copy."""

    def make(**changes: object) -> FlaskClient:
        shared = replace(settings, redis_url=redis_server.url, secret_key=KEY, **changes)
        return create_app(shared).test_client()

    return make


def chat(client: FlaskClient, message: str, conversation_id: str | None = None) -> dict[str, object]:
    body = {"message": message} | ({"conversation_id": conversation_id} if conversation_id else {})
    answer = client.post("/api/chat", json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    reply: dict[str, object] = answer.get_json()
    return reply


def everything(server: RedisServer) -> bytes:
    with server.client() as client:
        names = client.keys("*")
        return b" ".join([*names, *(client.dump(name) for name in names)])


def test_a_concern_is_seen_across_processes(process: Process) -> None:
    one, two = process(), process()
    first = chat(one, "it started when her mums new boyfriend moved in")
    known = parts_of(two).conversations.find(str(first["conversation_id"]))
    assert known.memory.turns == 1 and len(known.memory.recent) == 1
    together = chat(two, "he comes in her bed at night", str(first["conversation_id"]))
    assert together["conversation_id"] == first["conversation_id"]
    assert parts_of(one).conversations.find(str(first["conversation_id"])).memory.turns == 2


def parts_of(client: FlaskClient):  # type: ignore[no-untyped-def]
    return client.application.extensions["signpost"].gateway


def test_a_limit_is_shared(process: Process) -> None:
    clients = [process(messages_per_minute=3) for _ in range(2)]
    statuses = [clients[n % 2].post("/api/chat", json={"message": "hello"}).status_code for n in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert chat(clients[0], RISK)["escalation"]


def test_redis_learns_neither_words_nor_addresses_nor_conversations(
    process: Process, redis_server: RedisServer
) -> None:
    reply = chat(process(), "Zebedee lives in Witney and is frightened")
    kept = everything(redis_server)
    for secret in ("Zebedee", "Witney", "frightened", "127.0.0.1", str(reply["conversation_id"]), KEY):
        assert secret.encode() not in kept
    with redis_server.client() as client:
        assert client.keys("*") and all(0 < client.ttl(name) <= 3600 for name in client.keys("*"))


def test_another_key_cannot_read_what_is_kept(redis_server: RedisServer) -> None:
    SharedMemory(redis_server.url, KEY).put("kind", "name", b"value", 60)
    assert SharedMemory(redis_server.url, KEY).get("kind", "name") == b"value"
    assert SharedMemory(redis_server.url, KEY[::-1]).get("kind", "name") is None


def test_a_window_opens_again(redis_server: RedisServer) -> None:
    memory = SharedMemory(redis_server.url, KEY)
    assert memory.wait(["a"], 1, 0.2) == 0
    waits = memory.wait(["a", "b"], 1, 0.2)
    assert 0 < waits <= 0.2
    assert memory.wait(["b"], 1, 0.2) == 0, "what was refused is not counted"
    end = time.monotonic() + 5
    while memory.wait(["a"], 1, 0.2):
        assert time.monotonic() < end


def test_without_redis_each_process_goes_on_alone(process: Process, redis_server: RedisServer) -> None:
    client = process(messages_per_minute=3)
    first = chat(client, "hello")
    redis_server.stop()
    try:
        assert (
            chat(client, "hello", str(first["conversation_id"]))["conversation_id"]
            == first["conversation_id"]
        )
        assert chat(client, RISK)["escalation"]
        assert [client.post("/api/chat", json={"message": "hello"}).status_code for _ in range(3)][-1] == 429
    finally:
        redis_server.start()


def test_a_hanging_redis_is_waited_for_once(redis_server: RedisServer) -> None:
    clock = Clock()
    memory = SharedMemory(redis_server.url, KEY, clock)
    memory.put("kind", "name", b"value", 60)
    redis_server.hang()
    try:
        began = time.monotonic()
        for _ in range(20):
            with pytest.raises(MemoryUnavailable):
                memory.get("kind", "name")
        assert time.monotonic() - began < 1.5, "twenty waits would take 4 seconds"
    finally:
        redis_server.go_on()
    with pytest.raises(MemoryUnavailable):
        memory.get("kind", "name")
    clock.now += LEFT_ALONE
    assert memory.get("kind", "name") == b"value"


def test_a_conversation_that_only_this_process_knows_is_newer(redis_server: RedisServer) -> None:
    memory = SharedMemory(redis_server.url, KEY)
    here, there = Conversations(memory), Conversations(memory)
    conversation = here.find(None)
    here.keep(conversation)
    conversation.memory = replace_turns(conversation.memory, 3)
    assert here.find(conversation.id).memory.turns == 3
    assert there.find(conversation.id).memory.turns == 0


def replace_turns(memory, turns: int):  # type: ignore[no-untyped-def]
    import msgspec

    return msgspec.structs.replace(memory, turns=turns)


def test_limits_of_different_kinds_of_names_are_apart(redis_server: RedisServer) -> None:
    limits = RateLimits(1, key=KEY, shared=SharedMemory(redis_server.url, KEY))
    assert limits.wait("a", "192.0.2.1") == limits.wait("b", "192.0.2.2") == 0
    assert limits.wait("a", "192.0.2.3") > 0


def test_what_one_process_takes_another_does_not_get(redis_server: RedisServer) -> None:
    one, two = (Kept("form", 10, 60, SharedMemory(redis_server.url, KEY)) for _ in range(2))
    one.put("name", b"typed")
    assert two.get("name") == b"typed"
    assert two.take("name") == b"typed"
    assert two.take("name") is None


def test_a_session_that_ended_in_one_process_has_ended_in_all(process: Process) -> None:
    one, two = process(), process()
    for client in (one, two):
        with client.application.test_request_context():
            from web.desk import sessions

            if client is one:
                sessions._ended().put("session", b"1")
            assert sessions._ended().get("session") is not None
