"""Saved pages, and the same pages after an edit."""

from pathlib import Path

from scrapers.page import Page

PAGES = Path(__file__).parent / "pages"


def saved(name, url="https://source.example/page"):
    """A page of tests/scrapers/pages/ as if the address had answered with it."""
    return Page.of(url, (PAGES / f"{name}.html").read_bytes())


def edited(page, *changes):
    """The page with each ``(before, after)`` replaced; a test that edits nothing is wrong."""
    body = page.body.decode()
    for before, after in changes:
        assert before in body, before
        body = body.replace(before, after)
    return Page.of(page.url, body.encode())


def by_key(parsed):
    """The fields of each entry under its key; no key may come twice."""
    items = {item.key: dict(item.fields) for item in parsed.items}
    assert len(items) == len(parsed.items)
    return items


def gaps(parsed):
    """What was not found, as (entry, field)."""
    return [(missing.item, missing.field) for missing in parsed.missing]
