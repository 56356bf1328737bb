"""How each lesson looks in each epoch: as written, in plain words, carelessly typed, or buried.

Seeded: the same lessons and the same number of epochs always give the same views.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from nlu.augmentation import careless_copies
from nlu.encoder.training.lessons import AUDIENCE, CONVERSATION, Lesson
from nlu.text import clean, expand

CARELESS, PLAIN, BURIED = 0.35, 0.20, 0.10  # shares of the views; the rest are as written


def epochs_of_views(lessons: Sequence[Lesson], epochs: int, seed: int) -> list[list[str]]:
    """For each epoch one view of each lesson, in the order of the lessons."""
    careless = careless_copies([lesson.text for lesson in lessons] * epochs)
    ordinary = [lesson.text for lesson in lessons if lesson.weight and not lesson.concern]
    dice = random.Random(seed)  # noqa: S311 - variety for training, not a secret
    return [
        [
            _view(lesson, careless[epoch * len(lessons) + at], ordinary, dice)
            for at, lesson in enumerate(lessons)
        ]
        for epoch in range(epochs)
    ]


def _view(lesson: Lesson, careless: str, ordinary: Sequence[str], dice: random.Random) -> str:
    """A buried message follows or precedes an ordinary one, which does not change what it is."""
    drawn = dice.random()
    if drawn < CARELESS:
        return clean(careless)
    if drawn < CARELESS + PLAIN:
        return expand(clean(lesson.text))
    if drawn < CARELESS + PLAIN + BURIED and lesson.topic not in (AUDIENCE, CONVERSATION):
        pair = [lesson.text, dice.choice(ordinary)]
        dice.shuffle(pair)
        return clean(". ".join(pair))
    return clean(lesson.text)
