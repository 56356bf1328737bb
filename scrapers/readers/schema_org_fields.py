"""The fields of a record out of one schema.org object."""

from __future__ import annotations

import re
from typing import Any

from directory_data.vocabulary import ACCESSIBILITY, Day
from scrapers.readers import values as plain
from scrapers.readers.schema_org_nodes import Node, each, of_type, strings, values

Json = dict[str, Any]
_DAYS = {day.name.capitalize(): day.value for day in Day}
_BY_CODE = {code.capitalize(): code for code in _DAYS.values()}
_HOURS = re.compile(r"(?P<days>[A-Za-z ,-]+?)\s+(?P<opens>\d\d:\d\d)\s*-\s*(?P<closes>\d\d:\d\d)")
_CLOCK = re.compile(r"T?(\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
TRUE = {"true", "https://schema.org/true", "http://schema.org/true"}


def fields_of(node: Node, base: str) -> Json:
    """The fields that the object speaks about."""
    youngest, oldest = _ages(node)
    found = {
        "name": plain.line(next(iter(strings(node, "name", "legalName")), "")),
        "alternate_names": strings(node, "alternateName") or None,
        "summary": plain.read("summary", strings(node, "disambiguatingDescription")[:1], base),
        "description": plain.read("description", strings(node, "description")[:1], base),
        "phones": _phones(node),
        "email": plain.read("email", _of_contacts(node, "email"), base),
        "urls": plain.urls(strings(node, "url"), base),
        "locations": _locations(node),
        "schedules": _schedules(node),
        "minimum_age": youngest,
        "maximum_age": oldest,
        "eligibility_description": plain.line(" ".join(_audience(node))),
        "cost_options": _cost_options(node),
        "languages": _languages(node),
        "accessibility": _accessibility(node),
        "places": strings(node, "areaServed", "serviceArea") or None,
    }
    return {field: value for field, value in found.items() if value is not None}


def _contact_points(node: Node) -> list[Node]:
    channels = each(node, "availableChannel")
    return [
        *each(node, "contactPoint", "contactPoints"),
        *(p for c in channels for p in each(c, "servicePhone")),
    ]


def _of_contacts(node: Node, name: str) -> list[str]:
    return strings(node, name) + [text for point in _contact_points(node) for text in strings(point, name)]


def _phones(node: Node) -> list[Json] | None:
    own = plain.phones(strings(node, "telephone")) or []
    known = {_digits(phone) for phone in own}
    for point in _contact_points(node):
        said = next(iter(strings(point, "contactType", "name")), "")
        more = plain.phones(strings(point, "telephone"), said) or []
        own += [phone for phone in more if _digits(phone) not in known]
        known |= {_digits(phone) for phone in more}
    return own or None


def _digits(phone: Json) -> str:
    return re.sub(r"\D", "", phone["number"])[-9:]  # without the 0 or the country


def _locations(node: Node) -> list[Json] | None:
    places = [
        *each(node, "location"),
        *(p for c in each(node, "availableChannel") for p in each(c, "serviceLocation")),
    ]
    found = [
        _location(node, ""),
        *(_location(place, next(iter(strings(place, "name")), "")) for place in places),
    ]
    return [place for place in found if place] or None


def _location(place: Node, name: str) -> Json | None:
    spot = next(iter(each(place, "address")), None)
    if spot is None and of_type(place, {"PostalAddress"}):
        spot = place
    if spot is None:
        return next(iter(plain.locations(strings(place, "address")) or []), None)
    said = {name: ", ".join(strings(spot, source)) for name, source in _ADDRESS.items()}
    if not (said["address_1"] and said["city"] and said["postal_code"]):
        return None
    return {"name": name or said["address_1"], "address": said} | _position(place)


_ADDRESS = {"address_1": "streetAddress", "city": "addressLocality", "postal_code": "postalCode"}


def _position(place: Node) -> dict[str, float]:
    for geo in [*each(place, "geo"), place]:
        try:
            latitude, longitude = float(strings(geo, "latitude")[0]), float(strings(geo, "longitude")[0])
        except (IndexError, ValueError):
            continue
        if -90 <= latitude <= 90 and -180 <= longitude <= 180:
            return {"latitude": latitude, "longitude": longitude}
    return {}


def _schedules(node: Node) -> list[Json] | None:
    """Hours that hold every week; those of one season or holiday are not such."""
    specifications = each(node, "openingHoursSpecification", "hoursAvailable")
    found = [_specified(one) for one in specifications if not values(one, "validFrom", "validThrough")]
    found += [_written(text) for text in strings(node, "openingHours")]
    return [schedule for schedule in found if schedule] or None


def _specified(hours: Node) -> Json | None:
    opens, closes = (_clock(hours, name) for name in ("opens", "closes"))
    days = [_DAYS.get(text.rsplit("/", 1)[-1]) for text in strings(hours, "dayOfWeek")]
    return _schedule([day for day in days if day], opens, closes)


def _clock(hours: Node, name: str) -> str:
    found = _CLOCK.fullmatch(next(iter(strings(hours, name)), ""))
    return found[1] if found else ""


def _written(text: str) -> Json | None:
    """``Mo-Fr 09:00-17:00``"""
    found = _HOURS.fullmatch(text.strip())
    if not found:
        return None
    return _schedule(_span(found["days"]), found["opens"], found["closes"])


def _span(days: str) -> list[str]:
    codes = list(_BY_CODE.values())
    named: list[str] = []
    for part in re.split(r"[,\s]+", days.strip()):
        ends = [_BY_CODE.get(end.capitalize()) for end in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None:
            return []
        named += codes[codes.index(first) : codes.index(last) + 1]
    return named


def _schedule(days: list[str], opens: str, closes: str) -> Json | None:
    if not days or not opens or not closes or opens == closes:  # from 00:00 to 00:00 is how closed is written
        return None
    closes = "24:00" if closes in {"00:00", "23:59"} else closes
    return {"byday": sorted(days, key=list(_BY_CODE.values()).index), "opens_at": opens, "closes_at": closes}


def _ages(node: Node) -> tuple[float | None, float | None]:
    for audience in each(node, "audience"):
        bounds = [strings(audience, name)[:1] for name in ("suggestedMinAge", "suggestedMaxAge")]
        if any(bounds):
            youngest, oldest = (_number(bound) for bound in bounds)
            return youngest, oldest
    return plain.ages(next(iter(strings(node, "typicalAgeRange")), ""))


def _number(texts: list[str]) -> float | None:
    try:
        return float(texts[0]) if texts else None
    except ValueError:
        return None


def _audience(node: Node) -> list[str]:
    return [text for audience in each(node, "audience") for text in strings(audience, "audienceType", "name")]


def _cost_options(node: Node) -> list[Json] | None:
    if any(str(value).lower() in TRUE for value in values(node, "isAccessibleForFree")):
        return [{"option": "Free", "amount": 0.0}]
    found = []
    for offer in each(node, "offers"):
        price = _number(strings(offer, "price")[:1])
        pounds = strings(offer, "priceCurrency")[:1] in ([], ["GBP"])
        said = next(iter(strings(offer, "name", "description")), "Free" if price == 0 else "Price")
        if price is not None and pounds:
            found.append({"option": said, "amount": price})
    return found or plain.cost_options(strings(node, "feesAndCommissionsSpecification"))


def _languages(node: Node) -> list[str] | None:
    sources = [node, *each(node, "availableChannel"), *_contact_points(node)]
    return list(dict.fromkeys(text for one in sources for text in strings(one, "availableLanguage"))) or None


def _accessibility(node: Node) -> list[str] | None:
    """Features said to be there, in the directory's own words."""
    said = {
        name.lower()
        for feature in each(node, "amenityFeature")
        if any(str(value).lower() in TRUE for value in values(feature, "value"))
        for name in strings({"name": feature.get("name")}, "name")
    }
    return [name for name in ACCESSIBILITY if name.lower() in said] or None
