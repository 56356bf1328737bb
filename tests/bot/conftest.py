"""A trained assistant for the whole session, and actions that answer from the real directory."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from directory_data.directory import Directory
from directory_data.settings import Settings

try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's old libraries warn at import
        import rasa.core.agent  # noqa: F401 so that its warnings come here and not in a test
        import rasa_sdk.endpoint
        import rasa_sdk.executor
except ImportError:  # Rasa needs Python 3.10; everything else runs on newer ones
    collect_ignore_glob = ["test_*.py"]

TRACKERS = Path(__file__).parent / "trackers"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="session")
def trained() -> Settings:
    """Settings whose model is current; trains once, and again only when something it is made from changed."""
    from bot.train import train

    settings = Settings.from_environment()
    train(settings, print)
    return settings


@pytest.fixture
def actions(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Actions of this process answer from the session's directory."""
    monkeypatch.setattr("bot.actions.base.open_directory", lambda: directory)


@pytest.fixture
def run(actions: None) -> Callable[..., tuple[list[dict[str, Any]], dict[str, Any]]]:
    """Runs an action on a tracker; returns the messages and the slots that were set."""

    def run_action(action: Any, tracker: str | dict[str, Any], **slots: Any) -> Any:
        dispatcher = rasa_sdk.executor.CollectingDispatcher()
        events = action.run(dispatcher, tracker_of(tracker, slots), {})
        assert {event["event"] for event in events} <= {"slot"}
        return (
            [message["custom"] for message in dispatcher.messages],
            {event["name"]: event["value"] for event in events},
        )

    return run_action


def tracker_of(state: str | dict[str, Any], slots: dict[str, Any]) -> Any:
    """A tracker from a file of ``trackers/`` or from what Rasa would have understood."""
    if isinstance(state, str):
        state = json.loads((TRACKERS / f"{state}.json").read_text(encoding="utf-8"))
    else:
        message = {"text": "", "intent_ranking": [], "entities": [], "metadata": {"audience": None}, **state}
        state = {"sender_id": "test", "slots": {}, "latest_message": message, "events": []}
    state["slots"] = {**state["slots"], **slots}
    return rasa_sdk.Tracker.from_dict({"paused": False, "active_loop": {}, "latest_action_name": "", **state})


def heard(text: str, intent: str, need: str | None = None, **more: Any) -> dict[str, Any]:
    """What the components make of a message."""
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "need": text if need is None else need,
        **more,
    }


def words(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages if message["type"] == "text")


def keys(messages: list[dict[str, Any]]) -> list[str]:
    """Keys of the records listed."""
    lists = [message["items"] for message in messages if message["type"] == "services"]
    return [item["page"].removeprefix("/services/") for items in lists for item in items]


def labels(messages: list[dict[str, Any]]) -> list[str]:
    lists = [message["items"] for message in messages if message["type"] == "choices"]
    return [item["label"] for items in lists for item in items]


def meta(messages: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [message for message in messages if message["type"] == "meta"]
    return found


@pytest.fixture(scope="session")
def assistant(trained: Settings, directory: Directory) -> Iterator[Any]:
    """The trained assistant, its actions running in this process."""
    from tests.bot.assistant import Assistant

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.actions.base.open_directory", lambda: directory)
        yield Assistant(trained)
