"""The one search of site, API and bot: a query in, ranked records with facets out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt

from directory_data import opening_times, places, seed_files
from directory_data.analysis import learn, words
from directory_data.catalogue import Catalogue
from directory_data.details import Details
from directory_data.distances import Miles
from directory_data.filters import filters, without_noise
from directory_data.freshness import Unconfirmed
from directory_data.gazetteer import gazetteer
from directory_data.highlights import highlight
from directory_data.models import Record, Section
from directory_data.places import Found
from directory_data.postings import Postings, Scores, best
from directory_data.query import Query, understand
from directory_data.ranking import FIRST_SECTION, Ranking
from directory_data.search_query import SearchQuery
from directory_data.spelling import Speller
from directory_data.suggest import Suggester
from directory_data.synonyms import Synonyms
from directory_data.vocabulary import Area, Audience, Kind, Sort

LOWERED = 0.5  # "toddler group": one whose facts somebody confirms before one that nobody answers for

__all__ = ["Answer", "Hit", "Results", "SearchQuery", "Searcher"]


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
    sort: Sort
    """The order they are in: never by distance when the search names no place, or several."""


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
    before: InitVar[Searcher | None] = None
    """The search over the build that ``postings`` took over from: what both share is not read again."""
    edited: Mapping[str, dt.datetime] = field(default_factory=dict)
    """When records were last edited (UTC), by id; without those that are as the files have them."""
    unconfirmed: Unconfirmed = field(default_factory=Unconfirmed)
    """What nobody has confirmed for long: what comes lower in results, and what is not here at all."""
    catalogue: Catalogue = field(init=False)
    details: Details = field(init=False)
    speller: Speller = field(init=False)

    def __post_init__(self, before: Searcher | None) -> None:
        self.catalogue = Catalogue(self.postings, before.catalogue if before else None)
        known = before.details if before else None
        self.details = Details(self.catalogue.records, known, self.postings.kept)
        self._ranking = Ranking(self.postings, self.catalogue)
        self.speller = self._speller(before)

    def _speller(self, before: Searcher | None) -> Speller:
        now = self.catalogue.by_key
        if before is None:
            learn({word for name in gazetteer().places for word in words(name)})
            return Speller(_spelling_texts(now.values()) + self.synonyms.sayings)
        then = before.catalogue.by_key
        gone = [record for key, record in then.items() if now.get(key) is not record]
        come = [record for key, record in now.items() if then.get(key) is not record]
        return before.speller.after(
            _spelling_texts(gone) + before.synonyms.sayings, _spelling_texts(come) + self.synonyms.sayings
        )

    @cached_property
    def suggester(self) -> Suggester:
        """Made when somebody first types, so that opening an index does not wait for it."""
        records = [self.catalogue.records[number] for number in np.nonzero(self.catalogue.whole)[0]]
        runners = {record.organization for record in records}
        organizations = [o for key, o in seed_files.organizations().items() if key in runners]
        return Suggester(records, organizations, self.synonyms)

    def search(self, wanted: SearchQuery, at: dt.datetime | None = None) -> Results:
        """The records for a query, best first, with counts for each filter value."""
        query = understand(wanted.text, self.speller, self.synonyms)
        place = places.find(wanted.near) if wanted.near else query.place
        scores = self._ranking.scores(query, wanted.audience, _areas(place))
        chosen = filters(self.catalogue, self.details, wanted, _areas(place), at or opening_times.now())
        every = chosen.all
        miles = self._miles(place)
        order = _order(wanted.sort, place)
        ranked = self._lowered(without_noise(scores, every))
        numbers = self._ordered(best(ranked, every), order, miles)
        start = (wanted.page - 1) * wanted.per_page
        shown = numbers[start : start + wanted.per_page]
        return Results(
            query=query,
            hits=[self._hit(number, ranked, query, miles) for number in shown],
            total_items=len(numbers),
            page_number=wanted.page,
            total_pages=-(-len(numbers) // wanted.per_page),
            facets=chosen.facets(scores),
            place=place,
            sort=order,
        )

    def answers(self, text: str, audience: Audience | None = None, limit: int = 3) -> list[Answer]:
        """The sections of guidance that answer a question best."""
        query = understand(text, self.speller, self.synonyms)
        scores = self._ranking.scores(query, audience, ())
        scores[self._ranking.first_sections(query, scores)] *= FIRST_SECTION
        scores = self._lowered(scores)
        guidance = self.catalogue.parts & self.catalogue.kinds[Kind.GUIDANCE]
        return [
            Answer(self.catalogue.records[number], self.catalogue.section(number), float(scores[number]))
            for number in best(scores, guidance, limit)
        ]

    def _lowered(self, scores: Scores) -> Scores:
        """Scores with those halved that nobody stands by; after what is noise was decided, which hides."""
        return scores * self._standing if self.unconfirmed.lowered else scores

    @cached_property
    def _standing(self) -> Scores:
        lowered = [record.id in self.unconfirmed.lowered for record in self.catalogue.records]
        return np.where(lowered, np.float32(LOWERED), np.float32(1))

    def _ordered(self, numbers: list[int], order: Sort, miles: Miles) -> list[int]:
        """Documents in another order than best first; equal ones stay as they are."""
        if order is Sort.BEST or not numbers:
            return numbers
        keys: npt.NDArray[Any] = miles
        if order is not Sort.NEAREST:
            keys = self.details.by_name if order is Sort.NAME else self.details.age_of_facts
        return [numbers[position] for position in np.argsort(keys[numbers], kind="stable")]

    def _miles(self, place: Found | None) -> Miles:
        """Infinite everywhere unless the search names one place."""
        if not _is_one_spot(place):
            return np.full(self.postings.size, np.inf)
        return self.details.distances.miles_from(place.places[0])

    def _hit(self, number: int, scores: Scores, query: Query, miles: Miles) -> Hit:
        record = self.catalogue.records[number]
        return Hit(
            record=record,
            score=round(float(scores[number]), 4),
            highlight=highlight(record, query.stems.keys()),
            miles=round(float(miles[number]), 1) if np.isfinite(miles[number]) else None,
        )


def _is_one_spot(place: Found | None) -> TypeGuard[Found]:
    return place is not None and len(place.places) == 1 and place.places[0].latitude is not None


def _order(wanted: Sort, place: Found | None) -> Sort:
    return Sort.BEST if wanted is Sort.NEAREST and not _is_one_spot(place) else wanted


def _areas(place: Found | None) -> tuple[Area, ...]:
    """The areas that a place lies in; none when it is ambiguous between areas or outside the county."""
    if place is None:
        return ()
    found = {area for one in place.places for area in one.areas}
    return tuple(sorted(found, key=list(Area).index)) if len(found) < len(Area) else ()


def _spelling_texts(records) -> list[str]:  # type: ignore[no-untyped-def]
    texts: list[str] = []
    for record in records:
        texts += [record.name, record.summary, record.description, *record.alternate_names, *record.keywords]
        texts += [f"{section.heading} {section.text}" for section in record.sections]
    return texts
