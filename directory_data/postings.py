"""Ranking over the Whoosh index with each term's scores kept in memory.

Walking Whoosh's postings for every query costs most of its time. Here a term's postings are read once for
each segment, scored by Whoosh's own formula and statistics, and kept as arrays; a query adds arrays, masks
what a filter leaves out and takes the best. A build that follows another takes over the arrays of the
segments they share; the scores are worked out again, because its statistics are others.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh import index as whoosh_index

from directory_data.index import FIELD_WEIGHTS
from directory_data.segments import Segment

Documents = npt.NDArray[np.int_]
Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

FIELD_LENGTH_INFLUENCE = {
    "name_B": 0.5,
    "keywords_B": 0.3,  # many ways to say a need must not count against it
    "description_B": 0.75,
}
USUAL_INFLUENCE, SATURATION = 0.75, 1.2
"""B of the other fields and K1, as in Whoosh's BM25F."""

COMMON = 8
"""A term in more than one of so many documents is kept as a score for every document, which adds faster."""

FILLED = 1 / 100
"""A term in fewer documents takes no time worth saving when it is first asked for."""

LONGEST_EXPANSION = 50  # stems that a prefix stands for
BLOCK = 64  # documents of a group that shares one maximum while the best are looked for


class Term(NamedTuple):
    """A stem's documents with its weighted scores added over the fields."""

    documents: Documents
    scores: Scores
    every: Scores | None
    """The score of every document, for a common stem."""


NOWHERE = Term(np.empty(0, np.int_), np.empty(0, np.float32), None)


class Postings:
    """The scored postings of one index build; safe to share between threads."""

    def __init__(self, folder: Path, before: Postings | None = None) -> None:
        reader = whoosh_index.open_dir(folder, readonly=True).reader()
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        known = before._segments if before else {}
        self._segments: dict[str, Segment] = {}
        for leaf in leaves:
            name = leaf.segment().segment_id()
            self._segments[name] = known.get(name) or Segment(leaf, tuple(FIELD_WEIGHTS))
        self.size: int = reader.doc_count_all()
        self.live: Mask = np.ones(self.size, dtype=bool)
        """Documents that no later edit has replaced."""
        self.kept = _shared(list(known), list(self._segments), self._segments)
        """How many of the first documents are those of the build before."""
        self._offsets = np.cumsum([0, *(segment.size for segment in self._segments.values())])
        for leaf, offset in zip(leaves, self._offsets, strict=False):
            self.live[[offset + number for number in leaf.segment().deleted_docs()]] = False
        self._terms: dict[str, Term] = {}

    def scores(self, weighted_stems: dict[str, float]) -> Scores:
        """The score of every document for an OR of stems, each with a weight."""
        total = np.zeros(self.size, dtype=np.float32)
        for stem, weight in weighted_stems.items():
            term = self.term(stem)
            if term.every is not None:
                total += term.every if weight == 1 else term.every * np.float32(weight)
            elif len(term.documents):
                total[term.documents] += term.scores if weight == 1 else term.scores * np.float32(weight)
        return total

    def having(self, stems: Any) -> Mask:
        """The documents that have any of these stems in any field."""
        has = np.zeros(self.size, dtype=bool)
        for stem in stems:
            term = self.term(stem)
            if term.every is not None:
                has |= term.every > 0
            else:
                has[term.documents] = True
        return has

    def term(self, stem: str) -> Term:
        found = self._terms.get(stem)
        if found is None and not self._has(stem):
            return NOWHERE  # not kept: it is what somebody typed, and there is no end of such words
        if found is None:
            found = self._terms.setdefault(stem, self._scored(stem))
        return found

    def _has(self, stem: str) -> bool:
        segments = self._segments.values()
        return any(stem in stems for segment in segments for stems in segment.frequencies.values())

    def starting(self, prefix: str) -> list[str]:
        """The commonest stems that begin with a prefix."""
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + "\U0010ffff")
        found = sorted(self._sorted[first:last], key=lambda stem: -self.vocabulary[stem])
        return found[:LONGEST_EXPANSION]

    def stored(self, first: int = 0) -> list[dict[str, Any]]:
        """The stored fields of the documents from ``first`` on, which must be the start of a segment."""
        segments = zip(self._segments.values(), self._offsets, strict=False)
        return [fields for segment, offset in segments if offset >= first for fields in segment.stored()]

    def fill(self, share: float = FILLED) -> None:
        """Read and score the terms in at least this share of the documents now, so that no search has to."""
        for stem, count in self.vocabulary.items():
            if count >= share * self.size:
                self.term(stem)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every stem of the index with the number of documents it is in, summed over fields."""
        counts: dict[str, int] = {}
        for segment in self._segments.values():
            for frequencies in segment.frequencies.values():
                for stem, count in frequencies.items():
                    counts[stem] = counts.get(stem, 0) + count
        return counts

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.vocabulary)

    @cached_property
    def _mean_lengths(self) -> dict[str, float]:
        """Words a document has in each field; like Whoosh's, over deleted documents too."""
        segments = self._segments.values()
        return {f: sum(s.field_lengths[f] for s in segments) / self.size or 1.0 for f in FIELD_WEIGHTS}

    def _scored(self, stem: str) -> Term:
        documents, scores = [], []
        for field in FIELD_WEIGHTS:
            idf = self._rarity(field, stem)
            for segment, offset in zip(self._segments.values(), self._offsets, strict=False):
                found, weights = segment.postings(field, stem)
                if len(found):
                    documents.append(found + offset)
                    lengths = segment.lengths(field)[found].astype(np.float64)
                    scores.append(self._bm25(field, idf, weights.astype(np.float64), lengths))
        return self._joined(np.concatenate(documents), np.concatenate(scores))

    def _rarity(self, field: str, stem: str) -> float:
        """Whoosh's inverse document frequency; deleted documents count until their segment is merged."""
        frequency = sum(segment.frequencies[field].get(stem, 0) for segment in self._segments.values())
        return log(self.size / (frequency + 1)) + 1

    def _bm25(self, field: str, idf: float, weights: Any, lengths: Any) -> Any:
        influence = FIELD_LENGTH_INFLUENCE.get(f"{field}_B", USUAL_INFLUENCE)
        relative = (1 - influence) + influence * lengths / self._mean_lengths[field]
        return FIELD_WEIGHTS[field] * idf * weights * (SATURATION + 1) / (weights + SATURATION * relative)

    def _joined(self, documents: Documents, scores: npt.NDArray[np.float64]) -> Term:
        """One score for each live document, the fields added."""
        if len(documents) * COMMON > self.size:
            every = np.bincount(documents, scores, self.size) * self.live
            if np.count_nonzero(every) * COMMON > self.size:
                return Term(np.empty(0, np.int_), np.empty(0, np.float32), every.astype(np.float32))
        unique, position = np.unique(documents, return_inverse=True)
        alive = self.live[unique]
        added = np.bincount(position, scores).astype(np.float32)
        return Term(unique[alive].astype(np.int_), added[alive], None)


def best(scores: Scores, mask: Mask, limit: int | None = None) -> list[int]:
    """Document numbers with a score above zero under the mask, best first, ties by number."""
    allowed = scores * mask
    floor = _floor(allowed, limit) if limit is not None else 0.0
    candidates = np.nonzero(allowed >= floor if floor > 0 else allowed > 0)[0]
    order = np.lexsort((candidates, -allowed[candidates]))
    return [int(number) for number in candidates[order[:limit]]]


def _floor(scores: Scores, limit: int) -> float:
    """A score that at least ``limit`` documents reach; 0 when there may be fewer.

    That many groups have a maximum as high: far fewer numbers to put in order than the scores themselves.
    A group is every ``blocks``-th document, whose maximum numpy finds fastest.
    """
    blocks = len(scores) // BLOCK
    if limit < 1 or blocks < 2 * limit:
        return 0.0
    highest = scores[: blocks * BLOCK].reshape(BLOCK, blocks).max(axis=0)
    return float(np.partition(highest, blocks - limit)[blocks - limit])


def _shared(before: list[str], now: list[str], segments: dict[str, Segment]) -> int:
    shared = 0
    for one, other in zip(before, now, strict=False):
        if one != other:
            break
        shared += segments[one].size
    return shared
