"""A record as a line in a list: the same words in search results, in the API and in chat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from directory_data import sources
from directory_data.models import Record

COUNTY = "Oxfordshire"


def listing(record: Record) -> dict[str, Any]:
    """The fields that the search and chat contracts give for a record; empty ones are ``None``."""
    return {
        "id": record.id,
        "kind": record.kind.value,
        "name": record.name,
        "summary": record.summary,
        "phone": record.phone,
        "email": record.email,
        "url": record.url,
        "page": record.page,
        "area": area_in_words(record),
    }


def area_in_words(record: Record) -> str:
    """``North``, ``North and South``, a town, or ``Oxfordshire`` for the whole county."""
    if record.places:
        return " and ".join(record.places)
    return " and ".join(area.value for area in record.areas) or COUNTY


def checked(record: Record) -> str:
    """The date the facts were last known, as ``2020-05-01``."""
    known = record.assured_date or record.known or sources.find(record.source).dated
    return known.isoformat()


def sources_of(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Source documents of records, each once, with the date of what was taken from it."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        source = sources.find(record.source)
        found.setdefault(source.key, {"title": source.title, "url": source.url, "checked": checked(record)})
    return list(found.values())
