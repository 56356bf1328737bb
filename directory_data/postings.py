"""Ranking over the Whoosh index with each term's scores kept in memory.

Walking Whoosh's postings for every query costs most of its time. Here a term's documents and its BM25F
scores, computed by Whoosh's own scorer, are read once per index and kept as arrays; a query adds arrays,
masks what a filter leaves out and takes the best. The arrays go with the index they were read from.
"""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import numpy.typing as npt
from whoosh import index as whoosh_index
from whoosh.scoring import BM25F

from directory_data.index import FIELD_WEIGHTS

Documents = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

FIELD_LENGTH_INFLUENCE = {
    "name_B": 0.5,
    "keywords_B": 0.3,  # many ways to say a need must not count against it
    "description_B": 0.75,
}


class Postings:
    """The scored postings of one index build; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._searcher = whoosh_index.open_dir(folder, readonly=True).searcher(
            weighting=BM25F(**FIELD_LENGTH_INFLUENCE)
        )
        self._reader = self._searcher.reader()
        self._lock = threading.Lock()  # Whoosh readers may not be shared between threads
        self._terms: dict[str, tuple[Documents, Scores]] = {}
        self.size: int = self._reader.doc_count_all()
        self.stored = [self._reader.stored_fields(number) for number in range(self.size)]
        self.vocabulary = self._vocabulary()

    def scores(self, weighted_stems: dict[str, float]) -> Scores:
        """The score of every document for an OR of stems, each with a weight."""
        total = np.zeros(self.size, dtype=np.float32)
        for stem, weight in weighted_stems.items():
            documents, scores = self.term(stem)
            if len(documents):
                total[documents] += scores * np.float32(weight)
        return total

    def matches(self, stem: str) -> Documents:
        """The documents that have a stem in any field."""
        return self.term(stem)[0]

    def term(self, stem: str) -> tuple[Documents, Scores]:
        """One stem's documents with its weighted scores added over the fields."""
        found = self._terms.get(stem)
        if found is None:
            with self._lock:
                found = self._terms.setdefault(stem, self._read(stem))
        return found

    def _read(self, stem: str) -> tuple[Documents, Scores]:
        total = np.zeros(self.size, dtype=np.float32)
        for field, weight in FIELD_WEIGHTS.items():
            if (field, stem) in self._reader:
                matcher = self._searcher.postings(field, stem)
                while matcher.is_active():
                    total[matcher.id()] += matcher.score() * weight
                    matcher.next()
        documents = np.nonzero(total)[0].astype(np.int32)
        return documents, total[documents]

    def _vocabulary(self) -> dict[str, int]:
        """Every stem of the index with the number of documents it is in, summed over fields."""
        counts: dict[str, int] = {}
        for field in FIELD_WEIGHTS:
            for term in self._reader.lexicon(field):
                text = term.decode("utf-8")
                counts[text] = counts.get(text, 0) + self._reader.doc_frequency(field, text)
        return counts


def best(scores: Scores, mask: Mask, limit: int | None = None) -> list[int]:
    """Document numbers with a score above zero under the mask, best first, ties by number."""
    candidates = np.nonzero((scores > 0) & mask)[0]
    if limit is not None and len(candidates) > limit:
        candidates = candidates[np.argpartition(-scores[candidates], limit - 1)[:limit]]
    order = np.lexsort((candidates, -scores[candidates]))
    return [int(number) for number in candidates[order]]
