"""The safeguarding board's early-help page: an accordion of questions, then one box for each LCSS team."""

from __future__ import annotations

from typing import Any

from bs4 import Tag

from directory_data.vocabulary import Kind
from scrapers.contact_details import email_in, location_in, phones_in
from scrapers.markup import lines, main_part, markdown, stated, words
from scrapers.opening_hours import schedules_in
from scrapers.page import Page
from scrapers.source import Entry, Missing, Parsed, Source, parsed
from scrapers.terms import areas_in

SOURCE = Source(
    key="safeguarding-board",
    title="Early help, the safeguarding board's page",
    publisher="Oxfordshire Safeguarding Children Board",
    kind=Kind.CONTACT,
    start=("http://www.oscb.org.uk/professionals/early-help-locality-community-support-service/",),
    least_items=5,
    note="The address was printed in 2018. If it no longer answers, look up the new one and enter it.",
)
LCSS = "Locality and Community Support Service (LCSS)"
MASH = "Multi-Agency Safeguarding Hub (MASH)"


def parse(page: Page) -> Parsed:
    body = main_part(page, '[data-elementor-type="wp-page"]')
    teams = [
        _team(box, body, page.final_url)
        for box in body.select(".elementor-icon-box-content")
        if _parse_name(box)
    ]
    gaps = () if teams else (Missing(SOURCE.title, "teams", page.final_url),)
    return parsed(_lcss(body, page.final_url), *teams, _mash(body, page.final_url), missing=gaps)


def _lcss(body: Tag, url: str) -> Entry:
    entry = Entry(LCSS, url)
    entry.need("description", _parse_description(body))
    entry.need("application_process", _parse_application_process(body))
    entry.need("schedules", _parse_schedules(body))
    return entry


def _team(box: Tag, body: Tag, url: str) -> Entry:
    entry = Entry(_parse_name(box) or "", url)
    entry.need("phones", phones_in(box))
    entry.need("email", email_in(box))
    entry.need("locations", _parse_locations(box))
    entry.need("schedules", _parse_schedules(body))
    entry.offer("areas", areas_in(entry.name))
    return entry


def _mash(body: Tag, url: str) -> Entry:
    entry = Entry(MASH, url)
    answer = _answer(body, "immediate concerns")
    entry.need("phones", phones_in(answer) if answer else None)
    return entry


def _answer(body: Tag, question: str) -> Tag | None:
    """What an accordion opens under the question that starts like this."""
    for item in body.select(".elementor-accordion-item"):
        if words(item.select_one(".elementor-accordion-title")).lower().startswith(question):
            return item.select_one(".elementor-tab-content")
    return None


def _parse_name(box: Tag) -> str | None:
    name = stated(box.select_one(".elementor-icon-box-title"))
    return name if name and name.startswith("LCSS ") else None


def _parse_description(body: Tag) -> str | None:
    text = body.select_one(".elementor-widget-text-editor .elementor-widget-container")
    return markdown([text]) if text else None


def _parse_application_process(body: Tag) -> str | None:
    answer = _answer(body, "parents")
    return markdown([answer]) if answer else None


def _parse_schedules(body: Tag) -> list[dict[str, Any]] | None:
    return schedules_in(words(_answer(body, "lcss opening hours")))


def _parse_locations(box: Tag) -> list[dict[str, Any]] | None:
    text = box.select_one(".elementor-icon-box-description")
    before_phone = lines(text) if text else []
    stop = next((n for n, line in enumerate(before_phone) if line.startswith("Tel:")), len(before_phone))
    location = location_in(before_phone[:stop])
    return [location] if location else None
