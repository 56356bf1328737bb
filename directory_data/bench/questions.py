"""What people ask in the benchmark: needs, needs with filters, beginnings of words, and slips."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from directory_data.analysis import STOP_WORDS
from directory_data.bench.county import SEED, County
from directory_data.vocabulary import CATEGORIES, Area

NEEDS, PREFIXES, SLIPS = 500, 100, 100
"""How many of each; every second need has filters."""
TOWNS = ("Banbury", "Bicester", "Witney", "Didcot", "Abingdon", "Thame", "Wantage", "Headington")


class Question(NamedTuple):
    """One search; ``words`` are any of which may match."""

    kind: str
    """``need``, ``filtered``, ``prefix`` or ``slip``."""
    words: tuple[str, ...]
    text: str
    """The words as somebody might say them, with a place or an age at times."""
    area: Area | None = None
    category: str | None = None


def questions(seed: int = SEED) -> list[Question]:
    """The same mix for every size of the county, in an order that mixes the kinds."""
    chance = random.Random(seed)  # noqa: S311 the same questions each time, no secret
    told = [word for word in County().words if word not in STOP_WORDS]
    shares = [1 / (rank + 20) for rank in range(len(told))]  # common words are asked for more, as they are
    asked = [*_needs(chance, told, shares), *_prefixes(chance, told), *_slips(chance, told)]
    chance.shuffle(asked)
    return asked


def _needs(chance: random.Random, told: list[str], shares: list[float]) -> Iterator[Question]:
    for number in range(NEEDS):
        words = tuple(dict.fromkeys(chance.choices(told, shares, k=chance.randint(1, 8))))
        text = " ".join(words)
        if number % 3 == 1:
            text += f" in {chance.choice(TOWNS)}"
        elif number % 3 == 2:
            text += f" for a {chance.randint(1, 15)} year old"
        if number % 2:
            yield Question(
                "filtered", words, text, chance.choice(list(Area)), chance.choice(sorted(CATEGORIES))
            )
        else:
            yield Question("need", words, text)


def _prefixes(chance: random.Random, told: list[str]) -> Iterator[Question]:
    long = [word for word in told if len(word) > 4]
    for word in chance.sample(long, PREFIXES):
        begun = word[: chance.randint(3, 4)]
        yield Question("prefix", (begun,), begun)


def _slips(chance: random.Random, told: list[str]) -> Iterator[Question]:
    """A letter left out or doubled, or two neighbours swapped, never the first."""
    for word in chance.sample([word for word in told if len(word) > 5], SLIPS):
        at = chance.randint(1, len(word) - 2)
        slip = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
        yield Question("slip", (slip,), slip)
