"""Misspelt words: the nearest word of the directory, and what the person may have meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory_data.analysis import STOP_WORDS, fold, learn, stem, words

SHORTEST = 4  # three letters are an abbreviation or nothing
TWO_EDITS_FROM = 8


class Speller:
    """Knows every word of the directory and how often it is used."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._learn(_counted(texts))

    def after(self, gone: Iterable[str], come: Iterable[str]) -> Speller:
        """The speller of a directory without the texts ``gone``, which it knew, and with those that came."""
        counts = self._counts.copy()
        counts.subtract(_counted(gone))
        counts.update(_counted(come))
        later = Speller(())
        later._learn(+counts)
        return later

    def _learn(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._stems = learn(self._counts)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in dict.fromkeys([*self._counts, *STOP_WORDS]):
            if len(word) >= SHORTEST and word.isalpha():
                self._by_letter[word[0]].append(word)

    def knows(self, word: str) -> bool:
        folded = fold(word)
        return folded in STOP_WORDS or stem(folded) in self._stems

    def nearest(self, word: str) -> str | None:
        """The likeliest word of the directory for a misspelt one; the first letter is taken as right.

        One edit, or two from eight letters on; swapped neighbours are one edit.
        """
        folded = fold(word)
        if len(folded) < SHORTEST or not folded.isalpha() or self.knows(folded):
            return None
        edits = 2 if len(folded) >= TWO_EDITS_FROM else 1
        found = process.extract(
            folded, self._by_letter.get(folded[0], ()), scorer=OSA.distance, score_cutoff=edits, limit=8
        )
        if not found:
            return None
        return min(found, key=lambda hit: (hit[1], -self._counts[hit[0]]))[0]

    def did_you_mean(self, query: str) -> str | None:
        """The query with its misspelt words put right; ``None`` when nothing is to be corrected."""
        corrected = [self.nearest(word) or word for word in query.split()]
        suggestion = " ".join(corrected)
        return suggestion if suggestion != " ".join(query.split()) else None


def _counted(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(words(text))
    return counts
