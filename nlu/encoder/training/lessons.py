"""What the encoder is taught: messages with an intent, conversations, and messages whose writer is known.

A lesson says only what its source knows; the heads that it says nothing about do not learn from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from nlu.encoder.heads import AUDIENCES
from nlu.labels import ALLEGATION, CATEGORIES, INTENTS
from nlu.training_data import Conversation, Example, audiences, conversations, examples

INTENT_NAMES = tuple(sorted(INTENTS))
NOT_SAID = -1
LOOKALIKE_WEIGHT = 1.5  # a false alarm on these is what the encoder is for
CONCERN_WEIGHT = 1.5  # they are a quarter of the messages
FRAGMENT_WEIGHT = 0.5  # "they come back Friday" is a concern only after what was said before
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


@dataclass(frozen=True)
class Source:
    """Lessons that belong together: one message, or one conversation; never split between two sides."""

    topic: str
    lessons: list[Lesson]
    example: Example | None = None
    conversation: Conversation | None = None
    speaker: tuple[str, str] | None = None


def sources() -> list[Source]:
    """Everything under ``nlu/data/``, in file order."""
    return [
        *(Source(example.topic, [of_example(example)], example=example) for example in examples()),
        *(Source(CONVERSATION, of_conversation(one), conversation=one) for one in conversations()),
        *(Source(AUDIENCE, [of_speaker(*one)], speaker=one) for one in audiences()),
    ]


def of_example(example: Example) -> Lesson:
    """An allegation about someone who works with children counts as abuse."""
    weight = CONCERN_WEIGHT if example.safeguarding else 1.0
    if example.topic.startswith("lookalikes"):
        weight = LOOKALIKE_WEIGHT
    return Lesson(
        example.text,
        example.topic,
        example.safeguarding,
        weight,
        category=_category(example.intent),
        intent=INTENT_NAMES.index(example.intent),
    )


def of_conversation(told: Conversation) -> list[Lesson]:
    """Each turn up to the one that escalates, and the turns before and up to it as the product joins them."""
    last = told.escalates_at or len(told.turns)
    concern = [number == told.escalates_at for number in range(1, last + 1)]
    alone = [
        _told(text, told, wrong, FRAGMENT_WEIGHT if wrong and number else 1.0)
        for number, (text, wrong) in enumerate(zip(told.turns, concern, strict=False))
    ]
    joined = [
        _told(". ".join(told.turns[:end]), told, concern[end - 1], CONCERN_WEIGHT)
        for end in (last - 1, last)
        if end > 1
    ]
    return alone + joined


def of_speaker(text: str, audience: str) -> Lesson:
    """Who writes, and nothing else."""
    return Lesson(text, AUDIENCE, audience=AUDIENCES.index(audience))


def _told(text: str, told: Conversation, concern: bool, weight: float) -> Lesson:
    category = _category(told.category or "") if concern else NOT_SAID
    return Lesson(text, CONVERSATION, concern, weight, category=category)


def _category(name: str) -> int:
    if name == ALLEGATION:
        return 0
    return CATEGORIES.index(name) if name in CATEGORIES else NOT_SAID
