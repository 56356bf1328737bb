"""What people say and what the directory calls it; the pairs are data that an editor can change.

The store keeps them with their revisions (``synonym_store``), each index build carries those of its
publication, and the reviewed file is their first content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from directory_data.analysis import content_words, stem, words
from directory_data.errors import RecordError
from directory_data.seed_files import DATA, load_yaml

BESIDE = "synonyms.json"
"""Name of the file beside an index build."""

LONGEST_GAP = 2
"""Words that may stand between two words of a saying: "isnt (really) talking"."""


class Synonym(msgspec.Struct, forbid_unknown_fields=True):
    """Any of ``say`` in a query also searches for the words of ``means``."""

    say: list[str]
    means: list[str]


class Synonyms:
    """Finds sayings in a query, whatever the endings of their words."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
        self.sayings: list[str] = []
        for synonym in synonyms:
            means = frozenset(stem(word) for text in synonym.means for word in content_words(text))
            for saying in synonym.say:
                stems = tuple(stem(word) for word in words(saying))
                if not stems:
                    raise RecordError(f"A saying without a word: {saying!r}.")
                self.sayings.append(saying)
                self._by_first[stems[0]].append((stems, means))

    def meanings(self, query: str) -> frozenset[str]:
        """Stems to search for besides the query's own."""
        said = [stem(word) for word in words(query)]
        found: set[str] = set()
        for position, first in enumerate(said):
            for saying, means in self._by_first.get(first, ()):
                if _follows(said, position, saying):
                    found |= means
        return frozenset(found)


def load(path: Path = DATA / "synonyms.yml") -> Synonyms:
    """The synonyms of the reviewed file; raises ``RecordError`` when it is malformed."""
    return Synonyms(pairs(path))


def pairs(path: Path = DATA / "synonyms.yml") -> list[Synonym]:
    """What ``load`` is made of."""
    try:
        return msgspec.convert(load_yaml(path)["synonyms"], list[Synonym])
    except (msgspec.ValidationError, KeyError, TypeError) as error:
        raise RecordError(f"{path.name} must hold `synonyms:`, a list of say and means: {error}") from error


def of_build(build: Path) -> Synonyms:
    """The synonyms that were published with an index build; those of the file for a build without."""
    try:
        return _decoded((build / BESIDE).read_bytes())
    except FileNotFoundError:
        return load()


@lru_cache(maxsize=2)
def _decoded(body: bytes) -> Synonyms:
    return Synonyms(msgspec.json.decode(body, type=list[Synonym]))


def _follows(said: list[str], position: int, saying: tuple[str, ...]) -> bool:
    for wanted in saying[1:]:
        ahead = said[position + 1 : position + 2 + LONGEST_GAP]
        if wanted not in ahead:
            return False
        position += 1 + ahead.index(wanted)
    return True
