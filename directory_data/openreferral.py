"""Records and organisations as the nouns of Open Referral UK 3.0 (HSDS-UK-3.0): plain JSON values.

Services are the records that somebody runs and people can turn to: services, food, money, link workers,
teams to ring, and resources of a named organisation or with a way to contact them. Guidance and the
glossary are text of this directory about those services. Nobody delivers them, so in Open Referral's sense
they are no services, and other directories would show them as ones that cannot be rung or visited.

What is not known is left out. What is doubtful is left out where a program would act on it (telephone
number, email, website, age, cost, named contact, area) and marked in words where there is a place for
words; either way an attribute with ``link_type`` ``unconfirmed`` says what and why. Fields that the UK
profile lacks are named as in HSDS 3.1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from directory_data import listing, sources
from directory_data.models import Location, Organization, Record
from directory_data.openreferral_parts import (
    Json,
    contacts_of,
    cost_options_of,
    doubts_of,
    filled,
    id_of,
    languages_of,
    location,
    phones_of,
    schedules_of,
    service_areas_of,
    urls_of,
)
from directory_data.taxonomies import terms_of
from directory_data.vocabulary import Kind

IN_WORDS = frozenset("name summary description eligibility_description application_process status".split())
"""Fields whose doubts stand in the description, because their value is published as it is."""

UNNAMED = Organization(
    key="not-named",
    name="Organisation not named",
    description="Stands for the organisation of services whose source names none, or more than one.",
)


def is_service(record: Record) -> bool:
    """Whether a record is a service in Open Referral's sense."""
    if record.kind is Kind.RESOURCE:
        ways = (record.phones, record.email, record.urls, record.contacts, record.locations)
        return bool(record.organization) or any(ways)
    return record.kind is not Kind.GUIDANCE


def runner_of(record: Record, organizations: Mapping[str, Organization]) -> Organization:
    """The organisation that runs a service; ``UNNAMED`` when its record has none."""
    return organizations.get(record.organization or "", UNNAMED)


def organization(runner: Organization) -> Json:
    return filled(
        id=runner.id,
        name=runner.name,
        description=runner.description,
        email=runner.email,
        website=runner.url,
    )


def service(
    record: Record, runner: Organization, *, inside: bool = False, edited: dt.datetime | None = None
) -> Json:
    """The one-to-one fields of a service, with its organisation unless it stands inside that."""
    urls = urls_of(record)
    return filled(
        id=record.id,
        organization_id=runner.id,
        name=record.name,
        alternate_name="; ".join(_sure(record, "alternate_names") or []),
        description=_description(record),
        url=urls[0].url if urls else None,
        email=_sure(record, "email"),
        status=record.status.value,
        application_process=record.application_process,
        eligibility_description=record.eligibility_description,
        minimum_age=_years(_sure(record, "minimum_age")),
        maximum_age=_years(_sure(record, "maximum_age")),
        assured_date=record.assured_date.isoformat() if record.assured_date else None,
        last_modified=_moment(record, edited),
        organization=None if inside else organization(runner),
    )


def full_service(
    record: Record, runner: Organization, *, inside: bool = False, edited: dt.datetime | None = None
) -> Json:
    """A service with everything that belongs to it."""
    return service(record, runner, inside=inside, edited=edited) | filled(
        phones=phones_of(record),
        additional_urls=[
            filled(id=id_of(record, "url", url.url), service_id=record.id, label=url.label, url=url.url)
            for url in urls_of(record)[1:]
        ],
        schedules=schedules_of(record),
        service_areas=service_areas_of(record),
        service_at_locations=[service_at_location(record, place) for place in record.locations],
        languages=languages_of(record),
        cost_options=cost_options_of(record),
        contacts=contacts_of(record),
        attributes=_attributes(record),
    )


def service_at_location(record: Record, place: Location, *, full: bool = True) -> Json:
    """The link of a service and a place where people find it."""
    there = location(record, place, full=full)
    return {
        "id": service_at_location_id(record, place),
        "service_id": record.id,
        "location_id": there["id"],
        "location": there,
    }


def service_at_location_id(record: Record, place: Location) -> str:
    return id_of(record, "service_at_location", place)


def modified(record: Record, edited: dt.datetime | None = None) -> dt.datetime:
    """When a service last changed: the date its facts were known, or an edit made after it."""
    known = dt.datetime.fromisoformat(listing.checked(record)).replace(tzinfo=dt.timezone.utc)
    return max(known, edited) if edited else known


def minimal_service(record: Record, edited: dt.datetime | None = None) -> Json:
    """Id and date only; ``modified_date`` is what the profile's OpenAPI file calls ``last_modified``."""
    moment = _moment(record, edited)
    return {"id": record.id, "last_modified": moment, "modified_date": moment}


def _description(record: Record) -> str:
    """Summary and full text, then what is doubtful in them."""
    sections = [f"## {section.heading}\n\n{section.text}" for section in record.sections]
    doubts = [reason for field, reason in doubts_of(record) if field in IN_WORDS]
    unconfirmed = f"Not confirmed: {' '.join(doubts)}" if doubts else ""
    parts = [record.summary, record.description, *sections, unconfirmed]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _moment(record: Record, edited: dt.datetime | None) -> str:
    return modified(record, edited).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _attributes(record: Record) -> list[Json]:
    """The taxonomy terms of a service, its source, and what is unconfirmed in it."""
    terms = [
        {
            "id": id_of(record, "attribute", term.id),
            "link_id": record.id,
            "link_type": term.taxonomy.key,
            "taxonomy_term_id": term.id,
            "taxonomy_term": term.as_open_referral(),
        }
        for term in terms_of(record)
    ]
    source = sources.find(record.source)
    said = f"{source.title}, {source.publisher}, {listing.checked(record)}"
    notes = [("source", "source", said)]
    notes += [("unconfirmed", field, reason) for field, reason in doubts_of(record)]
    return terms + [
        {
            "id": id_of(record, "attribute", link_type, label, value),
            "link_id": record.id,
            "link_type": link_type,
            "label": label,
            "value": value,
        }
        for link_type, label, value in notes
    ]


def _sure(record: Record, field: str) -> Any:
    """The value of a field that nobody doubts."""
    return None if field in record.doubts else getattr(record, field)


def _years(age: float | None) -> float | None:
    return int(age) if age is not None and age == int(age) else age
