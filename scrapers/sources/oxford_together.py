"""Oxford Hub's page on Oxford Together: headings with paragraphs and lists below them."""

from __future__ import annotations

from bs4 import Tag

from directory_data.vocabulary import Kind
from scrapers.markup import absolute, heading, main_part, markdown, soup_of, stated, under, words
from scrapers.page import Page
from scrapers.source import Entry, Parsed, Source, parsed
from scrapers.terms import districts_in

SOURCE = Source(
    key="oxford-together",
    title="Oxford Together",
    publisher="Oxford Hub",
    kind=Kind.FOOD,
    start=("https://www.oxfordhub.org/oxford-together",),
    rhythm_days=30,
)


def parse(page: Page) -> Parsed:
    content = main_part(page, "main .wp-block-post-content")
    entry = Entry("Oxford Together", page.final_url)
    entry.need("summary", _parse_summary(content))
    entry.need("description", _parse_description(content))
    entry.need("application_process", _parse_application_process(content))
    entry.need("eligibility_description", _parse_eligibility_description(content))
    entry.need("places", _parse_places(content))
    entry.need("urls", _parse_urls(page))
    return parsed(entry)


def _parse_summary(content: Tag) -> str | None:
    """The paragraph in larger type that opens the page."""
    return stated(content.select_one(":scope > p.has-medium-font-size"))


def _parse_description(content: Tag) -> str | None:
    return markdown(under(heading(content, "^What we offer")))


def _parse_application_process(content: Tag) -> str | None:
    """The paragraphs alone: the address of the button below them changes with every visit."""
    return markdown([part for part in under(heading(content, "^Getting help")) if part.name == "p"])


def _parse_eligibility_description(content: Tag) -> str | None:
    return markdown(under(heading(content, "^Who is it for")))


def _parse_places(content: Tag) -> list[str] | None:
    return districts_in(" ".join(words(part) for part in under(heading(content, "^Who is it for"))))


def _parse_urls(page: Page) -> list[dict[str, str]] | None:
    url = absolute(page, soup_of(page).select_one('link[rel="canonical"]'))
    return [{"url": url}] if url else None
