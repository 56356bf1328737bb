"""What the encoder is taught: messages with an intent, conversations, and messages whose writer is known.

A lesson says only what its source knows; the heads that it says nothing about do not learn from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlu.encoder.heads import AUDIENCES
from nlu.labels import ALLEGATION, CATEGORIES, INTENTS
from nlu.training_data import Example, audiences, conversations, examples, turns

INTENT_NAMES = tuple(sorted(INTENTS))
NOT_SAID = -1
LOOKALIKE_WEIGHT = 1.5  # a false alarm on these is what the encoder is for
CONCERN_WEIGHT = 1.5  # they are a quarter of the messages
CONVERSATION, AUDIENCE = "conversations", "audience"


@dataclass(frozen=True)
class Lesson:
    """One text and what the heads should answer; ``topic`` is the name of its file."""

    text: str
    topic: str
    concern: bool = False
    weight: float = 0.0
    """Of the concern; 0 when it is not said."""
    category: int = NOT_SAID
    """Position in ``CATEGORIES``, of a concern only."""
    intent: int = NOT_SAID
    """Position in ``INTENT_NAMES``."""
    audience: int = NOT_SAID
    """Position in ``AUDIENCES``."""


def lessons() -> list[Lesson]:
    """Everything under ``nlu/data/``, in file order."""
    return [
        *map(of_example, examples()),
        *(of_turn(*turn) for turn in turns(conversations())),
        *(of_speaker(*one) for one in audiences()),
    ]


def of_example(example: Example) -> Lesson:
    """An allegation about someone who works with children counts as abuse."""
    weight = CONCERN_WEIGHT if example.safeguarding else 1.0
    if example.topic.startswith(("lookalikes", "pairs")):
        weight = LOOKALIKE_WEIGHT
    return Lesson(
        example.text,
        example.topic,
        example.safeguarding,
        weight,
        category=_category(example.intent),
        intent=INTENT_NAMES.index(example.intent),
    )


def of_turn(text: str, concern: str | None) -> Lesson:
    """A turn of a conversation, or several joined."""
    category = _category(concern) if concern else NOT_SAID
    return Lesson(text, CONVERSATION, concern is not None, CONCERN_WEIGHT, category=category)


def of_speaker(text: str, audience: str) -> Lesson:
    """Who writes, and nothing else."""
    return Lesson(text, AUDIENCE, audience=AUDIENCES.index(audience))


def _category(name: str) -> int:
    if name == ALLEGATION:
        return 0
    return CATEGORIES.index(name) if name in CATEGORIES else NOT_SAID
