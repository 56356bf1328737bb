"""Rasa's NLU component: intent, ranking, band, need and entities, all from ``nlu``."""

from __future__ import annotations

import logging
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import quiet_logs
from directory_data.settings import Settings
from nlu import models, training_data
from nlu.handed_over import understanding_of
from nlu.labels import SAFEGUARDING
from nlu.models import Models, Trained
from nlu.training_data import Example
from nlu.understand import Understander
from nlu.understand import Understanding as Understood

quiet_logs.install()  # also for `rasa test`, which has no tracker store of ours
logger = logging.getLogger(__name__)

MODEL = "understanding.joblib"
FALLBACK = "nlu_fallback"
SEARCHES = frozenset({"find_service", "find_food", "find_money"})
"""Acted on when likely but not sure: results help more than the question whether they are wanted."""
SAYS_WHO = frozenset({"say_parent", "say_practitioner"})
"""Believed only when the wording tells the audience as well."""
NOT_WITH_A_NEED = frozenset({*SAFEGUARDING, *SAYS_WHO, "inform_place", "inform_age"})
"""Passed over for a guess: a place, an age or a role beside a need only narrows the search for it."""
BAND, NEED, ASSESSMENT = "band", "need", "assessment"
UNDERSTOOD = "understood"
"""What the gateway calls its own understanding in the metadata of a message."""
NOT_UNDERSTOOD: dict[str, Any] = {
    INTENT: {"name": FALLBACK, "confidence": 1.0},
    INTENT_RANKING_KEY: [],
    ENTITIES: [],
    BAND: "lost",
    NEED: "",
}


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class Understanding(GraphComponent):
    """Learns intents from Rasa's training data, and reads each message with ``nlu.understand``."""

    def __init__(self, storage: ModelStorage, resource: Resource, found: Models | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self._understander = Understander(Settings.from_environment(), found=found) if found else None
        self._intents = frozenset(found.trained.intents.intents if found and found.trained else ())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        with model_storage.read_from(resource) as folder:
            learned = Models.of(joblib.load(folder / MODEL), Settings.from_environment())
            component = cls(model_storage, resource, learned)
        component.process(
            [Message({TEXT: "hello"})]
        )  # places and rules are read now, not for the first person
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every message that has an intent, as ``python -m nlu train`` does."""
        examples = [
            Example(message.get(TEXT), message.get(INTENT), topic="rasa")
            for message in training_data.intent_examples
        ]
        with self._storage.write_to(self._resource) as folder:
            # Compressed here, quickly: the archive it goes into is packed at the slowest setting.
            joblib.dump(_learned(examples), folder / MODEL, compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        """Set what was understood; when that fails, what the fallback action answers."""
        try:
            understood = self._handed_over(message) or self._understood(message.get(TEXT) or "")
        except Exception as error:
            # An exception here would leave the person without any reply. Its text may quote the message.
            logger.error("understanding failed: %s", type(error).__name__)
            understood = None
        for name, value in (_output(understood) if understood else NOT_UNDERSTOOD).items():
            message.set(name, value, add_to_output=True)
        if understood:
            message.set(ASSESSMENT, understood.assessment)  # for the next component, not for the tracker

    def _understood(self, text: str) -> Understood | None:
        return self._understander.understand(text) if self._understander else None

    def _handed_over(self, message: Message) -> Understood | None:
        """What the gateway has understood of this message already, in words that this assistant knows.

        Taken out of the metadata, which the tracker would send on to every action.
        """
        told = message.get(METADATA)
        found = understanding_of(told.pop(UNDERSTOOD, None)) if isinstance(told, dict) else None
        return found if found and self._intents.issuperset(intent for intent, _ in found.ranking) else None


def _learned(examples: list[Example]) -> Trained:
    """The site's own models when these are its messages, so that both understand alike; else new ones."""
    if _messages(examples) == _messages(training_data.examples()):
        found = models.ensure(Settings.from_environment())
        if found.trained:
            return found.trained
    turns = training_data.turns(training_data.conversations())
    return models.train(examples, turns, training_data.audiences())


def _messages(examples: list[Example]) -> set[tuple[str, str]]:
    return {(example.text.strip(), example.intent) for example in examples}


def _output(understood: Understood) -> dict[str, Any]:
    """What Rasa's tracker and the actions are told."""
    intent, confidence = _intent(understood)
    ordinary = [one for one in understood.ranking if one[0] not in SAFEGUARDING]
    return {
        INTENT: {"name": intent, "confidence": confidence},
        INTENT_RANKING_KEY: [{"name": name, "confidence": chance} for name, chance in ordinary],
        ENTITIES: _entities(understood),
        BAND: understood.band,
        NEED: understood.need,
    }


def _intent(understood: Understood) -> tuple[str, float]:
    """The intent; a bare place or age answers what was asked before, and a guess is not acted on."""
    entities = understood.entities
    if not understood.need and entities.place:
        return "inform_place", 1.0
    if not understood.need and entities.age is not None:
        return "inform_age", 1.0
    if understood.band == "sure" and (understood.audience or understood.intent not in SAYS_WHO):
        return understood.intent, understood.confidence
    ordinary = (intent for intent, _ in understood.ranking if intent not in NOT_WITH_A_NEED)
    likely = next(ordinary, FALLBACK) if understood.band != "lost" else FALLBACK
    return (likely if likely in SEARCHES else FALLBACK), understood.confidence


def _entities(understood: Understood) -> list[dict[str, Any]]:
    """Rasa's form; a place is named by its label, which never holds a full postcode."""
    found, entities = understood.entities, []
    if found.place:
        several = len(found.place.places) > 1
        label = found.place.text if several else found.place.places[0].label
        entities.append(
            {"entity": "place", "value": label, "start": found.place.start, "end": found.place.end}
        )
    if found.age is not None:
        entities.append({"entity": "age", "value": found.age})
    if found.organisation:
        entities.append({"entity": "organisation", "value": found.organisation})
    if understood.audience:
        entities.append({"entity": "audience", "value": understood.audience.value})
    return entities
