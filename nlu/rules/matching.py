"""Runs every rule over a message, sentence by sentence.

A pattern is tried on a sentence only if the sentence holds a word for each of the pattern's parts. That is
looked up in one integer, so that most sentences meet a handful of spaCy matchers and not five hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlu.rules.patterns import END, END_MARKS, START, compile_pattern, every_word, required_words
from nlu.rules.registry import Rule, rules

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?\n]")
PIECE, OVERLAP = 100, 25  # words of a text without full stops; no pattern spans more than the overlap
OTHER_WORD = "*"
"""Stands for every word that no rule knows: spaCy's vocabulary would keep what people type."""


@dataclass(frozen=True)
class Hit:
    """A rule, and the sentence (by its number) in which it matched."""

    rule: Rule
    sentence: int


@dataclass(frozen=True)
class _Prepared:
    """One pattern of a rule; ``parts`` has a bit for each set of words that it needs."""

    rule: Rule
    parts: int
    matcher: Matcher


def hits(expanded: str) -> list[Hit]:
    """Every rule that matches these plain words, once for each sentence it matches in."""
    numbered = list(enumerate(_sentences(expanded)))
    # A sentence said over and over is matched once; nothing is kept between messages.
    names = {words: _matching(words) for words in {words for _, words in numbered}}
    return [Hit(rules()[name], number) for number, words in numbered for name in names[words]]


def _matching(words: tuple[str, ...]) -> list[str]:
    """Names of the rules that match one sentence."""
    engine = _engine()
    present = 0
    for word in words:
        present |= engine.parts_of.get(word, 0)
    absent = ~present
    possible = [pattern for pattern in engine.patterns if not pattern.parts & absent]
    doc = Doc(engine.vocab, words=[word if word in engine.known else OTHER_WORD for word in words])
    found: set[str] = set()
    for pattern in possible:
        if pattern.rule.name not in found and pattern.matcher(doc):
            found.add(pattern.rule.name)
    return sorted(found)


def _sentences(expanded: str) -> Iterator[tuple[str, ...]]:
    sentence: list[str] = []
    for word in TOKEN.findall(expanded):
        if word in END_MARKS or len(sentence) == PIECE:
            yield (START, *sentence, END)
            sentence = sentence[-OVERLAP:] if word not in END_MARKS else []
        if word not in END_MARKS:
            sentence.append(word)
    yield (START, *sentence, END)


@dataclass(frozen=True)
class _Engine:
    vocab: Vocab
    patterns: list[_Prepared]
    parts_of: dict[str, int]
    """Word -> the bits of the parts that it satisfies."""
    known: frozenset[str]
    """Every word of a pattern."""


@lru_cache(maxsize=1)
def _engine() -> _Engine:
    vocab = Vocab()
    parts: dict[frozenset[str], int] = {}
    prepared = []
    for rule in rules().values():
        for pattern in rule.patterns:
            needed = [parts.setdefault(words, 1 << len(parts)) for words in required_words(pattern)]
            matcher = Matcher(vocab)
            matcher.add(rule.name, [compile_pattern(pattern)])
            prepared.append(_Prepared(rule, sum(set(needed)), matcher))
    known = frozenset({START, END}).union(
        *(every_word(pattern) for rule in rules().values() for pattern in rule.patterns)
    )
    return _Engine(vocab, prepared, _by_word(parts), known)


def _by_word(parts: dict[frozenset[str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for words, bit in parts.items():
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found
