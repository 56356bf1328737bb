"""Reads the training messages under ``data/``: Rasa YAML, a file per topic, and whole conversations."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from nlu.errors import TrainingDataError
from nlu.labels import INTENTS, SAFEGUARDING
from nlu.memory import joined

DATA = Path(__file__).parent / "data"
T = TypeVar("T")
FRAGMENT = 8  # words


@dataclass(frozen=True)
class Example:
    """One training message; ``topic`` is the name of its file."""

    text: str
    intent: str
    topic: str

    @property
    def safeguarding(self) -> bool:
        return self.intent in SAFEGUARDING


class Conversation(msgspec.Struct, frozen=True):
    """What somebody typed, turn by turn."""

    turns: list[str]
    escalates_at: int
    """The number of the turn that makes it an immediate concern; 0 when none does."""
    category: str | None = None


class Speaker(msgspec.Struct, frozen=True):
    """A message and whose it is."""

    text: str
    audience: Literal["parent", "practitioner", "unclear"]


def examples(folder: Path = DATA) -> list[Example]:
    """Every message of every file, in file order; raises ``TrainingDataError`` for an unknown intent."""
    return [example for path in sorted(folder.glob("*.yml")) for example in _of_file(path)]


def conversations(folder: Path = DATA) -> list[Conversation]:
    """Every conversation of every file; raises ``TrainingDataError`` for one that is malformed."""
    paths = sorted(folder.glob("conversations*.jsonl"))
    return [told for path in paths for told in _lines(path, Conversation)]


def audiences(folder: Path = DATA) -> list[tuple[str, str]]:
    """Messages with their audience: ``parent``, ``practitioner`` or ``unclear``."""
    found = _lines(folder / "audience.jsonl", Speaker)
    return [(speaker.text, speaker.audience) for speaker in found]


def turns(found: Iterable[Conversation]) -> list[tuple[str, str | None]]:
    """What conversations teach: texts with the category of their concern, or ``None``; none twice.

    Each turn up to the one that escalates stands alone, and joined with those before it as the product
    joins them. A fragment that escalates ("he's back") is taught joined only, for alone it means nothing.
    """
    told: dict[str, str | None] = {}
    for conversation in found:
        last = conversation.escalates_at or len(conversation.turns)
        for number, text in enumerate(conversation.turns[:last], start=1):
            concern = conversation.category if number == conversation.escalates_at else None
            if not (concern and number > 1 and len(text.split()) <= FRAGMENT):
                told[text] = concern
            if number > 1:
                told[joined(conversation.turns[:number])] = concern
    return list(told.items())


def counts(found: Iterable[Example]) -> dict[str, int]:
    """Messages by intent, most frequent first."""
    return dict(Counter(example.intent for example in found).most_common())


def digest(folder: Path = DATA) -> str:
    """Changes whenever any training message does."""
    content = hashlib.sha256()
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.jsonl")]):
        content.update(path.name.encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def _lines(path: Path, kind: type[T]) -> list[T]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    try:
        return [msgspec.json.decode(line, type=kind) for line in lines if line.strip()]
    except msgspec.MsgspecError as error:
        raise TrainingDataError(f"{path.name} is not one {kind.__name__.lower()} a line: {error}") from error


def _of_file(path: Path) -> list[Example]:
    return [
        Example(text, entry["intent"], path.stem)
        for entry in _entries(path)
        for text in _messages(entry["examples"])
    ]


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise TrainingDataError(f"{path.name} is not Rasa training data: {error}") from error
    unknown = sorted({str(entry.get("intent")) for entry in entries} - INTENTS)
    if unknown:
        raise TrainingDataError(f"{path.name} has unknown intents: {', '.join(unknown)}")
    return list(entries)


def _messages(block: str) -> list[str]:
    lines = (line.strip() for line in block.splitlines())
    return [line[2:].strip() for line in lines if line.startswith("- ") and line[2:].strip()]
