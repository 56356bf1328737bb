"""What is left to search for once the place, the age and the speaker are taken out of a message."""

from __future__ import annotations

import re

from directory_data.analysis import STOP_WORDS, words
from nlu.entities import Entities

# Words about the asking and the asker, which would only add noise to a search.
ASKING = frozenset(
    """
    advice advise anywhere area around available contact details does dont go got good hiya hey im kind
    local number old place places recommend right said say says see someone sort start struggling
    support thing things think try trying understand use used way who year years month months yr yrs son
    daughter boy girl child children kid kids lad mum dad mother father grandson granddaughter nephew
    niece husband wife partner family families baby pupil setting
    """.split()
)
MOST_WORDS = 16
NEAR_BEFORE = re.compile(
    r"\b(?:in|near|nr|around|by|at|from|for|aged?|live in|based in|close to)\s*(?:a|my|our)?\s*$",
    re.IGNORECASE,
)


def need_of(text: str, entities: Entities) -> str:
    """The content words in order; when only asking words are left, they are the need."""
    left = _without(text, entities.named)
    content = [word for word in words(left) if word not in STOP_WORDS and len(word) > 1]
    telling = [word for word in content if word not in ASKING]
    return " ".join((telling or content)[:MOST_WORDS])


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text without these spans and the little words that led to them ("near", "aged")."""
    kept, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            kept.append(NEAR_BEFORE.sub("", text[last:start]))
            last = end
    return " ".join([*kept, text[last:]])
