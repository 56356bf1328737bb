"""The directory as files: one table for a spreadsheet, and everything as Open Referral tables in a zip.

Doubtful values are left out or marked as in the open data (``openreferral``), which both are made from.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, TextIO

from directory_data import listing, openreferral, seed_files, sources
from directory_data.models import Organization, Record
from directory_data.openreferral_parts import Json, phones_of, schedules_of, service_areas_of
from directory_data.taxonomies import taxonomies, terms
from directory_data.vocabulary import CATEGORIES

COLUMNS = """
    id kind name summary organisation area phone email website address postcode hours cost who_for how_to_ask
    minimum_age maximum_age audience needs languages accessibility status checking source known confirmed page
    """.split()
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the start of a formula."""

TABLES = {
    "services": "services",
    "organizations": "organizations",
    "phones": "phones",
    "additional_urls": "urls",
    "schedules": "schedules",
    "service_areas": "service_areas",
    "service_at_locations": "service_at_locations",
    "location": "locations",
    "addresses": "addresses",
    "accessibility": "accessibility",
    "languages": "languages",
    "cost_options": "cost_options",
    "contacts": "contacts",
    "attributes": "attributes",
    "taxonomies": "taxonomies",
    "taxonomy_terms": "taxonomy_terms",
}
"""The table that a noun's values go to, by the name under which services have them."""
KEYS = {f"{name}_id": table for name, table in {
    "service": "services", "organization": "organizations", "location": "locations", "contact": "contacts",
    "taxonomy": "taxonomies", "taxonomy_term": "taxonomy_terms",
}.items()}  # fmt: skip
"""Columns that hold the id of a row in another table."""
NUMBERS = frozenset({"latitude", "longitude", "minimum_age", "maximum_age", "amount"})
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same directory gives the same bytes

_Rows = dict[str, Json]


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def write_csv(file: TextIO, records: Iterable[Record], organizations: Mapping[str, Organization]) -> None:
    """One row for each service, by name; ``file`` is opened with ``newline=""``."""
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for record in _services(records):
        row = _row(record, openreferral.runner_of(record, organizations))
        writer.writerow({column: guarded(value) for column, value in row.items()})


def write_zip(
    file: IO[bytes],
    records: Iterable[Record],
    organizations: Mapping[str, Organization],
    edited: Mapping[str, dt.datetime],
) -> None:
    """Open Referral tables as CSV, the guidance as JSON, and a ``datapackage.json`` that describes them.

    ``edited`` says when records were last edited (UTC), by id, those that were.
    """
    known = list(records)
    tables = _tables(known, organizations, edited)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", _pretty(_package(tables)))
        for name, rows in tables.items():
            _add(archive, f"{name}.csv", _table(rows))
        guidance = [_guidance(record) for record in known if not openreferral.is_service(record)]
        _add(archive, "guidance.json", _pretty(sorted(guidance, key=lambda one: str(one["id"]))))


def _services(records: Iterable[Record]) -> list[Record]:
    return sorted(filter(openreferral.is_service, records), key=lambda one: (one.name.lower(), one.id))


def _row(record: Record, runner: Organization) -> Json:
    full = openreferral.full_service(record, runner)
    spot = next((place.address for place in record.locations if place.address), None)
    return {
        "id": record.id,
        "kind": record.kind.value,
        "name": record.name,
        "summary": record.summary,
        "organisation": runner.name if runner is not openreferral.UNNAMED else "",
        "area": _joined(area["name"] for area in service_areas_of(record)),
        "phone": _joined(phone["number"] for phone in phones_of(record)),
        "email": full.get("email", ""),
        "website": full.get("url", ""),
        "address": ", ".join(p for p in (spot.address_1, spot.address_2, spot.city) if p) if spot else "",
        "postcode": spot.postal_code if spot else "",
        "hours": _joined(dict.fromkeys(schedule["description"] for schedule in schedules_of(record))),
        "cost": _joined(cost["option"] for cost in full.get("cost_options", [])),
        "who_for": record.eligibility_description,
        "how_to_ask": record.application_process,
        "minimum_age": full.get("minimum_age", ""),
        "maximum_age": full.get("maximum_age", ""),
        "audience": _joined(audience.value for audience in record.audiences),
        "needs": _joined(CATEGORIES.get(key, key) for key in record.categories),
        "languages": _joined(language["name"] for language in full.get("languages", [])),
        "accessibility": _joined([] if "accessibility" in record.doubts else record.accessibility),
        "status": record.status.value,
        "checking": record.checking.value,
        "source": sources.find(record.source).title,
        "known": listing.checked(record),
        "confirmed": full.get("assured_date", ""),
        "page": record.page,
    }


def _joined(values: Iterable[Any]) -> str:
    return "; ".join(map(str, values))


def _tables(
    records: list[Record], organizations: Mapping[str, Organization], edited: Mapping[str, dt.datetime]
) -> dict[str, _Rows]:
    """Rows by id for each table that has any, in the order of ``TABLES``."""
    tables: dict[str, _Rows] = {name: {} for name in TABLES.values()}
    for record in _services(records):
        runner = openreferral.runner_of(record, organizations)
        _collect(tables, "organizations", openreferral.organization(runner))
        _collect(tables, "services", openreferral.full_service(record, runner, edited=edited.get(record.id)))
    for taxonomy in taxonomies().values():
        _collect(tables, "taxonomies", taxonomy.as_open_referral())
    for term in terms().values():
        _collect(tables, "taxonomy_terms", term.as_open_referral())
    return {name: rows for name, rows in tables.items() if rows}


def _collect(tables: dict[str, _Rows], noun: str, value: Json) -> None:
    """Put a value's own fields into its table and the values inside it into theirs."""
    tables[TABLES[noun]][value["id"]] = {
        name: item for name, item in value.items() if not isinstance(item, (list, dict))
    }
    for name, item in value.items():
        if isinstance(item, list):
            for one in item:
                _collect(tables, name, one)
        elif name == "location":
            _collect(tables, name, item)


def _columns(rows: _Rows) -> list[str]:
    return list(dict.fromkeys(name for row in rows.values() for name in row))


def _table(rows: _Rows) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _columns(rows))
    writer.writeheader()
    writer.writerows({name: guarded(item) for name, item in row.items()} for row in rows.values())
    return text.getvalue()


def _guidance(record: Record) -> Json:
    """Guidance is text of this site about services, so it has no table in Open Referral."""
    return {
        "id": record.id,
        "kind": record.kind.value,
        "name": record.name,
        "summary": record.summary,
        "description": record.description,
        "sections": [{"heading": section.heading, "text": section.text} for section in record.sections],
        "needs": record.categories,
        "audience": [audience.value for audience in record.audiences],
        "checking": record.checking.value,
        "unconfirmed": record.doubts,
        "source": sources.find(record.source).title,
        "known": listing.checked(record),
        "page": record.page,
    }


def _package(tables: Mapping[str, _Rows]) -> Json:
    return {
        "profile": "data-package",
        "name": "signpost",
        "title": "Signpost: family services in Oxfordshire",
        "description": "Tables in the nouns of Open Referral UK 3.0 (HSDS-UK-3.0). Times are local "
        "(Europe/London). A cell that begins with ' is guarded against being read as a formula.",
        "resources": [
            *({"name": name, **_resource(name, rows, tables)} for name, rows in tables.items()),
            {"name": "guidance", "path": "guidance.json", "format": "json", "encoding": "utf-8"},
        ],
        "sources": list(_sources()),
    }


def _resource(name: str, rows: _Rows, tables: Mapping[str, _Rows]) -> Json:
    columns = _columns(rows)
    return {
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": c, "type": "number" if c in NUMBERS else "string"} for c in columns],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": column, "reference": {"resource": KEYS[column], "fields": "id"}}
                for column in columns
                if KEYS.get(column) in tables
            ],
        },
    }


def _sources() -> Iterator[Json]:
    for source in seed_files.sources().values():
        yield {"title": f"{source.title}, {source.publisher}", **({"path": source.url} if source.url else {})}


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    part = zipfile.ZipInfo(name, FIXED_TIME)
    part.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(part, text.encode("utf-8"))
