"""The record that an entry of a list becomes, with where its facts come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec

from directory_data.imports.entries import Entry
from directory_data.link_workers import LIST, TEAM_KEYS
from directory_data.models import Address, Contact, Location, Phone, Provenance, Record
from directory_data.vocabulary import Audience, Kind, Status


@dataclass(frozen=True)
class Origin:
    """Which list this is and who brings it in."""

    file: str
    sha256: str
    dated: dt.date
    author: str
    why: str


def record_of(entry: Entry, origin: Origin, base: Record | None, key: str) -> Record:
    """The record of an entry; what an editor added to ``base`` beside the list's facts stays."""
    who = f"{entry.worker} is the" if entry.worker else "The"
    where = f" in {entry.place}" if entry.place else ""
    came = Provenance(
        source=LIST,
        known=origin.dated,
        by=origin.author,
        reason=f"{origin.file}, SHA-256 {origin.sha256}",
    )
    facts: dict[str, object] = {
        "kind": Kind.LINK_WORKER,
        "name": f"LCSS link worker for {entry.organisation}",
        "summary": f"{who} LCSS link worker for {entry.organisation}{where} (LCSS {entry.area.value}).",
        "source": LIST,
        "organization": "oxfordshire-county-council",
        "alternate_names": list(dict.fromkeys([entry.organisation, *(base.alternate_names if base else [])])),
        "contacts": [Contact(name=entry.worker, title="LCSS link worker")] if entry.worker else [],
        "phones": [Phone(number=entry.phone)] if entry.phone else [],
        "email": entry.email or None,
        "areas": [entry.area],
        "places": [entry.place] if entry.place else [],
        "locations": _locations(entry),
        "known": origin.dated,
        "status": Status.ACTIVE,
        "provenance": {"contacts": came},
    }
    if base:
        return msgspec.structs.replace(base, **facts)
    defaults: dict[str, object] = {
        "audiences": [Audience.PRACTITIONER],
        "categories": ["lcss", "early-help"],
        "related": [TEAM_KEYS[entry.area], "guidance-link-workers"],
    }
    return Record(key=key, **facts, **defaults)  # type: ignore[arg-type]


def _locations(entry: Entry) -> list[Location]:
    if not entry.postcode or not entry.place:
        return []  # an address without its town cannot be given out as open data
    street = entry.address or entry.organisation
    city = entry.place.partition(" (")[0]
    return [
        Location(
            name=entry.organisation,
            address=Address(address_1=street, city=city, postal_code=entry.postcode),
        )
    ]
