"""Which LCSS link worker, and else which area office, an organisation or place belongs to.

Link workers come from lists of the council that somebody imported (``directory_data.imports``). An
organisation that is in no list gets the office of its area, which also assigns link workers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory_data import organisation_names, places
from directory_data.gazetteer import Place
from directory_data.listing import checked
from directory_data.models import Record
from directory_data.places import Found
from directory_data.vocabulary import Area, Kind, Status

TEAM_KEYS = {Area.NORTH: "lcss-north", Area.CENTRAL: "lcss-central", Area.SOUTH: "lcss-south"}
LIST = "link-worker-list"
"""Key of the source that records of an imported list have."""
MOST_MATCHES = 8
MOST_WORDS = 80
"""Of a text; a message is never longer when it names an organisation."""
NEIGHBOURHOOD = 2.5  # miles: who says "Cowley" may mean a school that the list puts in Oxford

HOW_TO = (
    "Every school, nursery, surgery and voluntary group has a named LCSS link worker. "
    "We do not have the council's lists, so contact your area office and ask who yours is. "
    "If your organisation has none, the same office assigns one."
)
LISTED = (
    "This is from the council's list of {date}. If it is out of date, contact the area office and ask who "
    "your link worker is now."
)
NOT_LISTED = (
    "Every school, nursery, surgery and voluntary group has a named LCSS link worker. We did not find your "
    "organisation in the council's list of {date}, so contact your area office and ask who yours is. "
    "If your organisation has none, the same office assigns one."
)
WHICH_PLACE = "Tell us the town, village or postcode of your organisation and we can show its area office."
OUTSIDE = (
    "{place} is outside Oxfordshire ({council}), so another council runs early help there. "
    "If the child lives in Oxfordshire, search for the place where they live."
)


@dataclass(frozen=True)
class Match:
    """A link worker or an area office; the fields are those of the link worker contract."""

    place: str
    area: Area
    district: str
    name: str
    phone: str
    email: str
    address: str
    """Of the area office."""
    organisation: str = ""
    """As the council's list names it; empty when an area office is given for a place."""
    record: str = ""
    """Key of the record that says so."""


@dataclass(frozen=True)
class LinkWorkers:
    matches: list[Match]
    how_to: str


@dataclass(frozen=True)
class _Listed:
    """An organisation of an imported list, with its name in words that can be compared."""

    record: Record
    name: str
    words: frozenset[str]
    telling: tuple[str, ...]
    """What must be typed; when the place is all that tells it from others, the whole name."""
    places: tuple[Place, ...]


class Finder:
    """Look-up over the published records by key; make one for each index build."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._teams = {area: records[key] for area, key in TEAM_KEYS.items() if key in records}
        self._listed = [_listed(record) for record in records.values() if is_listed(record)]
        self._having: dict[str, list[_Listed]] = {}
        for one in self._listed:
            for word in one.telling:
                self._having.setdefault(word, []).append(one)
        self._date = _newest(self._listed)

    def find(self, text: str) -> LinkWorkers:
        """The organisation's link worker, else the offices of its place; all of them when ambiguous."""
        found = places.find(text) if text.strip() else None
        listed = self._best(text, found)
        if listed:
            matches = [self._worker(one) for one in listed[:MOST_MATCHES]]
            return LinkWorkers(matches, LISTED.format(date=_newest(listed)))
        how_to = NOT_LISTED.format(date=self._date) if self._listed else HOW_TO
        if found is None:
            return LinkWorkers([], f"{how_to} {WHICH_PLACE}")
        outside = [place for place in found.places if place.outside]
        if len(outside) == len(found.places):
            return LinkWorkers([], OUTSIDE.format(place=outside[0].name, council=outside[0].outside))
        matches = [self._office(place, area) for place in found.places for area in place.areas]
        return LinkWorkers(matches, how_to)

    def _best(self, text: str, found: Found | None) -> list[_Listed]:
        """The organisations that a text may mean: those with most of its words and of its sort."""
        typed = organisation_names.words(text)[:MOST_WORDS]
        named = organisation_names.words(found.text) if found else []
        asked = [word for word in organisation_names.distinctive(typed) if word not in named]
        sorts = set(typed) & organisation_names.GENERIC
        scored: list[tuple[tuple[int, int], _Listed]] = []
        for one, hits in self._hit(organisation_names.joined(typed)):
            whole = hits == len(one.telling) or _says_part(asked, one)
            if whole and (found is None or _is_there(one, found, named)):
                scored.append(((hits, len(sorts & one.words)), one))
        most = max((score for score, _ in scored), default=(0, 0))
        return [one for score, one in scored if score == most]

    def _hit(self, typed: list[str]) -> Iterable[tuple[_Listed, int]]:
        """The organisations of which a telling word was typed, and how many of them were."""
        by_letter: dict[str, set[str]] = {}
        for word in typed:
            by_letter.setdefault(word[0], set()).add(word)
        hits: dict[str, tuple[_Listed, int]] = {}
        for word, several in self._having.items():
            if organisation_names.has(word, by_letter.get(word[0], ())):
                for one in several:
                    hits[one.record.key] = one, hits.get(one.record.key, (one, 0))[1] + 1
        return hits.values()

    def _worker(self, one: _Listed) -> Match:
        """The person of the list; what the list leaves out is the team's."""
        record, area = one.record, one.record.areas[0]
        team = self._teams[area]
        return Match(
            place=" or ".join(record.places),
            area=area,
            district=_districts(one.places),
            name=record.contacts[0].name if record.contacts else team.name,
            phone=record.phone or team.phone or "",
            email=record.email or team.email or "",
            address=_address(team),
            organisation=one.name,
            record=record.key,
        )

    def _office(self, place: Place, area: Area) -> Match:
        team = self._teams[area]
        return Match(
            place=place.label,
            area=area,
            district=" or ".join(district.value for district in place.districts),
            name=team.name,
            phone=team.phone or "",
            email=team.email or "",
            address=_address(team),
            record=team.key,
        )


def find(text: str, records: Mapping[str, Record]) -> LinkWorkers:
    """What ``Finder`` gives for the directory's records by key."""
    return Finder(records).find(text)


def is_listed(record: Record) -> bool:
    """Whether a record names the link worker of one organisation, and still does."""
    return record.kind is Kind.LINK_WORKER and record.source == LIST and record.status is Status.ACTIVE


def organisation_of(record: Record) -> str:
    """The organisation's name as the list writes it."""
    return record.alternate_names[0] if record.alternate_names else record.name


def _listed(record: Record) -> _Listed:
    name = organisation_of(record)
    where = tuple(place for label in record.places for place in places.lookup(label))
    named = [word for other in record.alternate_names or [name] for word in organisation_names.words(other)]
    words = organisation_names.words(name)
    of_place = {word for place in where for word in organisation_names.words(place.name)}
    telling = [word for word in organisation_names.distinctive(words) if word not in of_place]
    return _Listed(record, name, frozenset(named), tuple(dict.fromkeys(telling or words)), where)


def _says_part(asked: list[str], one: _Listed) -> bool:
    """Whether the text is nothing but part of the name: "Windmill" for Windmill Meadow."""
    return bool(asked) and all(organisation_names.has(word, one.words) for word in asked)


def _is_there(one: _Listed, found: Found, named: list[str]) -> bool:
    """Whether an organisation is where the text says; a place in its own name says nothing."""
    if not one.places or all(organisation_names.has(word, one.telling) for word in named):
        return True
    return any(_is_near(there, place) for there in one.places for place in found.places)


def _is_near(there: Place, place: Place) -> bool:
    if there == place:
        return True
    if place.kind in {"district", "city", "postcode"} or there.kind == "city":
        return bool(set(there.districts) & set(place.districts))
    return any(away < NEIGHBOURHOOD for _, away in places.nearest(there, [place]))


def _newest(listed: Iterable[_Listed]) -> str:
    """The date of the newest list, as ``1 September 2026``; empty without one."""
    newest = max((checked(one.record) for one in listed), default="")
    date = dt.date.fromisoformat(newest) if newest else None
    return f"{date.day} {date:%B %Y}" if date else ""


def _districts(where: tuple[Place, ...]) -> str:
    found = dict.fromkeys(district.value for place in where for district in place.districts)
    return " or ".join(found)


def _address(team: Record) -> str:
    spot = team.locations[0].address if team.locations else None
    if spot is None:
        return ""
    parts = (spot.address_1, spot.address_2, f"{spot.city} {spot.postal_code}")
    return ", ".join(part for part in parts if part)
