"""The one search of site, API and bot: a query in, ranked records with facets out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from directory_data import opening_times, places
from directory_data.catalogue import Catalogue
from directory_data.gazetteer import Place
from directory_data.highlights import highlight
from directory_data.models import Record, Section
from directory_data.places import Found
from directory_data.postings import Mask, Postings, Scores, best
from directory_data.query import Query, understand
from directory_data.ranking import FIRST_SECTION, Ranking
from directory_data.spelling import Speller
from directory_data.synonyms import Synonyms
from directory_data.vocabulary import Area, Audience, Kind

WEAKEST_SHARE = 0.12  # results under this share of the best one are noise


@dataclass(frozen=True)
class SearchQuery:
    """One search; empty fields do not narrow."""

    text: str = ""
    kinds: frozenset[Kind] = frozenset()
    areas: frozenset[Area] = frozenset()
    categories: frozenset[str] = frozenset()
    audience: Audience | None = None
    """Whose records come first; nothing is hidden."""
    readers: frozenset[Audience] = frozenset()
    """Only records for these audiences."""
    age: float | None = None
    """Years."""
    open_now: bool = False
    near: str = ""
    """A place or postcode; the place in ``text`` when empty."""
    page: int = 1
    per_page: int = 10


@dataclass(frozen=True)
class Hit:
    record: Record
    score: float
    highlight: str
    miles: float | None = None


@dataclass(frozen=True)
class Results:
    query: Query
    hits: list[Hit]
    total_items: int
    page_number: int
    total_pages: int
    facets: dict[str, dict[str, int]]
    place: Found | None


@dataclass(frozen=True)
class Answer:
    """The part of a guidance record that answers a question."""

    record: Record
    section: Section | None
    score: float


@dataclass
class Searcher:
    """Search over one index build."""

    postings: Postings
    synonyms: Synonyms
    catalogue: Catalogue = field(init=False)
    speller: Speller = field(init=False)

    def __post_init__(self) -> None:
        self.catalogue = Catalogue(self.postings)
        self._ranking = Ranking(self.postings, self.catalogue)
        self.speller = Speller(_spelling_texts(self.catalogue.by_key.values()) + self.synonyms.sayings)

    def search(self, wanted: SearchQuery, at: dt.datetime | None = None) -> Results:
        """The records for a query, best first, with counts for each filter value."""
        query = understand(wanted.text, self.speller, self.synonyms)
        place = places.find(wanted.near) if wanted.near else query.place
        scores = self._ranking.scores(query, wanted.audience, _areas(place))
        masks = self._filters(wanted, place, at or opening_times.now())
        every = self.catalogue.whole.copy()
        for mask in masks.values():
            every &= mask
        numbers = best(_without_noise(scores, every), every)
        start = (wanted.page - 1) * wanted.per_page
        shown = numbers[start : start + wanted.per_page]
        return Results(
            query=query,
            hits=[self._hit(number, scores, query, place) for number in shown],
            total_items=len(numbers),
            page_number=wanted.page,
            total_pages=-(-len(numbers) // wanted.per_page),
            facets=self._facets(scores, masks),
            place=place,
        )

    def answers(self, text: str, audience: Audience | None = None, limit: int = 3) -> list[Answer]:
        """The sections of guidance that answer a question best."""
        query = understand(text, self.speller, self.synonyms)
        scores = self._ranking.scores(query, audience, ())
        scores[self._ranking.first_sections(query, scores)] *= FIRST_SECTION
        guidance = self.catalogue.parts & self.catalogue.kinds[Kind.GUIDANCE]
        return [
            Answer(self.catalogue.records[number], self.catalogue.section(number), float(scores[number]))
            for number in best(scores, guidance, limit)
        ]

    def _filters(self, wanted: SearchQuery, place: Found | None, at: dt.datetime) -> dict[str, Mask]:
        """One mask for each filter in use, by the name of its facet."""
        catalogue = self.catalogue
        none = np.zeros(self.postings.size, dtype=bool)
        masks: dict[str, Mask] = {}
        if wanted.kinds:
            masks["kind"] = _any(catalogue.kinds[kind] for kind in wanted.kinds)
        if wanted.areas:
            masks["area"] = _any(catalogue.areas[area] for area in wanted.areas)
        if wanted.categories:
            masks["category"] = _any(catalogue.categories.get(c, none) for c in wanted.categories)
        if wanted.readers:
            masks["audience"] = _any(catalogue.audiences[reader] for reader in wanted.readers)
        if _areas(place):
            masks["place"] = _any(catalogue.areas[area] for area in _areas(place))
        if wanted.age is not None:
            masks["age"] = catalogue.for_age(wanted.age)
        if wanted.open_now:
            masks["open_now"] = catalogue.open_at(at)
        return masks

    def _facets(self, scores: Scores, masks: dict[str, Mask]) -> dict[str, dict[str, int]]:
        """How many results each value would give, the other filters staying as they are."""
        catalogue = self.catalogue
        values: dict[str, dict[str, Mask]] = {
            "kind": {k.value: m for k, m in catalogue.kinds.items()},
            "area": {a.value: m for a, m in catalogue.areas.items()},
            "category": catalogue.categories,
            "audience": {a.value: m for a, m in catalogue.audiences.items()},
        }
        facets: dict[str, dict[str, int]] = {}
        for name, by_value in values.items():
            base = catalogue.whole.copy()
            for other, mask in masks.items():
                if other != name:
                    base &= mask
            base &= _without_noise(scores, base) > 0
            counts = {value: int((base & mask).sum()) for value, mask in by_value.items()}
            facets[name] = {value: count for value, count in counts.items() if count}
        return facets

    def _hit(self, number: int, scores: Scores, query: Query, place: Found | None) -> Hit:
        record = self.catalogue.records[number]
        return Hit(
            record=record,
            score=round(float(scores[number]), 4),
            highlight=highlight(record, query.stems.keys()),
            miles=_miles(record, place),
        )


def _areas(place: Found | None) -> tuple[Area, ...]:
    """The areas that a place lies in; none when it is ambiguous between areas or outside the county."""
    if place is None:
        return ()
    found = {area for one in place.places for area in one.areas}
    return tuple(sorted(found, key=list(Area).index)) if len(found) < len(Area) else ()


def _miles(record: Record, place: Found | None) -> float | None:
    if place is None or len(place.places) > 1:
        return None
    return min(_distances(record, place.places[0]), default=None)


def _distances(record: Record, place: Place) -> list[float]:
    if place.latitude is None or place.longitude is None:
        return []
    return [
        round(places.miles(place.latitude, place.longitude, spot.latitude, spot.longitude), 1)
        for spot in record.locations
        if spot.latitude is not None and spot.longitude is not None
    ]


def _without_noise(scores: Scores, mask: Mask) -> Scores:
    """Scores with what is far weaker than the best result under the mask set to nothing."""
    allowed = np.where(mask, scores, 0)
    floor = float(allowed.max(initial=0.0)) * WEAKEST_SHARE
    kept: Scores = np.where(scores >= floor, scores, 0).astype(np.float32)
    return kept


def _any(masks) -> Mask:  # type: ignore[no-untyped-def]
    joined: Mask = np.logical_or.reduce(list(masks))
    return joined


def _spelling_texts(records) -> list[str]:  # type: ignore[no-untyped-def]
    texts: list[str] = []
    for record in records:
        texts += [record.name, record.summary, record.description, *record.alternate_names, *record.keywords]
        texts += [f"{section.heading} {section.text}" for section in record.sections]
    return texts
