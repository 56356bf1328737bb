"""Citizens Advice in Oxfordshire: a list of offices, each with its details as terms and their values."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from directory_data.vocabulary import Kind
from scrapers.contact_details import email_in, location_in, phones_in
from scrapers.markup import absolute, lines, main_part, stated, words
from scrapers.opening_hours import hours_in
from scrapers.page import Page
from scrapers.source import Entry, Missing, Parsed, Source, parsed
from scrapers.terms import accessibility_in

SOURCE = Source(
    key="citizens-advice",
    title="Citizens Advice in Oxfordshire",
    publisher="Citizens Advice",
    kind=Kind.SERVICE,
    start=(),
    rhythm_days=30,
    note="No document gives an address for Citizens Advice. Look it up and enter it before the first run.",
)

LABELS = {
    "Advice line",
    "Email",
    "Address",
    "Opening hours",
    "What we can help with",
    "Getting in",
    "Website",
}


def parse(page: Page) -> Parsed:
    offices = main_part(page, "ol.office-list").find_all("li", class_="office", recursive=False)
    entries = [_office(office, page) for office in offices if _parse_name(office)]
    gaps = (Missing(SOURCE.title, "name of an office", page.final_url),) * (len(offices) - len(entries))
    return parsed(*entries, missing=gaps)


def _office(office: Tag, page: Page) -> Entry:
    details = _details(office)
    entry = Entry(_parse_name(office) or "", page.final_url, own_id=office.get("id"))
    entry.need("phones", _parse_phones(details))
    if "Email" in details:
        entry.need("email", _parse_email(details))
    entry.need("locations", _parse_locations(details))
    entry.need_all(("schedules", "schedule_note"), _parse_schedules(details))
    entry.need("summary", _parse_summary(details))
    entry.offer("accessibility", _parse_accessibility(details))
    entry.need("urls", _parse_urls(details, page))
    entry.unknown_labels(set(details) - LABELS)
    entry.fields["categories"] = ["money-advice"]
    return entry


def _details(office: Tag) -> dict[str, Tag]:
    """The value of each term."""
    found: dict[str, Tag] = {}
    for term in office.select("dl > dt"):
        value = term.find_next_sibling()
        if value is not None and value.name == "dd":
            found[words(term)] = value
    return found


def _parse_name(office: Tag) -> str | None:
    return stated(office.select_one(".office__name"))


def _parse_phones(details: dict[str, Tag]) -> list[dict[str, str]] | None:
    return phones_in(details["Advice line"]) if "Advice line" in details else None


def _parse_email(details: dict[str, Tag]) -> str | None:
    return email_in(details["Email"]) if "Email" in details else None


def _parse_locations(details: dict[str, Tag]) -> list[dict[str, Any]] | None:
    location = location_in(lines(details["Address"])) if "Address" in details else None
    return [location] if location else None


def _parse_schedules(details: dict[str, Tag]) -> dict[str, Any] | None:
    return hours_in(words(details["Opening hours"])) if "Opening hours" in details else None


def _parse_summary(details: dict[str, Tag]) -> str | None:
    value = details.get("What we can help with")
    topics = [words(topic) for topic in value.select("li")] if value else []
    return ", ".join(topics) or None


def _parse_accessibility(details: dict[str, Tag]) -> list[str] | None:
    return accessibility_in(words(details.get("Getting in")))


def _parse_urls(details: dict[str, Tag], page: Page) -> list[dict[str, str]] | None:
    url = absolute(page, details["Website"].find("a")) if "Website" in details else None
    return [{"url": url}] if url else None
