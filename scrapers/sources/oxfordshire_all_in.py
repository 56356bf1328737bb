"""Oxfordshire All In: one page of text boxes, where a heading's text is in the box after it."""

from __future__ import annotations

from itertools import pairwise

from bs4 import Tag

from directory_data.vocabulary import Kind
from scrapers.markup import absolute, main_part, markdown, soup_of, stated, words
from scrapers.page import Page
from scrapers.source import Entry, Parsed, Source, parsed
from scrapers.terms import districts_in

SOURCE = Source(
    key="oxfordshire-all-in",
    title="Oxfordshire All In",
    publisher="Oxfordshire All In",
    kind=Kind.FOOD,
    start=("https://www.oxfordshireallin.org",),
    rhythm_days=30,
)


def parse(page: Page) -> Parsed:
    boxes = main_part(page, "main#PAGES_CONTAINER").select('[data-testid="richTextElement"]')
    entry = Entry("Oxfordshire All In", page.final_url)
    entry.need("summary", _parse_summary(boxes))
    entry.need("description", _parse_description(boxes))
    entry.need("application_process", _parse_application_process(boxes))
    entry.need("places", _parse_places(boxes))
    entry.need("urls", _parse_urls(page))
    return parsed(entry)


def _box_after(boxes: list[Tag], title: str) -> Tag | None:
    """The box that follows the one with this heading."""
    for before, box in pairwise(boxes):
        if before.find(["h1", "h2"]) and words(before) == title:
            return box
    return None


def _parse_summary(boxes: list[Tag]) -> str | None:
    return stated(_box_after(boxes, "Oxfordshire All In"))


def _parse_description(boxes: list[Tag]) -> str | None:
    box = _box_after(boxes, "What we do")
    return markdown([box]) if box else None


def _parse_application_process(boxes: list[Tag]) -> str | None:
    box = _box_after(boxes, "How to get help")
    return markdown([box]) if box else None


def _parse_places(boxes: list[Tag]) -> list[str] | None:
    return districts_in(words(_box_after(boxes, "Where we work")))


def _parse_urls(page: Page) -> list[dict[str, str]] | None:
    url = absolute(page, soup_of(page).select_one('link[rel="canonical"]'))
    return [{"url": url}] if url else None
