"""The fields of a record out of one service of an Open Referral feed."""

from __future__ import annotations

import re
from typing import Any

from directory_data.vocabulary import Day, Status
from scrapers.readers import values as plain

Json = dict[str, Any]
_DAYS = [day.value for day in Day]
_CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\dT)?(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?")


def fields_of(service: Json, base: str) -> Json:
    """The fields that the service speaks about."""
    schedules, note = _schedules(service)
    found = {
        "name": plain.line(_text(service, "name")),
        "alternate_names": [name for name in re.split(r"\s*;\s*", _text(service, "alternate_name")) if name]
        or None,
        "summary": plain.line(_text(service, "short_description")),
        "description": plain.paragraphs(_text(service, "description")),
        "phones": _phones(service),
        "email": plain.email(_text(service, "email")),
        "urls": _urls(service, base),
        "contacts": _contacts(service),
        "locations": _locations(service),
        "schedules": schedules,
        "schedule_note": note,
        "minimum_age": _age(service, "minimum_age"),
        "maximum_age": _age(service, "maximum_age"),
        "eligibility_description": _eligibility(service),
        "application_process": plain.line(_text(service, "application_process")),
        "cost_options": _cost_options(service),
        "languages": _names(service, "languages", "name", "language"),
        "accessibility": _accessibility(service),
        "places": _names(service, "service_areas", "name", "service_area"),
        "status": _status(service),
    }
    return {field: value for field, value in found.items() if value is not None}


def objects(holder: Json, *names: str) -> list[Json]:
    """The objects that the properties hold."""
    held = [holder.get(name) for name in names]
    every = [one for each in held for one in (each if isinstance(each, list) else [each])]
    return [one for one in every if isinstance(one, dict)]


def _text(holder: Json, *names: str) -> str:
    """The first of the properties that has words."""
    for name in names:
        value = holder.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _number(holder: Json, name: str) -> float | None:
    try:
        return float(_text(holder, name))
    except ValueError:
        return None


def _phones(service: Json) -> list[Json] | None:
    """The service's own numbers, and those of contacts without a name, which are its own as well."""
    nameless = [contact for contact in objects(service, "contacts") if not _text(contact, "name")]
    places = [
        one for link in objects(service, "service_at_locations") for one in [link, *objects(link, "location")]
    ]
    found = [
        phone
        for holder in [service, *nameless, *places]
        for phone in _numbers(holder, _text(holder, "title") if holder in nameless else "")
    ]
    return (
        list({re.sub(r"\D", "", phone["number"]): phone for phone in reversed(found)}.values())[::-1] or None
    )


def _numbers(holder: Json, otherwise: str = "") -> list[Json]:
    found = []
    for phone in objects(holder, "phones"):
        said = _text(phone, "description") or otherwise
        found += plain.phones([_text(phone, "number")], said) or []
    return found


def _contacts(service: Json) -> list[Json] | None:
    named = [contact for contact in objects(service, "contacts") if _text(contact, "name")]
    found = []
    for contact in named:
        said = {
            "name": _text(contact, "name"),
            "title": _text(contact, "title"),
            "email": plain.email(_text(contact, "email")),
            "phones": _numbers(contact),
        }
        found.append({field: value for field, value in said.items() if value})
    return found or None


def _urls(service: Json, base: str) -> list[Json] | None:
    found = plain.urls([_text(service, "url")], base) or []
    for more in objects(service, "additional_urls"):
        said = _text(more, "label")
        found += [
            url | ({"label": said} if said else {}) for url in plain.urls([_text(more, "url")], base) or []
        ]
    return found or None


def _locations(service: Json) -> list[Json] | None:
    links = objects(service, "service_at_locations")
    places = [place for link in links for place in objects(link, "location")] + objects(service, "locations")
    found = [_location(place) for place in places]
    return [place for place in found if place] or None


def _location(place: Json) -> Json | None:
    """A place with its postal address; without one when the feed gives only a name and a point."""
    spots = objects(place, "addresses", "physical_addresses")
    spot = next((one for one in spots if _text(one, "address_type") != "postal"), next(iter(spots), {}))
    said = {
        "address_1": _text(spot, "address_1"),
        "address_2": _text(spot, "address_2"),
        "city": _text(spot, "city"),
        "postal_code": _text(spot, "postal_code"),
    }
    whole = said["address_1"] and said["city"] and said["postal_code"]
    point = _point(place)
    name = _text(place, "name") or said["address_1"]
    if not name or not (whole or point):
        return None
    address = {"address": {field: text for field, text in said.items() if text}} if whole else {}
    return {"name": name} | address | point


def _point(place: Json) -> dict[str, float]:
    latitude, longitude = _number(place, "latitude"), _number(place, "longitude")
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return {}
    return {} if latitude == longitude == 0 else {"latitude": latitude, "longitude": longitude}


def _schedules(service: Json) -> tuple[list[Json] | None, str | None]:
    """Hours that hold every week, and what else is said of the times, in words."""
    links = objects(service, "service_at_locations")
    every = [one for holder in [service, *links] for one in objects(holder, "schedules", "regular_schedules")]
    found, notes = [], []
    for one in every:
        weekly = _weekly(one)
        if weekly and weekly not in found:
            found.append(weekly)
        elif not weekly and _text(one, "description"):
            notes.append(_text(one, "description"))
    return found or None, plain.line("; ".join(dict.fromkeys(notes)))


def _weekly(schedule: Json) -> Json | None:
    interval, frequency = _text(schedule, "interval"), _text(schedule, "freq").upper()
    if frequency not in {"", "WEEKLY"} or interval not in {"", "0", "1"}:
        return None
    codes = re.split(r"[,\s]+", (_text(schedule, "byday") or _text(schedule, "weekday")).upper())
    days = [day for day in _DAYS if any(code[:2] == day for code in codes if code[:1].isalpha())]
    opens, closes = (_CLOCK.fullmatch(_text(schedule, name)) for name in ("opens_at", "closes_at"))
    if not days or not opens or not closes or opens[1] == closes[1]:
        return None
    return {"byday": days, "opens_at": opens[1], "closes_at": closes[1].replace("23:59", "24:00")}


def _age(service: Json, name: str) -> float | None:
    """The age of the service, or the only one of its eligibilities (1.0)."""
    own = _number(service, name)
    others = {_number(one, name) for one in objects(service, "eligibilitys", "eligibility")} - {None}
    return own if own is not None else others.pop() if len(others) == 1 else None


def _eligibility(service: Json) -> str | None:
    said = [_text(service, "eligibility_description")]
    said += [_text(one, "eligibility") for one in objects(service, "eligibilitys", "eligibility")]
    return plain.line("; ".join(dict.fromkeys(text for text in said if text)))


def _cost_options(service: Json) -> list[Json] | None:
    found = []
    for cost in objects(service, "cost_options"):
        amount = _number(cost, "amount")
        parts = [text for text in (_text(cost, "option"), _text(cost, "amount_description")) if text]
        said = ", ".join(dict.fromkeys(parts)) or ("Free" if amount == 0 else "Price")
        pounds = _text(cost, "currency").upper() in {"", "GBP"}
        if parts or amount is not None:
            found.append({"option": said} | ({"amount": amount} if amount is not None and pounds else {}))
    return found or plain.cost_options([_text(service, "fees", "fees_description")])


def _names(service: Json, holder: str, *names: str) -> list[str] | None:
    said = (plain.line(_text(one, *names)) for one in objects(service, holder))
    return list(dict.fromkeys(text for text in said if text)) or None


def _accessibility(service: Json) -> list[str] | None:
    links = objects(service, "service_at_locations")
    places = [place for link in links for place in objects(link, "location")]
    spots = [
        one for place in places for one in objects(place, "accessibility", "accessibility_for_disabilities")
    ]
    return plain.accessibility(_text(one, "description", "accessibility") for one in spots)


def _status(service: Json) -> str | None:
    said = _text(service, "status").lower()
    return said if said in {status.value for status in Status} else None
