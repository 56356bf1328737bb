"""Turns a message into the sparse numbers that every classifier here reads, once for each message.

Three views are laid side by side: words with their neighbours, pieces of words (so that a misspelling costs
little), and word classes with the classes that follow them (so that ``PARENT > HIT`` is one fact).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.lexicon_files import word_classes

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]

WORD = re.compile(r"[^\W_]+|[.!?\n]")
END_MARKS = frozenset(".!?\n")
TOO_COMMON = frozenset("the a an of to in on at for and".split())
SKIP = 4  # words with up to two others between them
NEAR = 5  # how many words on a class may follow another


class Features:
    """Fitted vectorisers; ``of`` takes the plain words of ``nlu.text.expand``."""

    def __init__(self) -> None:
        self._views = (
            TfidfVectorizer(analyzer=word_features, sublinear_tf=True, min_df=3, dtype=np.float32),
            TfidfVectorizer(
                analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3, dtype=np.float32
            ),
            TfidfVectorizer(analyzer=class_features, sublinear_tf=True, min_df=3, dtype=np.float32),
        )

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the vocabulary of these texts; gives the row of each, as ``of`` would, at half the cost."""
        rows = hstack([view.fit_transform(texts) for view in self._views], format="csr")
        for view in self._views:
            vars(view).pop("stop_words_", None)  # every feature seen once, 33 MB that nothing reads
        return rows

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """One row for each text, equal to what the vectorisers' ``transform`` gives.

        That looks all of its weights over on every call, which takes longer than one message does.
        """
        rows = [self._row(text) for text in texts]
        starts = [0, *accumulate(len(indices) for indices, _ in rows)]
        indices, numbers = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        return csr_matrix((numbers, indices, starts), shape=(len(rows), self._width))

    def _row(self, text: str) -> tuple[Numbers, Floats]:
        """Which features a text has, in ascending order, and how much of each."""
        parts = [view.row(text) for view in self._fitted]
        indices, numbers = (np.concatenate(of_views) for of_views in zip(*parts, strict=True))
        return indices, numbers

    @cached_property
    def _fitted(self) -> list[_Fitted]:
        starts = [0, *accumulate(len(view.vocabulary_) for view in self._views)]
        return [_Fitted(view, start) for view, start in zip(self._views, starts, strict=False)]

    @property
    def _width(self) -> int:
        return sum(len(view.vocabulary_) for view in self._views)


class _Fitted:
    """One vectoriser after ``fit``, and the number of its first feature among those of all views."""

    def __init__(self, view: TfidfVectorizer, start: int) -> None:
        self._analyse, self._numbers, self._start = view.build_analyzer(), view.vocabulary_, start
        self._weights = np.asarray(view.idf_, dtype=np.float32)

    def row(self, text: str) -> tuple[Numbers, Floats]:
        """As ``Features._row``, of this view alone."""
        counts = Counter(self._numbers[name] for name in self._analyse(text) if name in self._numbers)
        indices = np.array(sorted(counts), dtype=np.int32)
        said = np.array([counts[index] for index in indices.tolist()], dtype=np.float32)
        numbers = (np.log(said) + 1) * self._weights[indices]
        length = np.linalg.norm(numbers)
        return indices + self._start, numbers / length if length else numbers


def word_features(text: str) -> list[str]:
    """Words, pairs of neighbours, and pairs with one or two words between, within a sentence."""
    words = WORD.findall(text)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return [*words, *pairs, *_skipping(words)]


def class_features(text: str) -> list[str]:
    """Word classes, and ordered pairs of classes that stand near each other in a sentence."""
    found = [(word, _classes_of().get(word, ())) for word in WORD.findall(text)]
    singles = [name for _, names in found for name in names]
    return [*singles, *_class_pairs(found)]


def _skipping(words: list[str]) -> Iterator[str]:
    content = [word for word in words if word not in TOO_COMMON]
    for start, first in enumerate(content):
        for second in content[start + 2 : start + SKIP + 1]:
            if second in END_MARKS:
                break
            yield f"{first}_{second}"


def _class_pairs(found: list[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    for start, (_, names) in enumerate(found):
        if not names:
            continue
        for word, others in found[start + 1 : start + NEAR + 1]:
            if word in END_MARKS:
                break
            yield from (f"{name}>{other}" for name in names for other in others)


@lru_cache(maxsize=1)
def _classes_of() -> dict[str, tuple[str, ...]]:
    """Word -> the names of its classes."""
    words: dict[str, list[str]] = {}
    for name, members in word_classes().items():
        for member in members:
            words.setdefault(member, []).append(name)
    return {word: tuple(sorted(names)) for word, names in words.items()}
