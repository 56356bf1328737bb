"""Careless copies of training messages, so that a slip of the thumb does not change what is understood.

Seeded: the same messages always give the same copies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

SEED = 20
WORD = re.compile(r"[A-Za-z]{4,}")
SHARE_OF_WORDS = 0.12
NEIGHBOURS = dict(
    zip(
        "abcdefghiklmnoprstuvy",
        "sq vn xv sf wr dg fh gj uo jl k n bm ip o et ad ry yi cb tu".split(),
        strict=True,
    )
)
SHORTER = {
    "you": "u", "are": "r", "your": "ur", "and": "n", "with": "wiv", "because": "cos", "please": "pls",
    "something": "summat", "someone": "sum1", "tonight": "2nite", "boyfriend": "bf", "people": "ppl",
    "what": "wot", "really": "rly", "my": "ma", "have": "av", "nothing": "nuffin", "little": "lil",
}  # fmt: skip


def careless_copies(texts: Sequence[str]) -> list[str]:
    """For each message one copy with thumb slips, lost marks or text-speak."""
    dice = random.Random(SEED)  # noqa: S311 - noise for training, not a secret
    return [_careless(text, dice) for text in texts]


def _careless(text: str, dice: random.Random) -> str:
    words = WORD.sub(lambda match: _slip(match.group(), dice), text)
    if dice.random() < 0.5:
        words = words.lower()
    if dice.random() < 0.5:
        words = re.sub(r"['’.,!?]", "", words)
    if dice.random() < 0.3:
        words = " ".join(SHORTER.get(word.lower(), word) for word in words.split(" "))
    return words


def _slip(word: str, dice: random.Random) -> str:
    """One letter doubled, dropped, swapped or hit beside, in some of the longer words."""
    if dice.random() > SHARE_OF_WORDS:
        return word
    at = dice.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    near = dice.choice(NEIGHBOURS.get(letter.lower(), letter))
    return dice.choice(
        [
            before + after,
            before + letter + word[at:],
            before + near + after,
            before + after[0] + letter + after[1:],
        ]
    )
