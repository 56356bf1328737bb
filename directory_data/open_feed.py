"""What open data gives out: which services, places and organisations, by which filters, in which order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from directory_data import openreferral, places
from directory_data.distances import position_of
from directory_data.gazetteer import Place
from directory_data.models import Location, Organization, Record
from directory_data.openreferral import is_service, runner_of
from directory_data.openreferral_parts import has_known_area
from directory_data.search import Searcher, SearchQuery
from directory_data.taxonomies import terms_of

METRES_IN_A_MILE = 1609.344
At = tuple[Record, Location]
"""A service at one of its locations."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty fields do not narrow."""

    search: str = ""
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: dt.datetime | None = None
    postcode: Place | None = None
    """Only services that cover it."""
    proximity: float | None = None
    """Metres from the postcode, in a straight line."""


@dataclass(frozen=True)
class Feed:
    """The open data of one index build."""

    searcher: Searcher
    organizations: Mapping[str, Organization]

    def runner(self, record: Record) -> Organization:
        return runner_of(record, self.organizations)

    def edited(self, record: Record) -> dt.datetime | None:
        """When a record was last edited (UTC); ``None`` while it is as its source has it."""
        return self.searcher.edited.get(record.id)

    def service(self, id_: str) -> Record | None:
        record = self.searcher.catalogue.by_id.get(id_)
        return record if record and is_service(record) else None

    def service_at_location(self, id_: str) -> At | None:
        return next(
            (at for at in _each_place(self._every) if openreferral.service_at_location_id(*at) == id_), None
        )

    def services(self, filters: Filters) -> list[Record]:
        """By name; the best first in a search, the nearest first with a proximity."""
        found = self._matching(filters)
        if filters.postcode is None or filters.proximity is None:
            return found
        return list({at[0].key: at[0] for at in _near(found, filters.postcode, filters.proximity)}.values())

    def service_at_locations(self, filters: Filters) -> list[At]:
        """In the order of ``services``."""
        found = self._matching(filters)
        if filters.postcode is None or filters.proximity is None:
            return _each_place(found)
        return _near(found, filters.postcode, filters.proximity)

    def runners(self, search: str = "") -> list[Organization]:
        """The organisations that run a service, by name."""
        used = {runner.id: runner for runner in map(self.runner, self._every)}
        found = [runner for runner in used.values() if has_words(search, runner.name, runner.description)]
        return sorted(found, key=lambda runner: runner.name)

    def run_by(self, runner: Organization) -> list[Record]:
        return self._by_runner[runner.id]

    @cached_property
    def _by_runner(self) -> dict[str, list[Record]]:
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self._every:
            found[self.runner(record).id].append(record)
        return found

    @cached_property
    def _every(self) -> list[Record]:
        """Every service, the closed ones too: a program that keeps a copy must learn that they closed."""
        records = self.searcher.catalogue.by_key.values()
        return sorted(filter(is_service, records), key=lambda record: (record.name.lower(), record.id))

    def _matching(self, filters: Filters) -> list[Record]:
        return [record for record in self._searched(filters.search) if self._fits(record, filters)]

    def _searched(self, text: str) -> list[Record]:
        """The services that the directory's own search finds, the best first."""
        if not text:
            return self._every
        everything = SearchQuery(text=text, per_page=max(1, len(self.searcher.catalogue.by_key)))
        return [hit.record for hit in self.searcher.search(everything).hits if is_service(hit.record)]

    def _fits(self, record: Record, filters: Filters) -> bool:
        terms = terms_of(record)
        after = filters.modified_after
        return (
            (not filters.organization_id or self.runner(record).id == filters.organization_id)
            and (not filters.taxonomy_term_id or any(t.id == filters.taxonomy_term_id for t in terms))
            and (not filters.taxonomy_id or any(t.taxonomy.id == filters.taxonomy_id for t in terms))
            and (after is None or openreferral.modified(record, self.edited(record)) >= after)
            and (filters.postcode is None or _covers(record, filters.postcode))
        )


def has_words(search: str, *texts: str) -> bool:
    """Whether every word of a search stands in the texts."""
    text = " ".join(texts).lower()
    return all(word in text for word in search.lower().split())


def _each_place(records: Iterable[Record]) -> list[At]:
    return [(record, place) for record in records for place in record.locations]


def _covers(record: Record, place: Place) -> bool:
    """Whether a service takes in a place; one whose area is doubtful is kept rather than hidden."""
    if not has_known_area(record):
        return True
    if record.places:
        towns = [town for name in record.places for town in places.lookup(name)]
        return any(set(town.districts) & set(place.districts) for town in towns)
    return any(area in record.areas or not record.areas for area in place.areas)


def _near(records: Iterable[Record], place: Place, metres: float) -> list[At]:
    """The services at locations within a distance, nearest first."""
    measured = [(_metres(place, location), (record, location)) for record, location in _each_place(records)]
    within = [(away, at) for away, at in measured if away is not None and away <= metres]
    return [at for _, at in sorted(within, key=lambda pair: pair[0])]


def _metres(place: Place, location: Location) -> float | None:
    there = position_of(location)
    if place.latitude is None or place.longitude is None or there is None:
        return None
    return places.miles(place.latitude, place.longitude, *there) * METRES_IN_A_MILE
