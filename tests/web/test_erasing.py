"""One person's conversation can be removed from what processes share, and nobody else's with it."""

from __future__ import annotations

from click.testing import CliRunner, Result

from directory_data.settings import Settings
from nlu.memory import Memory
from tests.redis_server import RedisServer, redis_server, running_redis
from web.cli import commands
from web.conversations import Conversation, Conversations
from web.shared_memory import SharedMemory

__all__ = ["redis_server", "running_redis"]

KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f7"
MINE, ANOTHER = "m" * 32, "a" * 32


def erase(settings: Settings, redis_url: str, tracker_url: str = "") -> Result:
    environment = {
        "SIGNPOST_DATA": str(settings.data),
        "SIGNPOST_REDIS_URL": redis_url,
        "SIGNPOST_TRACKER_URL": tracker_url,
        "SIGNPOST_SECRET_KEY": KEY,
    }
    return CliRunner().invoke(commands, ["erase", MINE], env=environment)


def test_a_conversation_is_erased_from_redis(settings: Settings, redis_server: RedisServer) -> None:
    shared = SharedMemory(redis_server.url, KEY)
    here = Conversations(shared)
    for name in (MINE, ANOTHER):
        here.keep(Conversation(name, Memory(turns=2)))
    assert "Removed from Redis." in erase(settings, redis_server.url).output
    elsewhere = Conversations(shared)
    assert elsewhere.find(MINE).memory.turns == 0
    assert elsewhere.find(ANOTHER).memory.turns == 2
    again = erase(settings, redis_server.url)
    assert again.exit_code == 0 and "Nothing of it was kept" in again.output


def test_what_could_not_be_erased_is_said(settings: Settings) -> None:
    refused = erase(settings, "redis://127.0.0.1:9/0")
    assert refused.exit_code == 1 and "No answer from Redis: it may still be there" in refused.output


def test_a_database_that_is_away_keeps_nothing_in_redis(
    settings: Settings, redis_server: RedisServer
) -> None:
    Conversations(SharedMemory(redis_server.url, KEY)).keep(Conversation(MINE, Memory(turns=2)))
    away = "postgresql+psycopg2://signpost@127.0.0.1:9/signpost"
    said = erase(settings, redis_server.url, away)
    assert said.exit_code == 1 and "No answer from the database" in said.output
    assert "Removed from Redis." in said.output and "127.0.0.1" not in said.output
    assert Conversations(SharedMemory(redis_server.url, KEY)).find(MINE).memory.turns == 0


def test_nothing_is_said_to_be_removed_when_nobody_answers(settings: Settings) -> None:
    away = "postgresql+psycopg2://signpost@127.0.0.1:9/signpost"
    said = erase(settings, "redis://127.0.0.1:9/0", away)
    assert said.exit_code == 1 and "No answer from the database or Redis" in said.output
    assert "Removed" not in said.output and "Nothing of it" not in said.output
