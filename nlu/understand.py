"""The one entrance: what a message asks for, who asks, what it names, and whether a child is at risk."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

from directory_data.settings import Settings
from directory_data.vocabulary import Audience
from nlu import language, models
from nlu.conversation import judge_reading
from nlu.entities import Entities, entities_in
from nlu.intents import together
from nlu.labels import ALLEGATION, SAFEGUARDING
from nlu.memory import Memory
from nlu.need import need_of
from nlu.reading import Reading, Scores
from nlu.safeguarding import Assessment, Safeguarding, detectors_ready

Band = Literal["sure", "unsure", "lost"]
log = logging.getLogger(__name__)
EXAMINED_FOR_NAMES = 2000  # characters in which places, ages and organisations are looked for
SURE, UNSURE = 0.6, 0.2
LIKELY, CLEAR_LEAD = 0.4, 0.25
"""An intent is also sure when it is likely and leads the next by this much. On the development messages 89%
are then sure, and right in 92% of those; of the rest 87% have the right intent among the three offered."""


@dataclass(frozen=True)
class Understanding:
    """Everything the site and the bot need to answer one message."""

    intent: str
    confidence: float
    ranking: list[tuple[str, float]]
    band: Band
    """``sure`` is answered, ``unsure`` asks "did you mean", ``lost`` gets search results and a number."""
    audience: Audience | None
    entities: Entities
    need: str
    """The words to search for: the message without its place, its age and the small words around them."""
    assessment: Assessment
    scores: Scores
    """What each detector gave this message by itself."""
    memory: Memory
    """For the next message."""


class Understander:
    """Holds the language and the models; safe to share between threads."""

    def __init__(self, settings: Settings, train: bool = False, found: models.Models | None = None) -> None:
        """``found`` are models that somebody else keeps, as Rasa does in its own model file."""
        self._models = found or (models.ensure(settings) if train else models.load(settings))
        self._language = language.load(settings.spacy_model)
        self._safeguarding = Safeguarding(self._models)

    @property
    def problem(self) -> str:
        """Why there are no trained models; empty when there are."""
        return self._models.problem

    def ready(self) -> dict[str, bool]:
        """Which safeguarding detectors work."""
        return detectors_ready(self._safeguarding)

    def understand(self, text: str, memory: Memory | None = None) -> Understanding:
        """Read one message, given what is remembered of the conversation."""
        return self.understand_reading(Reading.of(text, self._models), memory)

    def understand_reading(self, reading: Reading, memory: Memory | None = None) -> Understanding:
        """The same for a message that has been read already."""
        before = memory or Memory()
        assessment, after = judge_reading(reading, before, self._safeguarding)
        ranking = self._ranking(reading)
        entities = self._entities(reading.cleaned)
        intent = _intent(assessment, ranking)
        return Understanding(
            intent=intent,
            confidence=dict(ranking).get(intent, 0.0),
            ranking=ranking,
            band="sure" if assessment.level == "immediate" else _band(ranking),
            audience=reading.audience or _known(before.audience),
            entities=entities,
            need=need_of(reading.cleaned, entities),
            assessment=assessment,
            scores=reading.scores,
            memory=after,
        )

    def _ranking(self, reading: Reading) -> list[tuple[str, float]]:
        if self._models.trained is None or reading.row is None:
            return []
        ranking = self._models.trained.intents.predict(reading.row)
        return together(ranking, reading.encoded.intents) if reading.encoded else ranking

    def _entities(self, cleaned: str) -> Entities:
        """What is named; nothing when that fails, for the assessment must be answered all the same."""
        try:
            return entities_in(self._language(cleaned[:EXAMINED_FOR_NAMES]))
        except Exception as error:
            log.error("entities failed: %s", type(error).__name__)
            return Entities()


def _intent(assessment: Assessment, ranking: list[tuple[str, float]]) -> str:
    """The likeliest intent; a safeguarding one only, and always, when the concern is immediate."""
    if assessment.level == "immediate":
        return ALLEGATION if assessment.allegation else str(assessment.category)
    others = [intent for intent, _ in ranking if intent not in SAFEGUARDING]
    return others[0] if others else "find_service"


def _band(ranking: list[tuple[str, float]]) -> Band:
    chances = [chance for _, chance in ranking[:2]]
    if not chances or chances[0] < UNSURE:
        return "lost"
    lead = chances[0] - (chances[1] if len(chances) > 1 else 0.0)
    sure = chances[0] >= SURE or (chances[0] >= LIKELY and lead >= CLEAR_LEAD)
    return "sure" if sure else "unsure"


def _known(audience: str | None) -> Audience | None:
    return Audience(audience) if audience else None
