"""What belongs to a service in Open Referral UK: telephones, hours, areas, places, contacts, costs.

Times are local (Europe/London), written HH:MM; midnight at the end of a day is 23:59, since Open Referral
has no 24:00 and 00:00 would be the start of the day.
"""

from __future__ import annotations

import uuid
from typing import Any

import msgspec

from directory_data.listing import COUNTY
from directory_data.models import Contact, Location, Phone, Record, Schedule, Url
from directory_data.opening_times import in_words
from directory_data.vocabulary import AREA_OF_DISTRICT, Area

Json = dict[str, Any]


def filled(**fields: Any) -> Json:
    """The fields that have a value: Open Referral UK wants the others left out, not empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def id_of(record: Record, noun: str, *what: object) -> str:
    """An id that a part of a record keeps as long as it says the same."""
    return str(uuid.uuid5(uuid.UUID(record.id), f"{noun}/{msgspec.json.encode(what).decode()}"))


def doubts_of(record: Record) -> list[tuple[str, str]]:
    """Each doubtful field with the reason, doubts about one of several values among them."""
    found = list(record.doubts.items())
    for field in ("phones", "urls", "contacts", "locations", "cost_options"):
        found += [(field, item.doubtful) for item in getattr(record, field) if item.doubtful]
    return list(dict.fromkeys(found))


def urls_of(record: Record) -> list[Url]:
    return [] if "urls" in record.doubts else [url for url in record.urls if not url.doubtful]


def phones_of(record: Record) -> list[Json]:
    return [] if "phones" in record.doubts else _phones(record, record.phones)


def contacts_of(record: Record) -> list[Json]:
    """People and desks that the source publishes as contacts; a doubtful one is not named at all."""
    if "contacts" in record.doubts:
        return []
    return [_contact(record, contact) for contact in record.contacts if not contact.doubtful]


def schedules_of(record: Record) -> list[Json]:
    """Weekly hours; hours known only in words are a schedule of words."""
    if not record.schedules:
        note = _marked(record.schedule_note, _doubt(record, "schedules", "schedule_note"))
        return [_words(record, note)] if record.schedule_note else []
    return [_schedule(record, schedule) for schedule in record.schedules]


def has_known_area(record: Record) -> bool:
    return "areas" not in record.doubts and "places" not in record.doubts


def service_areas_of(record: Record) -> list[Json]:
    """Towns or districts, else LCSS areas, else the county; nothing when the area is doubtful."""
    if not has_known_area(record):
        return []
    names = record.places or [_area_name(area) for area in record.areas] or [COUNTY]
    return [
        {"id": id_of(record, "service_area", name), "service_id": record.id, "name": name} for name in names
    ]


def languages_of(record: Record) -> list[Json]:
    return [
        {"id": id_of(record, "language", name), "service_id": record.id, "name": name}
        for name in ([] if "languages" in record.doubts else record.languages)
    ]


def cost_options_of(record: Record) -> list[Json]:
    if "cost_options" in record.doubts:
        return []
    return [
        filled(
            id=id_of(record, "cost_option", cost),
            service_id=record.id,
            option=cost.option,
            amount=cost.amount,
            currency="GBP" if cost.amount is not None else None,
        )
        for cost in record.cost_options
        if not cost.doubtful
    ]


def location(record: Record, place: Location, *, full: bool = True) -> Json:
    """A place in person; what is doubtful about it is said in its description."""
    own_id = id_of(record, "location", place)
    doubt = place.doubtful or record.doubts.get("locations", "")
    basic = filled(
        id=own_id,
        location_type="physical",
        name=place.name,
        description=_marked("", doubt),
        latitude=place.latitude,
        longitude=place.longitude,
    )
    if not full:
        return basic
    return basic | filled(
        addresses=_addresses(record, place, own_id),
        accessibility=[
            {"id": id_of(record, "accessibility", words, place), "location_id": own_id, "description": words}
            for words in ([] if "accessibility" in record.doubts else record.accessibility)
        ],
    )


def _addresses(record: Record, place: Location, location_id: str) -> list[Json]:
    if place.address is None:
        return []
    spot = place.address
    return [
        {
            "id": id_of(record, "address", place),
            "location_id": location_id,
            "address_1": ", ".join(line for line in (spot.address_1, spot.address_2) if line),
            "city": spot.city,
            "state_province": spot.state_province,
            "postal_code": spot.postal_code,
            "country": spot.country,
            "address_type": "physical",
        }
    ]


def _phones(record: Record, phones: list[Phone], contact_id: str = "") -> list[Json]:
    return [
        filled(
            id=id_of(record, "phone", contact_id, phone),
            service_id=None if contact_id else record.id,
            contact_id=contact_id,
            number=phone.number,
            description=phone.description,
        )
        for phone in phones
        if not phone.doubtful
    ]


def _contact(record: Record, contact: Contact) -> Json:
    own_id = id_of(record, "contact", contact)
    return filled(
        id=own_id,
        service_id=record.id,
        name=contact.name,
        title=contact.title,
        email=contact.email,
        phones=_phones(record, contact.phones, own_id),
    )


def _schedule(record: Record, schedule: Schedule) -> Json:
    words = schedule.description or record.schedule_note or in_words([schedule])
    holidays = "The same on bank holidays" if schedule.bank_holidays else "Not on bank holidays in England"
    return {
        "id": id_of(record, "schedule", schedule),
        "service_id": record.id,
        "freq": "WEEKLY",
        "interval": 1,
        "byday": ",".join(day.value for day in schedule.byday),
        "opens_at": schedule.opens_at,
        "closes_at": schedule.closes_at.replace("24:00", "23:59"),
        "description": _marked(words, _doubt(record, "schedules", "schedule_note")),
        "notes": holidays,
    }


def _words(record: Record, note: str) -> Json:
    return {"id": id_of(record, "schedule", note), "service_id": record.id, "description": note}


def _area_name(area: Area) -> str:
    districts = [district.value for district, its_area in AREA_OF_DISTRICT.items() if its_area is area]
    return f"LCSS {area.value}: {' and '.join(districts)}"


def _doubt(record: Record, *fields: str) -> str:
    return " ".join(record.doubts[field] for field in fields if field in record.doubts)


def _marked(words: str, doubt: str) -> str:
    """Words with the reason to doubt them."""
    return f"{words}. Not confirmed: {doubt}".removeprefix(". ") if doubt else words
