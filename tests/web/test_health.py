"""Health of the process and of its parts."""

from __future__ import annotations

import threading
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data.store import Store
from tests.redis_server import RedisServer, redis_server, running_redis
from tests.web.test_shared_memory import Process, process

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
