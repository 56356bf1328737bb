"""One segment of a Whoosh index, its postings read into arrays once.

A segment's files never change, so its arrays serve every later build that still has it. Deletions belong to
a build and not to the segment; ``Postings`` knows them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import SegmentReader

Documents = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.float32]


class TermPostings(NamedTuple):
    """Where a term of a field stands: documents of the segment, and how often in each."""

    documents: Documents
    weights: Numbers


NOTHING = TermPostings(np.empty(0, np.int32), np.empty(0, np.float32))


class Segment:
    """The postings and stored fields of one segment; safe to share between threads."""

    def __init__(self, reader: SegmentReader, fields: tuple[str, ...]) -> None:
        self._reader = reader
        self._lock = threading.Lock()  # Whoosh readers may not be shared between threads
        self._postings: dict[tuple[str, str], TermPostings] = {}
        self._lengths: dict[str, Numbers] = {}
        # A reader of terms of its own: the segment reader's leaves out what a build has deleted.
        self._terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        self.size: int = reader.doc_count_all()
        self.field_lengths: dict[str, int] = {field: reader.field_length(field) for field in fields}
        self.frequencies: dict[str, dict[str, int]] = {field: self._frequencies(field) for field in fields}
        """For each field its stems, each with the number of documents that have it there."""

    def stored(self) -> Iterator[dict[str, Any]]:
        """The stored fields of every document, deleted ones too."""
        with self._lock:
            yield from [self._reader.stored_fields(number) for number in range(self.size)]

    def postings(self, field: str, stem: str) -> TermPostings:
        if stem not in self.frequencies[field]:
            return NOTHING
        found = self._postings.get((field, stem))
        if found is None:
            with self._lock:
                found = self._postings.setdefault((field, stem), self._read(field, stem))
        return found

    def lengths(self, field: str) -> Numbers:
        """How many words each document has in a field, as coarse as Whoosh keeps it."""
        found = self._lengths.get(field)
        if found is None:
            with self._lock:
                length = self._reader.doc_field_length
                read = np.array([length(number, field) or 0 for number in range(self.size)], np.float32)
                found = self._lengths.setdefault(field, read)
        return found

    def _read(self, field: str, stem: str) -> TermPostings:
        """Reads whole blocks: one posting at a time is twenty times slower."""
        matcher = self._terms.matcher(field, stem.encode(), self._reader.schema[field].format)
        if not isinstance(matcher, W3LeafMatcher):  # a term of few documents is kept beside its name
            return TermPostings(np.array(matcher._ids, np.int32), np.array(matcher._weights, np.float32))
        documents, weights = [], []
        while matcher.is_active():
            matcher._read_data()
            matcher._read_weights()
            documents.append(np.cumsum(matcher._data[0], dtype=np.int32))
            weights.append(np.array(matcher._weights, np.float32))
            matcher._next_block()
        return TermPostings(np.concatenate(documents), np.concatenate(weights))

    def _frequencies(self, field: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for (name, text), info in self._terms.items_from(field, b""):
            if name != field:
                break
            found[text.decode("utf-8")] = info.doc_frequency()
        return found
