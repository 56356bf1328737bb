"""Health of the process and of its parts."""

from __future__ import annotations

from flask.testing import FlaskClient

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
