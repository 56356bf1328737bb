"""The conversations that load runs replay."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

FILE = Path(__file__).parent / "conversations.yml"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FEWEST_WORDS = 4
"""A shorter message is an answer, which more words would make into something else."""


class Concern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message that must be answered with the card."""

    concern: str


class Conversation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person's messages, in order."""

    topic: str
    says: list[str | Concern]


@lru_cache(maxsize=1)
def conversations() -> list[Conversation]:
    """All of them, in the order of the file."""
    return msgspec.convert(yaml.safe_load(FILE.read_text(encoding="utf-8")), list[Conversation])


def with_new_words(text: str, chance: random.Random) -> str:
    """An ordinary message in which somebody also gives a name and a number that nobody has typed before."""
    if len(text.split()) < FEWEST_WORDS:
        return text
    first, last, code = ("".join(chance.choices(LETTERS, k=length)) for length in (7, 9, 4))
    name, reference = f"{first.title()} {last.title()}", f"{code}{chance.randrange(10**6)}"
    return f"{text}, my name is {name} and my reference is {reference}"
