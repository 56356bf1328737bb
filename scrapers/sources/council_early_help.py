"""The council's page on early help and LCSS: a table of teams, opening hours below it, MASH further down."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from directory_data.vocabulary import Kind
from scrapers.contact_details import phones_in
from scrapers.markup import heading, main_part, markdown, stated, under, words
from scrapers.opening_hours import schedules_in
from scrapers.page import Page
from scrapers.source import Entry, Missing, Parsed, Source, parsed
from scrapers.terms import areas_in

SOURCE = Source(
    key="council-early-help",
    title="Early Help and the LCSS, the council's page",
    publisher="Oxfordshire County Council",
    kind=Kind.CONTACT,
    start=(),
    least_items=5,
    note="No document gives the address of this page. Look it up and enter it before the first run.",
)
LCSS = "Locality and Community Support Service (LCSS)"
MASH = "Multi-Agency Safeguarding Hub (MASH)"


def parse(page: Page) -> Parsed:
    body = main_part(page, "main .occ-editor")
    rows = body.select("table.occ-contacts tbody tr")
    teams = [_team(row, body, page.final_url) for row in rows if words(row.th)]
    gaps = () if teams else (Missing(SOURCE.title, "teams", page.final_url),)
    return parsed(_lcss(body, page.final_url), *teams, _mash(body, page.final_url), missing=gaps)


def _lcss(body: Tag, url: str) -> Entry:
    entry = Entry(LCSS, url)
    entry.need("description", _parse_description(body, "^The role of the LCSS"))
    entry.need("eligibility_description", _parse_eligibility_description(body))
    entry.need("application_process", _parse_application_process(body))
    entry.need("schedules", _parse_schedules(body))
    return entry


def _team(row: Tag, body: Tag, url: str) -> Entry:
    entry = Entry(words(row.th), url)
    entry.need("phones", phones_in(row))
    entry.need("schedules", _parse_schedules(body))
    entry.offer("areas", areas_in(entry.name))
    return entry


def _mash(body: Tag, url: str) -> Entry:
    entry = Entry(MASH, url)
    entry.need("description", _parse_description(body, "^Immediate Concerns"))
    entry.need("phones", _parse_phones(body))
    return entry


def _parse_description(body: Tag, title: str) -> str | None:
    return markdown([part for part in under(heading(body, title)) if not phones_in(part)])


def _parse_eligibility_description(body: Tag) -> str | None:
    return stated(next((p for p in under(heading(body, "No Names")) if "contact numbers" in words(p)), None))


def _parse_application_process(body: Tag) -> str | None:
    return markdown(under(heading(body, "^Parents.*when to contact")))


def _parse_schedules(body: Tag) -> list[dict[str, Any]] | None:
    label = next((tag for tag in body.find_all("strong") if words(tag).startswith("Opening Hours")), None)
    return schedules_in(words(label.parent)) if label else None


def _parse_phones(body: Tag) -> list[dict[str, str]] | None:
    return phones_in(*under(heading(body, "^Immediate Concerns")))
