"""The council's page on LCSS and community co-ordinators: running text, each team a paragraph of lines."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from directory_data.vocabulary import Kind
from scrapers.contact_details import location_in, phones_in
from scrapers.markup import heading, lines, main_part, markdown, stated, under, words
from scrapers.opening_hours import schedules_in
from scrapers.page import Page
from scrapers.source import Entry, Missing, Parsed, Source, parsed
from scrapers.terms import areas_in

SOURCE = Source(
    key="council-lcss",
    title="LCSS and community co-ordinators, the council's page",
    publisher="Oxfordshire County Council",
    kind=Kind.CONTACT,
    start=(),
    least_items=5,
    note="No document gives the address of this page. Look it up and enter it before the first run.",
)
LCSS = "Locality and Community Support Service (LCSS)"
COORDINATORS = "Community Co-ordinators"


def parse(page: Page) -> Parsed:
    body = main_part(page, "article .field--name-body")
    contacts = under(heading(body, "^No Names"))
    teams = [_team(part, contacts, page.final_url) for part in contacts if _parse_name(part)]
    gaps = () if teams else (Missing(SOURCE.title, "teams", page.final_url),)
    return parsed(
        _lcss(body, contacts, page.final_url), *teams, _coordinators(body, page.final_url), missing=gaps
    )


def _lcss(body: Tag, contacts: list[Tag], url: str) -> Entry:
    entry = Entry(LCSS, url)
    entry.need("description", _parse_description(body, "^The role of the LCSS"))
    entry.need("eligibility_description", _parse_eligibility_description(contacts))
    entry.need("schedules", _parse_schedules(contacts))
    return entry


def _team(part: Tag, contacts: list[Tag], url: str) -> Entry:
    entry = Entry(_parse_name(part) or "", url)
    entry.need("phones", phones_in(part))
    entry.need("locations", _parse_locations(part))
    entry.need("schedules", _parse_schedules(contacts))
    entry.offer("areas", areas_in(entry.name))
    return entry


def _coordinators(body: Tag, url: str) -> Entry:
    entry = Entry(COORDINATORS, url)
    entry.need("description", _parse_description(body, "^Community co-ordinators"))
    return entry


def _parse_name(part: Tag) -> str | None:
    """The bold first line of a team's paragraph."""
    name = stated(part.find("strong")) if part.name == "p" else None
    return name if name and name.startswith("LCSS ") and len(lines(part)) > 1 else None


def _parse_locations(part: Tag) -> list[dict[str, Any]] | None:
    address = [line for line in lines(part)[1:] if not line.startswith("Tel:")]
    location = location_in(address)
    return [location] if location else None


def _parse_schedules(contacts: list[Tag]) -> list[dict[str, Any]] | None:
    said = (words(part) for part in contacts if "during the following times" in words(part))
    return schedules_in(next(said, ""))


def _parse_eligibility_description(contacts: list[Tag]) -> str | None:
    return stated(next((part for part in contacts if "contact numbers" in words(part)), None))


def _parse_description(body: Tag, title: str) -> str | None:
    return markdown(under(heading(body, title)))
