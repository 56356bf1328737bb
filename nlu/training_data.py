"""Reads the training messages under ``data/`` (Rasa YAML, a file per topic) into typed examples."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.errors import TrainingDataError
from nlu.labels import INTENTS, SAFEGUARDING

DATA = Path(__file__).parent / "data"
SAME_WORDS = re.compile(r"[^a-z0-9 ]+")


@dataclass(frozen=True)
class Example:
    """One training message; ``topic`` is the name of its file."""

    text: str
    intent: str
    topic: str

    @property
    def safeguarding(self) -> bool:
        return self.intent in SAFEGUARDING


def examples(folder: Path = DATA) -> list[Example]:
    """Every message of every file, in file order; raises ``TrainingDataError`` for an unknown intent."""
    return [example for path in sorted(folder.glob("*.yml")) for example in _of_file(path)]


def counts(found: Iterable[Example]) -> dict[str, int]:
    """Messages by intent, most frequent first."""
    return dict(Counter(example.intent for example in found).most_common())


def duplicates(found: Iterable[Example]) -> list[tuple[Example, Example]]:
    """Pairs that hold the same words, whatever their case, marks and spacing."""
    first: dict[str, Example] = {}
    pairs = []
    for example in found:
        words = " ".join(SAME_WORDS.sub(" ", example.text.lower().replace("'", "")).split())
        if words in first:
            pairs.append((first[words], example))
        first.setdefault(words, example)
    return pairs


def digest(folder: Path = DATA) -> str:
    """Changes whenever any training message does."""
    content = hashlib.sha256()
    for path in sorted(folder.glob("*.yml")):
        content.update(path.name.encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


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
