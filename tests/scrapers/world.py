"""The saved pages as sites that can be edited, and a directory that has read them once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from directory_data.decisions import Decisions
from directory_data.editing import Editing
from directory_data.people import Person, Role
from directory_data.proposals import Proposals
from directory_data.settings import Settings
from directory_data.store import Store
from scrapers.page import Page
from scrapers.run import Report, run
from scrapers.source import Parsed, Scraper
from scrapers.sources import all_scrapers
from tests.scrapers.saved import PAGES

EDITOR, PUBLISHER = Person("editor", Role.EDITOR), Person("publisher", Role.PUBLISHER)
Bodies = Mapping[str, str]
"""Name of a saved page to its text."""


def bodies() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")}


def page_of(source: str, url: str) -> str:
    """The name of the saved page that an address of a source shows."""
    if source != "family-information" or url.endswith("familyinformation"):
        return source
    if "/service/" in url:
        return f"family-information-service-{url.rpartition('/')[2]}"
    number = 3 if "holiday-clubs" in url else 2 if "page=2" in url else 1
    return f"family-information-list-{number}"


def fetching(source: str, pages: Bodies) -> Callable[[str], Page]:
    return lambda url: Page.of(url, pages[page_of(source, url)].encode())


def scraper_of(source: str) -> Scraper:
    """A scraper whose source has an address."""
    found = all_scrapers()[source]
    start = found.source.start or (f"https://{source}.example/",)
    return replace(found, source=replace(found.source, start=start))


def directory_in(folder: Path) -> Editing:
    """An empty directory."""
    settings = Settings(data=folder)
    store = Store(settings.store_url)
    store.migrate()
    return Editing(settings, store)


def _remembering(scraper: Scraper) -> Scraper:
    """The scraper, but quick with pages it has read: an edit is on one page of ten."""
    pages = _read_before.setdefault(scraper.source.key, {})

    def parse(page: Page) -> Parsed:
        place = (page.url, page.sha256)
        if place not in pages:
            pages[place] = scraper.parse(page)
        return pages[place]

    return replace(scraper, parse=parse)


_read_before: dict[str, dict[tuple[str, str], Parsed]] = {}


def read(source: str, editing: Editing, pages: Bodies | None = None) -> Report:
    """One run over the pages of a source."""
    return run(_remembering(scraper_of(source)), fetching(source, pages or bodies()), editing)


def accept_everything(editing: Editing) -> None:
    decisions, proposals = Decisions(editing), Proposals(editing.store)
    for outcome in decisions.accept_all(PUBLISHER, [one.id for one in proposals.open()]):
        assert not outcome.refused, outcome


def proposed(editing: Editing) -> dict[tuple[str, str], Any]:
    """Every open field in brief, by entry and field; an asked one as ``?``."""
    return {
        (one.item, change.field): "?" if change.question else brief(change.field, change.after)
        for one in Proposals(editing.store).open()
        for change in one.open_fields
    }


def brief(field: str, value: Any) -> Any:
    """A value as a line of the tests says it."""
    if not isinstance(value, list):
        return value
    return ", ".join(_brief(field, part) for part in value)


def _brief(field: str, part: Any) -> str:
    if field == "locations":
        spot = part.get("address")
        return f"{spot['address_1']} {spot['postal_code']}" if spot else str(part)
    forms = {
        "phones": "{number}",
        "urls": "{url}",
        "contacts": "{name}",
        "cost_options": "{option}",
    }
    if field == "schedules":
        return f"{' '.join(part['byday'])} {part['opens_at']}-{part['closes_at']}"
    return forms[field].format(**part) if field in forms else str(part)
