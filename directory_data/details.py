"""What records say about cost, access, languages, ages and hours: a mask for each value.

Most sources say none of it. Each filter therefore has ``NOT_KNOWN`` as a value of its own, and what is
marked doubtful counts as not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from directory_data.distances import Distances
from directory_data.listing import checked
from directory_data.models import Record
from directory_data.postings import Mask
from directory_data.vocabulary import NOT_KNOWN, Cost

ValuesOf = Callable[[Record], Iterable[str]]
Order = npt.NDArray[np.int64]
YES = "true"


class Details:
    """Masks over the documents of one index build, by facet and value.

    A build that follows another keeps its first ``kept`` documents, so that only the newer are read.
    """

    def __init__(self, records: Sequence[Record], before: Details | None = None, kept: int = 0) -> None:
        self._records = records
        self.masks: dict[str, dict[str, Mask]] = {}
        for facet, values_of in FACETS.items():
            known = before.masks[facet] if before else {}
            self.masks[facet] = _masks(values_of, records, known, kept if before else 0)

    @cached_property
    def distances(self) -> Distances:
        return Distances(self._records)

    @cached_property
    def by_name(self) -> Order:
        """The position of each document in the alphabet."""
        names = [record.name.casefold() for record in self._records]
        return np.unique(names, return_inverse=True)[1]

    @cached_property
    def age_of_facts(self) -> Order:
        """Smaller for newer information; days, from no date in particular."""
        days = np.array([checked(record) for record in self._records], dtype="datetime64[D]")
        return -days.astype(np.int64)


def _masks(
    values_of: ValuesOf, records: Sequence[Record], known: dict[str, Mask], kept: int
) -> dict[str, Mask]:
    masks = {
        value: np.concatenate([mask[:kept], _none(len(records) - kept)]) for value, mask in known.items()
    }
    for number in range(kept, len(records)):
        for value in values_of(records[number]):
            masks.setdefault(value, _none(len(records)))[number] = True
    return dict(sorted(masks.items()))


def _none(size: int) -> Mask:
    return np.zeros(size, dtype=bool)


def _costs(record: Record) -> set[str]:
    sure = [cost for cost in record.cost_options if not cost.doubtful]
    if "cost_options" in record.doubts or not sure:
        return {NOT_KNOWN}
    return {(Cost.FREE if cost.amount == 0 else Cost.COSTS).value for cost in sure}


def _accessibility(record: Record) -> Iterable[str]:
    return (not _doubted(record, "accessibility") and record.accessibility) or (NOT_KNOWN,)


def _languages(record: Record) -> Iterable[str]:
    return (not _doubted(record, "languages") and record.languages) or (NOT_KNOWN,)


def _ages_known(record: Record) -> tuple[str]:
    given = record.minimum_age is not None or record.maximum_age is not None
    return (YES if given and not _doubted(record, "minimum_age", "maximum_age") else NOT_KNOWN,)


def _hours_known(record: Record) -> tuple[str]:
    given = record.schedules or record.covers
    return (YES if given and not _doubted(record, "schedules", "covers") else NOT_KNOWN,)


def _doubted(record: Record, *fields: str) -> bool:
    return not record.doubts.keys().isdisjoint(fields)


FACETS: dict[str, ValuesOf] = {
    "cost": _costs,
    "accessibility": _accessibility,
    "language": _languages,
    "age_known": _ages_known,
    "hours": _hours_known,
}
