"""Which records a search may show, and how many each further choice would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from directory_data.catalogue import Catalogue
from directory_data.details import YES, Details
from directory_data.postings import Mask, Scores
from directory_data.search_query import SearchQuery
from directory_data.vocabulary import NOT_KNOWN, Area

WEAKEST_SHARE = 0.12  # results under this share of the best one are noise
Values = Mapping[str, Mask]


@dataclass(frozen=True)
class Filters:
    """The filters of one search over one index build."""

    catalogue: Catalogue
    masks: dict[str, Mask]
    """One for each filter in use, by the name of its facet."""
    values: dict[str, Values]
    """The masks of every value of every facet."""

    @property
    def all(self) -> Mask:
        """The records that pass every filter."""
        return self._all_but("")

    def facets(self, scores: Scores) -> dict[str, dict[str, int]]:
        """How many results each value would give, the other filters staying as they are."""
        narrowed = _found(scores, self.all)
        facets: dict[str, dict[str, int]] = {}
        for facet, by_value in self.values.items():
            base = narrowed
            if facet in self.masks:
                base = _found(scores, self._all_but(facet))
            numbers = np.nonzero(base)[0]
            counts = {value: int(np.count_nonzero(mask[numbers])) for value, mask in by_value.items()}
            facets[facet] = {value: count for value, count in counts.items() if count}
        return facets

    def _all_but(self, facet: str) -> Mask:
        passing = self.catalogue.whole.copy()
        for name, mask in self.masks.items():
            if name != facet:
                passing &= mask
        return passing


def filters(
    catalogue: Catalogue, details: Details, wanted: SearchQuery, areas: tuple[Area, ...], at: dt.datetime
) -> Filters:
    """The filters of a search; ``areas`` are those of the place it names, ``at`` decides what is open."""
    values = _values(catalogue, details, at)
    chosen = {
        "kind": [kind.value for kind in wanted.kinds],
        "area": [area.value for area in wanted.areas],
        "category": wanted.categories,
        "audience": [reader.value for reader in wanted.readers],
        "cost": [cost.value for cost in wanted.costs],
        "accessibility": wanted.accessibility,
        "language": _as_written(values["language"], wanted.languages),
        "open_now": [YES] * wanted.open_now + [NOT_KNOWN] * wanted.hours_unknown,
        "age_known": [YES] * wanted.age_known,
    }
    masks = {facet: _any(values[facet], picked, catalogue.size) for facet, picked in chosen.items() if picked}
    if areas:
        masks["place"] = _any(values["area"], [area.value for area in areas], catalogue.size)
    if wanted.age is not None:
        masks["age"] = catalogue.for_age(wanted.age, wanted.oldest)
    return Filters(catalogue, masks, values)


def without_noise(scores: Scores, mask: Mask) -> Scores:
    """Scores with what is far weaker than the best result under the mask set to nothing."""
    allowed = np.where(mask, scores, 0)
    floor = float(allowed.max(initial=0.0)) * WEAKEST_SHARE
    kept: Scores = np.where(scores >= floor, scores, 0).astype(np.float32)
    return kept


def _found(scores: Scores, mask: Mask) -> Mask:
    found: Mask = mask & (without_noise(scores, mask) > 0)
    return found


def _values(catalogue: Catalogue, details: Details, at: dt.datetime) -> dict[str, Values]:
    said = details.masks
    return {
        "kind": {kind.value: mask for kind, mask in catalogue.kinds.items()},
        "area": {area.value: mask for area, mask in catalogue.areas.items()},
        "category": catalogue.categories,
        "audience": {audience.value: mask for audience, mask in catalogue.audiences.items()},
        "cost": said["cost"],
        "accessibility": said["accessibility"],
        "language": said["language"],
        "open_now": {
            YES: catalogue.open_at(at),
            NOT_KNOWN: said["hours"].get(NOT_KNOWN, np.zeros(catalogue.size, dtype=bool)),
        },
        "age_known": said["age_known"],
    }


def _as_written(values: Values, picked: Iterable[str]) -> list[str]:
    """The values as the records have them, whatever the case they were picked in."""
    written = {value.casefold(): value for value in values}
    return [written.get(value.casefold(), value) for value in picked]


def _any(values: Values, picked: Iterable[str], size: int) -> Mask:
    none = np.zeros(size, dtype=bool)
    joined: Mask = np.logical_or.reduce([values.get(value, none) for value in picked])
    return joined
