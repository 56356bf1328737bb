"""Which LCSS team, and so which link worker, an organisation or place belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from directory_data import places
from directory_data.gazetteer import Place
from directory_data.models import Record
from directory_data.vocabulary import Area

TEAM_KEYS = {Area.NORTH: "lcss-north", Area.CENTRAL: "lcss-central", Area.SOUTH: "lcss-south"}

HOW_TO = (
    "Every school, nursery, surgery and voluntary group has a named LCSS link worker. "
    "The council's lists are not published here yet, so contact your area office and ask who yours is. "
    "If your organisation has none, the same office assigns one."
)
WHICH_PLACE = "Tell us the town, village or postcode of your organisation and we can show its area office."
OUTSIDE = (
    "{place} is outside Oxfordshire ({council}), so another council runs early help there. "
    "If the child lives in Oxfordshire, search for the place where they live."
)


@dataclass(frozen=True)
class Match:
    """An area office for a place; the fields are those of the link worker contract."""

    place: str
    area: Area
    district: str
    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True)
class LinkWorkers:
    matches: list[Match]
    how_to: str


def find(text: str, teams: dict[str, Record]) -> LinkWorkers:
    """The area offices for the place in a text; every candidate when its name is ambiguous.

    ``teams`` are the directory's records by key.
    """
    found = places.find(text) if text.strip() else None
    if found is None:
        return LinkWorkers([], f"{HOW_TO} {WHICH_PLACE}")
    outside = [place for place in found.places if place.outside]
    if len(outside) == len(found.places):
        return LinkWorkers([], OUTSIDE.format(place=outside[0].name, council=outside[0].outside))
    matches = [_match(place, area, teams[TEAM_KEYS[area]]) for place in found.places for area in place.areas]
    return LinkWorkers(matches, HOW_TO)


def _match(place: Place, area: Area, team: Record) -> Match:
    spot = team.locations[0].address if team.locations else None
    address = (
        ", ".join(
            part for part in (spot.address_1, spot.address_2, f"{spot.city} {spot.postal_code}") if part
        )
        if spot
        else ""
    )
    return Match(
        place=place.label,
        area=area,
        district=" or ".join(district.value for district in place.districts),
        name=team.name,
        phone=team.phone or "",
        email=team.email or "",
        address=address,
    )
