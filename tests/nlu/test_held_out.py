"""The held-out messages stay held out, and there are enough of each to measure with."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from rapidfuzz import fuzz, process, utils

from directory_data import seed_files
from nlu import training_data
from nlu.evaluation import sets
from nlu.labels import CATEGORIES, INTENTS

SHORTEST = 4  # words; "thank you" may stand in both
NEAR = 85  # share of letters alike, words in any order


def sorted_words(text: str) -> str:
    return " ".join(sorted(utils.default_process(text.replace("'", "")).split()))


def test_no_training_message_comes_near_a_held_out_one():
    told = [turn for conversation in training_data.conversations() for turn in conversation.turns]
    spoken = [text for text, _ in training_data.audiences()]
    learned = [*(example.text for example in training_data.examples()), *told, *spoken]
    training = [text for text in learned if len(text.split()) >= SHORTEST]
    texts = [
        text for messages in (sets.HELD_OUT, sets.DEVELOPMENT, sets.UNSEEN) for text in messages.every_text()
    ]
    held_out = [text for text in texts if len(text.split()) >= SHORTEST]
    likeness = process.cdist(
        [sorted_words(text) for text in training],
        [sorted_words(text) for text in held_out],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        dtype=np.uint8,
        workers=-1,
    )
    near = [f"{training[i]!r} ~ {held_out[j]!r}" for i, j in zip(*np.nonzero(likeness), strict=True)]
    assert near == []


@pytest.mark.parametrize(
    ("load", "least"),
    [
        (sets.HELD_OUT.positives, 500),
        (sets.HELD_OUT.ordinary, 400),
        (sets.HELD_OUT.look_alikes, 400),
        (sets.HELD_OUT.conversations, 80),
        (sets.HELD_OUT.audience_messages, 300),
        (sets.HELD_OUT.intent_messages, 400),
        (sets.HELD_OUT.needs, 200),
    ],
)
def test_there_are_enough_messages_and_none_twice(load, least):
    messages = load()
    texts = Counter(str(getattr(message, "text", None) or message.turns) for message in messages)
    assert len(messages) >= least
    assert [text for text, count in texts.items() if count > 1] == []


def test_labels_are_known():
    assert {message.category for message in sets.HELD_OUT.positives()} == set(CATEGORIES)
    assert {message.intent for message in sets.HELD_OUT.intent_messages()} <= INTENTS
    keys = {record.key for record in seed_files.records()}
    assert {key for need in sets.HELD_OUT.needs() for key in need.good} <= keys
