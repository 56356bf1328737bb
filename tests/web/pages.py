"""Reads a page as a careful visitor would: what every page of the site must have."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from werkzeug.test import TestResponse

FIELDS = {"input", "textarea", "select"}
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """Tags of a page with their attributes, and the text of some."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {"title": [], "h1": []}
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        if self.open:
            self.faults.append(f"left open: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.texts:
            self.texts[tag].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> does not close what is open")

    def handle_data(self, data: str) -> None:
        for tag in self.texts.keys() & set(self.open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def links(self) -> set[str]:
        return {link["href"] or "" for link in self.all("a")}

    @property
    def text(self) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", self.html).split())


def checked(response: TestResponse) -> Page:
    """The page of a response, after everything that holds for every page."""
    page = Page(response.get_data(as_text=True))
    assert not page.faults
    assert page.all("html")[0]["lang"] == "en"
    assert page.texts["title"][0].strip().endswith("Signpost")
    assert len(page.texts["h1"]) == 1 and page.texts["h1"][0].strip()
    _ids_are_unique(page)
    _fields_have_labels(page)
    _policy_holds(page, response)
    assert {"tel:999", "tel:+443450507666", "tel:+44800833408"} <= page.links
    assert "govuk-exit-this-page" in page.html
    assert "undefined" not in page.html
    return page


def _ids_are_unique(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    assert [name for name, count in ids.items() if count > 1] == []


def _fields_have_labels(page: Page) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    for name, field in page.tags:
        if name in FIELDS and field.get("type") != "hidden":
            assert field.get("id") in labelled, field


def _policy_holds(page: Page, response: TestResponse) -> None:
    policy = response.headers["Content-Security-Policy"]
    found = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert found and "unsafe" not in policy
    for script in page.all("script"):
        assert script["nonce"] == found[1]
    for _, attributes in page.tags:
        assert "style" not in attributes
        assert [name for name in attributes if name.startswith("on")] == []
