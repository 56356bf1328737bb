"""What a web process knows of people goes in time, also when nobody writes any more."""

from __future__ import annotations

import random
import runpy
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from nlu.memory import Memory
from tests.kept_words import kept_words, made_up
from tests.web.fake_rasa import FakeRasa
from web import forgetting, shared_counts
from web.conversations import IDLE, Conversation, Conversations
from web.rate_limits import WINDOW, RateLimits


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def parts_of(conversations: Conversations, limits: RateLimits) -> Any:
    return SimpleNamespace(gateway=SimpleNamespace(conversations=conversations), limits=limits)


def test_quiet_conversations_and_addresses_go_when_their_time_is_over() -> None:
    clock = Clock()
    conversations, limits = Conversations(clock=clock), RateLimits(5, clock)
    conversations.keep(Conversation("a" * 32, Memory(recent=("my secret",))))
    limits.wait(None, "192.0.2.7")
    made = parts_of(conversations, limits)
    clock.now = WINDOW - 1
    forgetting.forget(made)
    assert len(limits._sent._Cache__data) == 1  # type: ignore[attr-defined]
    clock.now = IDLE - 1
    forgetting.forget(made)
    assert not limits._sent._Cache__data  # type: ignore[attr-defined]
    assert len(conversations._open._Cache__data) == 1  # type: ignore[attr-defined]
    clock.now = IDLE + 1
    forgetting.forget(made)
    assert not conversations._open._Cache__data  # type: ignore[attr-defined]


def test_it_goes_on_by_itself() -> None:
    clock = Clock()
    conversations = Conversations(clock=clock)
    forgetting.start(parts_of(conversations, RateLimits(5, clock)), every=0.01)
    for letter in "ab":
        conversations.keep(Conversation(letter * 32))
        clock.now += IDLE + 1
        until = time.monotonic() + 10
        while conversations._open._Cache__data:  # type: ignore[attr-defined]
            assert time.monotonic() < until
            time.sleep(0.01)


def test_each_worker_forgets_by_itself(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setenv(shared_counts.VARIABLE, str(tmp_path))  # to be put back
    monkeypatch.setattr(shared_counts, "fresh_folder", lambda _: tmp_path)
    monkeypatch.setattr(forgetting, "start", started.append)
    configuration = runpy.run_path("web/gunicorn.conf.py")
    configuration["post_fork"](SimpleNamespace(app=SimpleNamespace(wsgi=lambda: app)), None)
    assert started == [app.extensions["signpost"]]


def test_no_word_is_left_after_the_hour(client: FlaskClient, rasa: FakeRasa, app: Flask) -> None:
    chance = random.Random(7)  # noqa: S311
    for _ in range(30):
        client.post("/api/chat", json={"message": f"my son {made_up(chance)} needs {made_up(chance)}"})
        client.post("/api/chat", json={"message": f"my dad {made_up(chance)} hits me"})
        client.post("/chat", data={"message": f"help with {made_up(chance)}"})
        for path in ("/search", "/api/search", "/api/suggest", "/practitioners"):
            client.get(path, query_string={"q": f"food {made_up(chance)}", "near": made_up(chance)})
        client.get(f"/services/{made_up(chance)}")
    rasa.heard.clear()
    rasa.headers.clear()
    parts = app.extensions["signpost"]
    assert kept_words(), "the conversations are still there"
    with parts.gateway.conversations._lock:
        parts.gateway.conversations._open.expire(time.monotonic() + IDLE + 1)
    forgetting.forget(parts)
    assert kept_words() == set()
