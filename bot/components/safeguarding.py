"""The last component: an immediate concern takes over whatever else was understood."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.understanding import ASSESSMENT
from nlu.labels import ALLEGATION, CATEGORIES
from nlu.safeguarding import Assessment, assess

logger = logging.getLogger(__name__)
CONCERN = "safeguarding"
COMMAND = "/"  # Rasa takes "/greet" for the intent itself


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Safeguarding(GraphComponent):
    """Sets the intent of an immediate concern to its category, and says what else applies."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Safeguarding:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = _assessment(message)
            if found.level:
                message.set(CONCERN, _facts(found), add_to_output=True)
            if found.level == "immediate":
                intent = ALLEGATION if found.allegation else found.category
                message.set(INTENT, {"name": intent, "confidence": 1.0}, add_to_output=True)
            _as_words(message)
        return messages


def _assessment(message: Message) -> Assessment:
    """The concern in this message, under the category that the gateway gave it in the conversation."""
    told = message.get(METADATA)
    told = told if isinstance(told, dict) else {}  # whatever a client sent
    own = _own_assessment(message)
    if told.get("escalated") and told.get("category") in CATEGORIES:
        return msgspec.structs.replace(own, level="immediate", category=told["category"])
    return own


def _own_assessment(message: Message) -> Assessment:
    """What was found with everything else; when that failed, both detectors once more on their own."""
    found = message.get(ASSESSMENT)
    if isinstance(found, Assessment):
        return found
    try:
        return assess(message.get(TEXT) or "")
    except Exception as error:
        # Neither answer nor card would be worse than a question too many.
        logger.critical("the safety check failed: %s", type(error).__name__)
        return Assessment(level="check")


def _facts(found: Assessment) -> dict[str, Any]:
    return {
        "level": found.level,
        "category": found.category,
        "allegation": found.allegation,
        "exploitation": found.exploitation,
        "misrouted": found.misrouted,
        "other_language": found.other_language,
    }


def _as_words(message: Message) -> None:
    """Take the stroke off "/help me": Rasa would read it as a command, and log it when it is none."""
    text = message.get(TEXT) or ""
    if text.strip().startswith(COMMAND):
        message.set(TEXT, text.strip().lstrip(COMMAND).strip(), add_to_output=True)
