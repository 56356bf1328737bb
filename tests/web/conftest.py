"""The application over the real records, with a Rasa that does what each test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory_data import directory as directories
from directory_data.settings import Settings
from tests.web.fake_rasa import FakeRasa
from tests.web.pages import Page, checked
from web import create_app

UNUSED_PORT = 9  # discard: nothing answers there
RISK = "my dad hits me"
"""Immediate by the rules alone."""
ORDINARY = "speech therapy for my child"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Store and index in a folder of the tests' own; no trained model, so the rules work alone."""
    settings = Settings(
        data=tmp_path_factory.mktemp("data"),
        rasa_port=UNUSED_PORT,
        actions_port=UNUSED_PORT,
        rasa_timeout=0.6,
        messages_per_minute=10_000,
    )
    directories.prepare(settings)
    return settings


@pytest.fixture(scope="session")
def listening_rasa() -> Iterator[FakeRasa]:
    fake = FakeRasa()
    yield fake
    fake.close()


@pytest.fixture
def rasa(listening_rasa: FakeRasa) -> FakeRasa:
    listening_rasa.behave()
    return listening_rasa


@pytest.fixture(scope="session")
def settings(prepared: Settings, listening_rasa: FakeRasa) -> Settings:
    return replace(prepared, rasa_port=listening_rasa.port)


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask, rasa: FakeRasa) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def without_index(prepared: Settings, tmp_path: Path) -> FlaskClient:
    return create_app(replace(prepared, data=tmp_path)).test_client()


@pytest.fixture
def limited(settings: Settings, rasa: FakeRasa) -> FlaskClient:
    """Two messages a minute."""
    return create_app(replace(settings, messages_per_minute=2)).test_client()


@pytest.fixture
def page(client: FlaskClient) -> Callable[..., Page]:
    """Fetches a page and checks everything that holds for every page."""

    def fetch(address: str, status: int = 200) -> Page:
        response = client.get(address)
        assert response.status_code == status
        return checked(response)

    return fetch


@pytest.fixture
def say(client: FlaskClient) -> Callable[..., dict[str, Any]]:
    """Sends a chat message and gives the reply."""

    def send(message: str, **fields: object) -> dict[str, Any]:
        response = client.post("/api/chat", json={"message": message, **fields})
        assert response.status_code == 200, response.get_data(as_text=True)
        reply: dict[str, Any] = response.get_json()
        return reply

    return send
