"""A record as its page needs it: every part in reading order, doubtful parts marked."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import quote_plus

from directory_data import emergency, opening_times, sources
from directory_data.listing import area_in_words, checked
from directory_data.models import Location, Record, Section
from directory_data.vocabulary import CATEGORIES, Checking, Kind, Status

KIND_NAMES = {
    Kind.SERVICE: "Services",
    Kind.FOOD: "Food and practical help",
    Kind.FINANCE: "Money and funding",
    Kind.LINK_WORKER: "Link workers",
    Kind.GUIDANCE: "Guidance",
    Kind.RESOURCE: "Websites and resources",
    Kind.CONTACT: "People to ring",
}
FIELD_NAMES = {
    "phones": "Telephone number",
    "email": "Email address",
    "urls": "Website",
    "schedules": "Opening hours",
    "schedule_note": "Opening hours",
    "locations": "Address",
    "contacts": "Contact person",
    "cost_options": "Cost",
    "minimum_age": "Age",
    "maximum_age": "Age",
    "eligibility_description": "Who it is for",
    "application_process": "How to ask for it",
    "description": "Description",
    "name": "Name",
}

MAP = "https://www.openstreetmap.org"


@dataclass(frozen=True)
class Way:
    """A way to get in touch, or a fact: what it says, where it leads, what is doubtful about it."""

    text: str
    href: str = ""
    note: str = ""
    doubtful: bool = False
    directions: str = ""


@dataclass(frozen=True)
class Part:
    """A section of guidance under its anchor."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class ServicePage:
    """Everything of one record, in the order of the page."""

    record: Record
    kind: str
    phones: list[Way]
    emails: list[Way]
    websites: list[Way]
    contacts: list[Way]
    addresses: list[Way]
    hours: str
    hours_doubtful: bool
    open_state: str
    ages: str
    area: str
    costs: list[Way]
    categories: list[Way]
    parts: list[Part]
    related: list[Record]
    source: str
    source_url: str | None
    known: str
    checked_by_editor: bool
    closed_for_now: bool
    doubts: list[tuple[str, str]]


def service_page(record: Record, related: list[Record], at: dt.datetime) -> ServicePage:
    source = sources.find(record.source)
    return ServicePage(
        record=record,
        kind=KIND_NAMES[record.kind],
        phones=_phones(record),
        emails=_emails(record),
        websites=_websites(record),
        contacts=_contacts(record),
        addresses=[_address(place, _doubtful(record, "locations")) for place in record.locations],
        hours=record.schedule_note or opening_times.in_words(record.schedules),
        hours_doubtful=_doubtful(record, "schedules", "schedule_note"),
        open_state=open_state(record, at),
        ages=_ages(record),
        area=area_in_words(record),
        costs=_costs(record),
        categories=[
            Way(CATEGORIES[key], f"/search?category={key}") for key in record.categories if key in CATEGORIES
        ],
        parts=guidance_parts(record.sections),
        related=related,
        source=f"{source.title}, {source.publisher}",
        source_url=source.url,
        known=checked(record),
        checked_by_editor=record.checking is Checking.CHECKED,
        closed_for_now=record.status is Status.TEMPORARILY_CLOSED,
        doubts=_doubts(record),
    )


def open_state(record: Record, at: dt.datetime) -> str:
    """``Open now`` or ``Closed now. Opens Monday at 8.30am.``; empty when the hours are not known."""
    if not record.schedules and not record.covers:
        return ""
    if record.status is not Status.ACTIVE:
        return "Closed for now"
    if emergency.is_open_now(record, at):
        return "Open now"
    following = opening_times.next_opening(record.schedules, at)
    return f"Closed now. Opens {opening_times.moment_in_words(following, at)}." if following else "Closed now"


def _doubtful(record: Record, *fields: str) -> bool:
    return any(name in record.doubts for name in fields)


def _phones(record: Record) -> list[Way]:
    whole = _doubtful(record, "phones")
    return [
        Way(p.number, emergency.tel(p.number), p.description, whole or bool(p.doubtful))
        for p in record.phones
    ]


def _emails(record: Record) -> list[Way]:
    if not record.email:
        return []
    return [Way(record.email, f"mailto:{record.email}", doubtful=_doubtful(record, "email"))]


def _websites(record: Record) -> list[Way]:
    whole = _doubtful(record, "urls")
    return [Way(u.label or _host(u.url), u.url, doubtful=whole or bool(u.doubtful)) for u in record.urls]


def _host(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|/$", "", url)


def _contacts(record: Record) -> list[Way]:
    whole = _doubtful(record, "contacts")
    found: list[Way] = []
    for person in record.contacts:
        doubtful = whole or bool(person.doubtful)
        found.append(Way(person.name, note=person.title, doubtful=doubtful))
        found += [
            Way(p.number, emergency.tel(p.number), f"{person.name}", doubtful or bool(p.doubtful))
            for p in person.phones
        ]
        if person.email:
            found.append(Way(person.email, f"mailto:{person.email}", person.name, doubtful))
    return found


def _address(place: Location, doubtful: bool) -> Way:
    lines = [place.name]
    if place.address:
        spot = place.address
        lines += [spot.address_1, spot.address_2, spot.city, spot.postal_code]
    words = ", ".join(dict.fromkeys(line for line in lines if line))
    doubtful = doubtful or bool(place.doubtful)
    if place.address is None:
        return Way(words, doubtful=doubtful)
    to = quote_plus(place.address.postal_code)
    return Way(
        words, f"{MAP}/search?query={to}", doubtful=doubtful, directions=f"{MAP}/directions?from=&to={to}"
    )


def _ages(record: Record) -> str:
    low, high = record.minimum_age, record.maximum_age
    if low is None and high is None:
        return ""
    if high is None:
        return f"{_years(low or 0)} and over"
    return f"Up to {_years(high)}" if not low else f"{_years(low)} to {_years(high)}"


def _years(age: float) -> str:
    if age < 2 and age != int(age):
        return f"{round(age * 12)} months"
    return f"{age:g} year" + ("" if age == 1 else "s")


def _costs(record: Record) -> list[Way]:
    whole = _doubtful(record, "cost_options")
    return [
        Way(
            c.option if c.amount is None else f"{c.option}: £{c.amount:,.2f}",
            doubtful=whole or bool(c.doubtful),
        )
        for c in record.cost_options
    ]


def guidance_parts(sections: list[Section]) -> list[Part]:
    """The sections of a record under the addresses that its page gives them."""
    parts: list[Part] = []
    for number, section in enumerate(sections, start=1):
        name = anchor(section.heading)
        taken = any(part.anchor == name for part in parts)
        parts.append(Part(f"{name}-{number}" if taken else name, section.heading, section.text))
    return parts


def anchor(heading: str) -> str:
    """``how-soon-must-an-eha-be-reviewed``: a stable address for a section."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "section"


def _doubts(record: Record) -> list[tuple[str, str]]:
    """What an editor must confirm, and why."""
    found = [(FIELD_NAMES.get(name, "Details"), why) for name, why in record.doubts.items()]
    found += [("Telephone number", p.doubtful) for p in record.phones if p.doubtful]
    found += [("Website", u.doubtful) for u in record.urls if u.doubtful]
    found += [("Address", place.doubtful) for place in record.locations if place.doubtful]
    found += [("Contact person", c.doubtful) for c in record.contacts if c.doubtful]
    found += [("Cost", c.doubtful) for c in record.cost_options if c.doubtful]
    return found
