"""The records of one index build with a mask for each value people filter by.

A build that follows another keeps its first documents, so that only the newer ones are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from directory_data.emergency import is_open_now
from directory_data.models import Record, Section
from directory_data.postings import Mask, Postings
from directory_data.vocabulary import Area, Audience, Kind, Status

OLDEST = 200.0  # years; stands for "no upper limit"


class Catalogue:
    """Decoded records and filter masks; document numbers are those of the index."""

    def __init__(self, postings: Postings, before: Catalogue | None = None) -> None:
        self.size = postings.size
        self._before = before
        self._kept = postings.kept if before else 0
        self._current: Mask = np.zeros(0, dtype=bool)
        self._columns: dict[str, npt.NDArray[Any]] = {}
        self._open: tuple[dt.datetime, Mask] | None = None
        self._read(postings)
        whole = self._mask("whole", lambda number: self._sections[number] is None)
        shown = self._mask("shown", lambda number: self.records[number].status in SHOWN) & postings.live
        self._name(whole & postings.live)
        self.whole: Mask = whole & shown
        """Documents that are records rather than parts of one."""
        self.parts: Mask = ~whole & shown
        """Documents that are sections of guidance."""
        self.kinds = {k: self._mask(f"kind {k}", lambda n, k=k: self.records[n].kind is k) for k in Kind}
        self.areas = {a: self._mask(f"area {a}", lambda n, a=a: _serves(self.records[n], a)) for a in Area}
        self.own_areas = {a: self._mask(f"own {a}", lambda n, a=a: a in self.records[n].areas) for a in Area}
        """Documents that name an area, without those for the whole county."""
        self.audiences = {
            a: self._mask(f"for {a}", lambda n, a=a: _is_for(self.records[n], a)) for a in Audience
        }
        used = sorted({c for record in self.records for c in record.categories})
        self.categories = {
            c: self._mask(f"category {c}", lambda n, c=c: c in self.records[n].categories) for c in used
        }
        self._youngest = self._column("youngest", lambda n: self.records[n].minimum_age or 0.0, float)
        self._oldest = self._column("oldest", lambda n: _oldest(self.records[n]), float)
        self._hours = self._column("hours", self._hours_of, int)
        self._before = None  # or every build would keep all those before it

    def section(self, number: int) -> Section | None:
        """The section that a document stands for, when it is one."""
        position = self._sections[number]
        return None if position is None else self.records[number].sections[position]

    def for_age(self, age: float, oldest: float | None = None) -> Mask:
        """Records that take ``age`` years, or any age from it to ``oldest``; no range means every age."""
        mask: Mask = (self._youngest <= (age if oldest is None else oldest)) & (age <= self._oldest)
        return mask

    def open_at(self, moment: dt.datetime) -> Mask:
        """Records known to be open at a moment; those without hours are left out."""
        minute = moment.replace(second=0, microsecond=0)
        known = self._open
        if known is None or known[0] != minute:  # hours are in whole minutes
            is_open = [is_open_now(record, minute) for record in self._with_hours.values()]
            known = self._open = (minute, np.array(is_open, dtype=bool)[self._hours])
        return known[1]

    def _read(self, postings: Postings) -> None:
        decode = msgspec.json.Decoder(Record).decode
        stored = postings.stored(self._kept)
        records = [decode(fields["record"]) for fields in stored]
        sections: list[int | None] = [fields.get("section") for fields in stored]
        before = self._before
        self.records: list[Record] = (before.records[: self._kept] if before else []) + records
        self._sections: list[int | None] = (before._sections[: self._kept] if before else []) + sections
        self._with_hours: dict[bytes, Record] = dict(before._with_hours) if before else {}
        """One record for each way to be open, so that each is worked out once a search."""
        self._hours_numbers = {hours: number for number, hours in enumerate(self._with_hours)}

    def _name(self, current: Mask) -> None:
        """Look-ups by key, id and name for ``current``, the documents that are published records."""
        before, kept = self._before, self._kept
        self.by_key: dict[str, Record] = dict(before.by_key) if before else {}
        self.by_id: dict[str, Record] = dict(before.by_id) if before else {}
        self.named: dict[str, tuple[int, ...]] = dict(before.named) if before else {}
        """Documents by each of their names in lower case."""
        if before:
            gone = before._current.copy()
            gone[:kept] &= ~current[:kept]
            for number in np.nonzero(gone)[0]:
                self._forget(before.records[number], int(number))
        for number in np.nonzero(current[kept:])[0] + kept:
            self._remember(self.records[number], int(number))
        self._current = current

    def _remember(self, record: Record, number: int) -> None:
        self.by_key[record.key] = self.by_id[record.id] = record
        for name in _names(record):
            self.named[name] = (*self.named.get(name, ()), number)

    def _forget(self, record: Record, number: int) -> None:
        del self.by_key[record.key], self.by_id[record.id]
        for name in _names(record):
            self.named[name] = tuple(other for other in self.named[name] if other != number)

    def _hours_of(self, number: int) -> int:
        record = self.records[number]
        hours = msgspec.json.encode((record.status, record.covers, record.schedules))
        self._with_hours.setdefault(hours, record)
        return self._hours_numbers.setdefault(hours, len(self._hours_numbers))

    def _mask(self, name: str, test) -> Mask:  # type: ignore[no-untyped-def]
        return self._column(name, test, bool)

    def _column(self, name: str, of: Callable[[int], Any], kind: type) -> npt.NDArray[Any]:
        """One value for each document; those of documents known before are taken over by the name."""
        fresh: npt.NDArray[Any] = np.fromiter(
            (of(n) for n in range(self._kept, self.size)), kind, self.size - self._kept
        )
        known = self._before._columns.get(name) if self._before else None
        kept = np.zeros(self._kept, kind) if known is None else known[: self._kept]
        self._columns[name] = np.concatenate([kept, fresh])
        return self._columns[name]


SHOWN = frozenset({Status.ACTIVE, Status.TEMPORARILY_CLOSED})


def _serves(record: Record, area: Area) -> bool:
    return not record.areas or area in record.areas


def _is_for(record: Record, audience: Audience) -> bool:
    return not record.audiences or audience in record.audiences


def _names(record: Record) -> set[str]:
    return {name.lower() for name in (record.name, *record.alternate_names)}


def _oldest(record: Record) -> float:
    return OLDEST if record.maximum_age is None else record.maximum_age
