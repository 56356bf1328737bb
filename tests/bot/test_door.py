"""Whoever does not show the token gets neither into Rasa's channel nor into the action server."""

import asyncio
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import pytest
import yaml
from rasa.core.agent import Agent, load_agent
from rasa.shared.utils.common import class_from_module_path
from rasa.utils.endpoints import read_endpoint_config
from sanic import Sanic

from bot import launch
from bot.channel import refuse_without_model
from bot.door import HEADER, guard
from directory_data.settings import Settings
from web.rasa_client import TOKEN_HEADER

TOKEN = "t" * 48
NUMBERS = count()


def shown(path, headers, token=TOKEN):
    """What the door says: nothing to whoever may go on."""
    app = Sanic(f"door{next(NUMBERS)}")  # names must differ within a process
    guard(app, token)
    request = SimpleNamespace(path=path, headers=headers)
    for middleware in app.request_middleware:
        answer = asyncio.run(middleware(request))
        if answer is not None:
            return answer.status
    return None


@pytest.mark.parametrize(
    "headers", [{}, {HEADER: ""}, {HEADER: "x" * 48}, {HEADER: TOKEN[:-1]}, {HEADER: "é"}]
)
def test_without_the_token_nobody_comes_in(headers):
    assert shown("/webhook", headers) == 403


def test_the_token_opens():
    assert shown("/webhook", {HEADER: TOKEN}) is None


def test_whether_it_is_alive_may_be_asked_by_anybody():
    assert shown("/health", {}) is None
    assert shown("/healthy", {}) == shown("/actions", {}) == 403


def test_parts_that_are_started_by_hand_need_none():
    assert shown("/webhook", {}, token="") is None


def test_the_only_channel_is_the_guarded_one(monkeypatch):
    monkeypatch.setenv("SIGNPOST_SECRET_KEY", "8fQzLw2vNc7TbX4kRj9sGd5hYm3pVe6a")
    (path,) = yaml.safe_load(launch.CREDENTIALS.read_text())
    channel = class_from_module_path(path).from_credentials(None)
    assert type(channel).__name__ == "GuardedRest" and channel.name() == "rest"
    made = channel.blueprint(None)
    assert [one.middleware.__name__ for one in made._future_middleware] == ["refuse", "refuse_without_model"]


def test_without_a_model_nobody_is_answered(tmp_path, monkeypatch):
    """Rasa serves with what it could load of half a file, which is nothing."""
    half = tmp_path / "half.tar.gz"
    half.write_bytes(b"\x1f\x8b\x08" + b"\0" * 500)
    damaged = asyncio.run(load_agent(model_path=str(half)))
    for context in (SimpleNamespace(), SimpleNamespace(agent=None), SimpleNamespace(agent=damaged)):
        assert asyncio.run(refuse_without_model(asked_of(context))).status == 503
    monkeypatch.setattr(Agent, "is_ready", lambda _: True)
    assert asyncio.run(refuse_without_model(asked_of(SimpleNamespace(agent=Agent())))) is None


def asked_of(context):
    return SimpleNamespace(app=SimpleNamespace(ctx=context))


def test_rasa_shows_the_token_to_the_action_server(monkeypatch):
    settings = replace(Settings(), secret_key="k" * 40)
    for name, value in launch.environment(settings).items():
        monkeypatch.setenv(name, value)
    assert read_endpoint_config(str(launch.ENDPOINTS), "action_endpoint").headers == {
        HEADER: settings.internal_token
    }


def test_no_token_is_written_into_a_file():
    kept = yaml.safe_load(launch.ENDPOINTS.read_text())["action_endpoint"]["headers"][HEADER]
    assert kept == "${SIGNPOST_INTERNAL_TOKEN}"


def test_web_and_bot_speak_of_the_same_header():
    assert TOKEN_HEADER == HEADER
