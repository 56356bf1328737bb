"""The records of one index build with a mask for each value people filter by."""

from __future__ import annotations

import datetime as dt

import msgspec
import numpy as np

from directory_data.emergency import is_open_now
from directory_data.models import Record, Section
from directory_data.postings import Mask, Postings
from directory_data.vocabulary import Area, Audience, Kind, Status


class Catalogue:
    """Decoded records and filter masks; document numbers are those of the index."""

    def __init__(self, postings: Postings) -> None:
        self.size = postings.size
        decode = msgspec.json.Decoder(Record).decode
        self.records: list[Record] = [decode(stored["record"]) for stored in postings.stored]
        self._sections: list[int | None] = [stored.get("section") for stored in postings.stored]
        self.by_key = {r.key: r for r, s in zip(self.records, self._sections, strict=True) if s is None}
        self.by_id = {r.id: r for r in self.by_key.values()}
        whole = self._mask(lambda number: self._sections[number] is None)
        shown = self._mask(lambda number: self.records[number].status in SHOWN)
        self.whole: Mask = whole & shown
        """Documents that are records rather than parts of one."""
        self.parts: Mask = ~whole & shown
        """Documents that are sections of guidance."""
        self.kinds = {k: self._mask(lambda n, k=k: self.records[n].kind is k) for k in Kind}
        self.areas = {a: self._mask(lambda n, a=a: _serves(self.records[n], a)) for a in Area}
        self.audiences = {a: self._mask(lambda n, a=a: _is_for(self.records[n], a)) for a in Audience}
        used = sorted({c for record in self.records for c in record.categories})
        self.categories = {c: self._mask(lambda n, c=c: c in self.records[n].categories) for c in used}

    def section(self, number: int) -> Section | None:
        """The section that a document stands for, when it is one."""
        position = self._sections[number]
        return None if position is None else self.records[number].sections[position]

    def for_age(self, age: float) -> Mask:
        """Records whose age range takes in ``age`` years; no range means every age."""
        return self._mask(lambda number: _takes(self.records[number], age))

    def open_at(self, moment: dt.datetime) -> Mask:
        """Records known to be open at a moment; those without hours are left out."""
        return self._mask(lambda number: is_open_now(self.records[number], moment))

    def _mask(self, test) -> Mask:  # type: ignore[no-untyped-def]
        return np.fromiter((test(number) for number in range(self.size)), dtype=bool, count=self.size)


SHOWN = frozenset({Status.ACTIVE, Status.TEMPORARILY_CLOSED})


def _serves(record: Record, area: Area) -> bool:
    return not record.areas or area in record.areas


def _is_for(record: Record, audience: Audience) -> bool:
    return not record.audiences or audience in record.audiences


def _takes(record: Record, age: float) -> bool:
    lowest = record.minimum_age if record.minimum_age is not None else 0
    highest = record.maximum_age if record.maximum_age is not None else 200
    return lowest <= age <= highest
