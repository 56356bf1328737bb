"""A fictional site with two lists of six groups, and the parser that reads it."""

from __future__ import annotations

from bs4 import BeautifulSoup

from directory_data.vocabulary import Kind
from scrapers.errors import ReadProblem
from scrapers.page import Page
from scrapers.source import Entry, Parsed, Scraper, Source, parsed

NAMES = "Ash Birch Cedar Damson Elder Fig Gorse Hazel Ivy Juniper Kale Larch".split()
FIELDS = ("phones", "email", "summary")


def group(number: int, name: str = "", phone: str = "", summary: str = "") -> str:
    name = name or f"{NAMES[number]} Example Group"
    return (
        f'<article class="group" data-id="{number}"><h2>{name}</h2>'
        f"<p class='summary'>{summary or f'Songs and {NAMES[number].lower()} leaves.'}</p>"
        f"<p class='tel'>{phone or f'03069 9900{number:02}'}</p>"
        f"<p class='mail'>{NAMES[number].lower()}@example.org</p></article>"
    )


def page(*groups: str, further: str = "") -> str:
    following = f'<a rel="next" href="{further}">Next</a>' if further else ""
    return (
        "<!DOCTYPE html><html><head><title>Groups</title></head><body><nav>Sign in</nav><main>"
        f"{''.join(groups)}{following}</main><footer>Nonce 12ab</footer></body></html>"
    )


def lists() -> dict[str, str]:
    """Path to page: the two lists as they are when all is well."""
    return {
        "/": page(*map(group, range(6)), further="/2"),
        "/2": page(*map(group, range(6, 12))),
    }


def parse(answer: Page) -> Parsed:
    soup = BeautifulSoup(answer.text, "lxml")
    main = soup.select_one("main")
    if main is None:
        raise ReadProblem(f"{answer.final_url} has no main part.")
    entries = []
    for block in main.select("article.group"):
        entry = Entry(block.h2.get_text(), answer.final_url, own_id=block["data-id"])  # type: ignore[union-attr]
        for name, mark in zip(FIELDS, ("tel", "mail", "summary"), strict=True):
            found = block.select_one(f".{mark}")
            said = found.get_text() if found else None
            entry.need(name, [{"number": said}] if said and name == "phones" else said)
        entry.fields["categories"] = ["community"]
        entries.append(entry)
    following = main.select_one('a[rel="next"]')
    url = answer.final_url.rpartition("/")[0] + str(following["href"]) if following else ""
    return parsed(*entries, next_urls=(url,) if url else ())


def scraper(start: str) -> Scraper:
    source = Source(
        key="example-groups",
        title="Example groups",
        publisher="Example Town",
        kind=Kind.SERVICE,
        start=(start,),
        least_items=3,
    )
    return Scraper(source, parse)
