"""Health of the process and of its parts."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data.settings import Settings
from directory_data.store import Store
from nlu import safeguarding
from nlu.reading import Reading
from tests.redis_server import RedisServer, redis_server, running_redis
from tests.web.fake_rasa import FakeRasa
from tests.web.test_shared_memory import Process, process
from web import create_app, health
from web.health import Looks, PartState

__all__ = ["process", "redis_server", "running_redis"]

PARTS = {"index", "safety", "classifier", "encoder", "store", "rasa", "actions"}


def test_live(client: FlaskClient) -> None:
    assert client.get("/health/live").get_json() == {"status": "ok"}


def test_ready_names_each_part(client: FlaskClient) -> None:
    response = client.get("/health/ready")
    answer = response.get_json()
    assert response.status_code == 200 and answer["status"] == "degraded"
    assert answer["parts"].keys() == PARTS
    failing = {name for name, part in answer["parts"].items() if part["state"] == "failing"}
    assert failing == {"actions", "classifier"}  # which these tests run without


def test_not_ready_without_index(without_index: FlaskClient) -> None:
    response = without_index.get("/health/ready")
    assert response.status_code == 503
    assert response.get_json()["parts"]["index"]["state"] == "failing"


def test_a_rasa_without_a_model_is_not_ready(client: FlaskClient, rasa: FakeRasa) -> None:
    rasa.ready = 503
    answer = client.get("/health/ready")
    assert answer.get_json()["parts"]["rasa"]["state"] == "failing" and answer.status_code == 200


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the detectors have read."""
    found: list[str] = []
    real = Reading.of

    def reading(text: str, *more: object) -> Reading:
        found.append(text)
        return real(text, *more)

    monkeypatch.setattr(Reading, "of", reading)
    return found


def test_a_look_reads_one_message(client: FlaskClient, read: list[str]) -> None:
    client.get("/health/ready")
    assert read == [safeguarding.NEVER_MISSED]


def test_a_look_waits_for_its_turn(settings: Settings, read: list[str]) -> None:
    app = create_app(settings)
    turns = app.extensions["signpost"].safety._turns
    turns.longest_turn = turns.longest_wait = 30
    asked = threading.Thread(target=lambda: app.test_client().get("/health/ready"))
    with turns.turn(1.0):
        asked.start()
        end = time.monotonic() + 10
        while not turns.waiting and time.monotonic() < end:
            time.sleep(0.01)
        assert turns.waiting == 1 and read == []
    asked.join(10)
    assert read == [safeguarding.NEVER_MISSED]


def test_whoever_asks_often_makes_no_work(
    client: FlaskClient, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """This machine is told of this moment, and everybody else of a few seconds ago."""
    elsewhere = {"REMOTE_ADDR": "192.0.2.77"}
    first = [client.get("/health/ready", environ_base=elsewhere) for _ in range(9)]
    assert {one.status_code for one in first} == {200} and len(read) == 1
    client.get("/health/ready")
    client.get("/health/ready", headers={"X-Forwarded-For": "127.0.0.1"})
    assert len(read) == 2
    moment = time.monotonic() + health.KEPT + 0.1
    monkeypatch.setattr(health.time, "monotonic", lambda: moment)
    client.get("/health/ready", environ_base=elsewhere)
    assert len(read) == 3


def test_nobody_waits_while_another_looks() -> None:
    sound, looks, looking, over = (
        PartState(state="ok", detail=""),
        Looks(),
        threading.Event(),
        threading.Event(),
    )
    looks.newest(lambda: {"rasa": sound})
    looks._until = 0

    def slow() -> dict[str, PartState]:
        looking.set()
        over.wait(30)
        return {}

    other = threading.Thread(target=looks.newest, args=[slow])
    other.start()
    try:
        assert looking.wait(10) and looks.newest(slow) == {"rasa": sound}
    finally:
        over.set()
        other.join(10)


def test_the_database_of_conversations_is_touched(settings: Settings, tmp_path: Path) -> None:
    """Without it people are answered all the same."""
    shared = replace(settings, tracker_url=f"sqlite:///{tmp_path / 'conversations.sqlite3'}")
    assert tracker_of(shared) == ("ok", 200)
    assert tracker_of(replace(shared, tracker_url=f"sqlite:///{tmp_path}")) == ("failing", 200)


def tracker_of(settings: Settings) -> tuple[str, int]:
    answer = create_app(settings).test_client().get("/health/ready")
    return answer.get_json()["parts"]["tracker"]["state"], answer.status_code


def test_a_database_that_hangs_is_not_waited_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr("web.health.STORE_PATIENCE", 0.1)
    monkeypatch.setattr(Store, "publication", lambda _: release.wait(30))
    began = time.monotonic()
    try:
        for _ in range(5):
            parts = app.test_client().get("/health/ready").get_json()["parts"]
            assert parts["store"]["state"] == "failing" and parts["index"]["state"] == "ok"
        assert time.monotonic() - began < 10
    finally:
        release.set()


def test_redis_is_a_part_where_there_is_one(process: Process, redis_server: RedisServer) -> None:
    client = process()
    assert client.get("/health/ready").get_json()["parts"]["redis"]["state"] == "ok"
    redis_server.stop()
    try:
        answer = client.get("/health/ready")
        assert answer.get_json()["parts"]["redis"]["state"] == "failing" and answer.status_code == 200
    finally:
        redis_server.start()
