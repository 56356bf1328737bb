"""Which section of guidance answers a question best.

The search leaves out "who", "when" and "how soon", which is right for finding services but makes "who can do
an EHA" and "where are EHAs kept" the same question. Editors wrote beside each section the questions it
answers, so the search's candidates are put in order by how like those the question is, little words included.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from directory_data.analysis import stem, words
from directory_data.catalogue import Catalogue
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.search import Answer
from directory_data.vocabulary import Audience

CANDIDATES = 500  # every section with a word of the question
LIKENESS = 2.5  # a section asked for in these very words before one that only has more of them
ON_TOPIC = 2.2  # a section of the topic's own category before an equal match elsewhere
OTHER_AUDIENCE = 0.6
LETTERS = {
    "early help assessment": "eha",
    "team around the family": "taf",
    "no names consultation": "no names",
    "designated officer": "lado",
}
"""People write either; here they are the same word."""


def best_answer(
    question: str, audience: Audience | None, categories: frozenset[str], directory: Directory
) -> Answer | None:
    """The section for a question on a topic; ``None`` when the search finds no section at all."""
    found = directory.answers(question, audience, CANDIDATES)
    if not found:
        return None
    top = found[0].score
    questions = _questions(directory.searcher.catalogue)
    asked = questions.weighed(question)

    def fitness(answer: Answer) -> float:
        likeness = LIKENESS * questions.likeness(asked, answer) * _suits(answer, audience)
        own = ON_TOPIC if categories & set(answer.record.categories) else 1.0
        return (answer.score / top + likeness) * own

    return max(found, key=fitness)


def _suits(answer: Answer, audience: Audience | None) -> float:
    readers = answer.record.audiences
    return OTHER_AUDIENCE if audience and readers and audience not in readers else 1.0


@dataclass(frozen=True)
class Weighed:
    """The words of a question, how much each says, and their sum."""

    words: dict[str, float]
    total: float


class Questions:
    """Every question that editors wrote beside a section; a word in few of them says more than "the"."""

    def __init__(self, records: Iterable[Record]) -> None:
        asked = {
            (record.key, section.heading): (section.heading, *section.asked_as)
            for record in records
            for section in record.sections
        }
        used = Counter(word for texts in asked.values() for text in texts for word in _stems(text))
        self._weight = {word: math.log(1 + used.total() / count) for word, count in used.items()}
        self._unknown = math.log(1 + used.total())
        self._asked = {key: [self.weighed(text) for text in texts] for key, texts in asked.items()}

    def weighed(self, text: str) -> Weighed:
        words = {word: self._weight.get(word, self._unknown) for word in _stems(text)}
        return Weighed(words, sum(words.values()))

    def likeness(self, asked: Weighed, answer: Answer) -> float:
        """How much a question shares with the likest one of a section, from 0 to 1 (Dice over weights)."""
        heading = answer.section.heading if answer.section else ""
        questions = self._asked.get((answer.record.key, heading), [])
        return max((_shared(asked, question) for question in questions), default=0.0)


@lru_cache(maxsize=2)
def _questions(catalogue: Catalogue) -> Questions:
    """The questions of an index build."""
    return Questions(catalogue.by_key.values())


def _shared(one: Weighed, other: Weighed) -> float:
    both = sum(one.words[word] for word in one.words.keys() & other.words.keys())
    return 2 * both / (one.total + other.total or 1.0)


def _stems(text: str) -> frozenset[str]:
    plain = " ".join(words(text))
    for name, letters in LETTERS.items():
        plain = plain.replace(name, letters)
    return frozenset(stem(word) for word in plain.split())
