"""The action server's answers are checked, against a schema that is read once."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from jsonschema.validators import Draft202012Validator
from rasa.core.actions.action import RemoteAction

import bot.channel  # noqa: F401  every Rasa server loads it
from bot import action_answers

GOOD = {"events": [{"event": "slot", "name": "place", "value": "Witney"}], "responses": [{"text": "Hello"}]}
BAD = [{"events": "none"}, {"events": [{"name": "place"}]}, {"responses": ["Hello"]}]


@pytest.fixture
def action() -> RemoteAction:
    return RemoteAction("action_find_food", None)


@pytest.mark.parametrize("answer", BAD)
def test_an_answer_that_rasa_cannot_use_is_refused(action, answer):
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)


def test_the_schema_is_read_once(action, monkeypatch):
    action_answers._validator.cache_clear()
    read = []
    monkeypatch.setattr(Draft202012Validator, "check_schema", read.append)
    assert all(action._validate_action_result(GOOD) for _ in range(3))
    assert len(read) == 1
    action_answers._validator.cache_clear()
