"""The Family Information Service directory: a page of categories, lists in pages, a page for each service."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import Tag

from directory_data.vocabulary import Kind, Status
from scrapers.contact_details import email_in, location_in, phones_in
from scrapers.errors import ReadProblem
from scrapers.markup import absolute, lines, links_in, main_part, markdown, stated, words
from scrapers.opening_hours import hours_in
from scrapers.page import Page
from scrapers.source import Entry, Missing, Parsed, Source, parsed
from scrapers.terms import accessibility_in, ages_in, costs_in

SOURCE = Source(
    key="family-information",
    title="Family Information Service directory",
    publisher="Oxfordshire County Council",
    kind=Kind.SERVICE,
    start=("https://www.oxfordshire.gov.uk/familyinformation",),
    least_items=5,
)
CATEGORIES = {
    "Childminders": "early-years",
    "Day nurseries": "early-years",
    "Toddler groups": "early-years",
    "Holiday clubs": "community",
    "Youth clubs": "community",
}
"""Its categories and those of this directory; others are left to an editor."""

LABELS = {"Category", "Opening times", "Ages", "Access"}
"""Labels in a service's table that are read on their own; a service may lack any but the opening times."""


def parse(page: Page) -> Parsed:
    content = main_part(page, "#content")
    service = content.select_one(".service[data-service]")
    if service is not None:
        return parsed(_service(service, page))
    if content.select_one(".results, .count"):
        return _list(content, page)
    if content.select_one(".browse .categories"):
        return parsed(_about(content, page), next_urls=_links(content, "a.category", page))
    raise ReadProblem(
        f"{page.final_url} is neither the start page, a list nor a service: none was found on it."
    )


def _list(content: Tag, page: Page) -> Parsed:
    """The services of a list and its next page; a list that counts services and links to none has changed."""
    services = _links(content, ".results .result h3 a", page)
    following = _links(content, '.pager a[rel="next"]', page)
    counted = words(content.select_one(".count"))
    empty = not services and not counted.startswith(("0 ", "No "))
    gaps = (Missing(words(content.h1) or SOURCE.title, "services", page.final_url),) if empty else ()
    return Parsed(next_urls=services + following, missing=gaps)


def _links(content: Tag, selector: str, page: Page) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(url) for url in links_in(page, content.select(selector))))


def _plain(url: str) -> str:
    """The address that a page has on every visit: session and origin are left out."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name in {"category", "page"}]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _about(content: Tag, page: Page) -> Entry:
    """The service that keeps the directory."""
    entry = Entry("Family Information Service", page.final_url)
    contact = content.select(".contact-fis")
    entry.need("description", markdown(content.select(".about-fis")))
    entry.need("phones", phones_in(*contact))
    entry.need("email", email_in(*contact))
    return entry


def _service(service: Tag, page: Page) -> Entry:
    facts = {words(row.th): row.td for row in service.select("table.facts tr") if row.th and row.td}
    url = _plain(page.final_url)
    entry = Entry(_parse_name(service, url), url, own_id=service["data-service"])
    entry.need("summary", _parse_summary(service))
    entry.need("description", _parse_description(service))
    entry.need("status", _parse_status(service))
    entry.need_all(("schedules", "schedule_note"), _parse_schedules(facts))
    entry.offer("minimum_age", _parse_minimum_age(facts))
    entry.offer("maximum_age", _parse_maximum_age(facts))
    entry.offer("accessibility", _parse_accessibility(facts))
    entry.offer("categories", _parse_categories(facts))
    labelled = {
        "Telephone": ("phones", _parse_phones(facts)),
        "Email": ("email", _parse_email(facts)),
        "Website": ("urls", _parse_urls(facts, page)),
        "Contact name": ("contacts", _parse_contacts(facts)),
        "Address": ("locations", _parse_locations(facts)),
        "Cost": ("cost_options", _parse_cost_options(facts)),
        "Who can use it": ("eligibility_description", _parse_eligibility_description(facts)),
        "How to join": ("application_process", _parse_application_process(facts)),
        "Languages": ("languages", _parse_languages(facts)),
    }
    for label, (field_name, value) in labelled.items():
        if label in facts:
            entry.need(field_name, value)
    entry.unknown_labels(set(facts) - set(labelled) - LABELS)
    return entry


def _parse_name(service: Tag, url: str) -> str:
    name = stated(service.select_one("h1.service-name"))
    if name is None:
        raise ReadProblem(f"The name of the service was not found on {url}.")
    return name


def _parse_summary(service: Tag) -> str | None:
    return stated(service.select_one("p.summary"))


def _parse_description(service: Tag) -> str | None:
    about = service.select_one("#about")
    return (
        markdown([part for part in about.find_all(True, recursive=False) if part.name != "h2"])
        if about
        else None
    )


def _parse_status(service: Tag) -> str | None:
    """A listed service runs unless a banner says otherwise; a banner with other words is not understood."""
    banner = words(service.select_one(".banner")).lower()
    if not banner:
        return Status.ACTIVE.value
    return Status.TEMPORARILY_CLOSED.value if "temporarily closed" in banner else None


def _parse_schedules(facts: dict[str, Tag]) -> dict[str, Any] | None:
    return hours_in(words(facts["Opening times"])) if "Opening times" in facts else None


def _parse_phones(facts: dict[str, Tag]) -> list[dict[str, str]] | None:
    return phones_in(facts["Telephone"]) if "Telephone" in facts else None


def _parse_email(facts: dict[str, Tag]) -> str | None:
    return email_in(facts["Email"]) if "Email" in facts else None


def _parse_urls(facts: dict[str, Tag], page: Page) -> list[dict[str, str]] | None:
    url = absolute(page, facts["Website"].find("a")) if "Website" in facts else None
    return [{"url": url}] if url else None


def _parse_contacts(facts: dict[str, Tag]) -> list[dict[str, str]] | None:
    name = stated(facts.get("Contact name"))
    return [{"name": name}] if name else None


def _parse_locations(facts: dict[str, Tag]) -> list[dict[str, Any]] | None:
    location = location_in(lines(facts["Address"])) if "Address" in facts else None
    return [location] if location else None


def _parse_minimum_age(facts: dict[str, Tag]) -> float | None:
    return ages_in(words(facts.get("Ages")))[0]


def _parse_maximum_age(facts: dict[str, Tag]) -> float | None:
    return ages_in(words(facts.get("Ages")))[1]


def _parse_cost_options(facts: dict[str, Tag]) -> list[dict[str, Any]] | None:
    return costs_in(words(facts.get("Cost")))


def _parse_eligibility_description(facts: dict[str, Tag]) -> str | None:
    return stated(facts.get("Who can use it"))


def _parse_application_process(facts: dict[str, Tag]) -> str | None:
    return stated(facts.get("How to join"))


def _parse_accessibility(facts: dict[str, Tag]) -> list[str] | None:
    return accessibility_in(words(facts.get("Access")))


def _parse_languages(facts: dict[str, Tag]) -> list[str] | None:
    named = [name.strip() for name in words(facts.get("Languages")).split(",")]
    return [name for name in named if name] or None


def _parse_categories(facts: dict[str, Tag]) -> list[str] | None:
    category = CATEGORIES.get(words(facts.get("Category")))
    return [category] if category else None
