"""Any page whose entries can be pointed at with CSS selectors, kept as data.

A selector may end in ``@attribute``: ``h2 a@href``. Without one the words of the element are read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec
import soupsieve
from bs4 import BeautifulSoup, Tag

from directory_data.errors import SettingsError
from scrapers.errors import ReadProblem
from scrapers.items import canonical
from scrapers.markup import lines, links_in, markdown, soup_of
from scrapers.page import Page
from scrapers.readers import values
from scrapers.source import Entry, Missing, Parsed, parsed

_SELECTOR = re.compile(r"(?P<css>.*?)(?:@(?P<attribute>[a-zA-Z_:][\w:.-]*))?\s*", re.DOTALL)
LINKED = {"phones": ("tel:", "href"), "email": ("mailto:", "href"), "urls": ("", "href")}
"""Fields that are read from a link's target where the element is one."""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one field stands within its entry."""

    select: str
    pattern: str = ""
    """Regular expression; its first group, or else the whole match, is what is read."""
    required: bool = False
    """Whether every entry has it, so that one without it is reported."""


class SelectorMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the entries of a page are, and where their fields."""

    fields: dict[str, Field | str]
    """Field names of ``Record``; ``name`` must be among them. A bare string is ``select``."""
    entries: str = ""
    """Each element is one entry; empty when the page as a whole is one."""
    key: str = ""
    """What the source itself calls an entry: ``@data-id``, or ``h2 a@href``."""
    next: str = ""
    """Links to further pages of the list."""
    details: str = ""
    """Links to the entries' own pages. A page that has such links is a list and nothing else is read on it;
    all the other selectors are then about the entries' own pages."""

    def check(self) -> None:
        """Raises ``SettingsError`` that names the line to put right."""
        unknown = set(self.fields) - set(values.READINGS)
        if unknown:
            known = ", ".join(sorted(values.READINGS))
            raise SettingsError(f"fields: {', '.join(sorted(unknown))}: no such field. Fields: {known}.")
        if "name" not in self.fields:
            raise SettingsError("fields: name is missing: without one there is no entry.")
        own = {name: getattr(self, name) for name in ("entries", "key", "next", "details")}
        for name, selector in {**own, **{n: _field(f).select for n, f in self.fields.items()}}.items():
            try:
                soupsieve.compile(_split(selector)[0] or "*")
            except soupsieve.SelectorSyntaxError as error:
                raise SettingsError(f"{name}: {selector!r} is not a CSS selector.") from error
        for name, field in self.fields.items():
            try:
                re.compile(_field(field).pattern)
            except re.error as error:
                raise SettingsError(
                    f"{name}: {_field(field).pattern!r} is not a pattern: {error}."
                ) from error


def parse(page: Page, selectors: SelectorMap) -> Parsed:
    """The entries of a page; raises ``ReadProblem`` when neither entries nor further pages are there."""
    soup = soup_of(page)
    details = links_in(page, _links(soup, selectors.details))
    further = links_in(page, _links(soup, selectors.next))
    if details:
        return Parsed(next_urls=(*further, *details))
    roots: list[Tag] = soup.select(selectors.entries) if selectors.entries else [soup]
    entries = [_entry(root, page, selectors) for root in roots]
    named = [entry for entry in entries if entry.name]
    if not named and not further:
        looked = _field(selectors.fields["name"]).select
        raise ReadProblem(f"No entry was found on {page.final_url}: nothing is at {looked!r}.")
    gaps = tuple(Missing("an entry", "name", entry.url) for entry in entries if not entry.name)
    return parsed(*named, next_urls=further, missing=gaps)


def _entry(root: Tag, page: Page, selectors: SelectorMap) -> Entry:
    name = _value("name", root, page, selectors)
    own_id = next(iter(_texts(root, selectors.key)), None) if selectors.key else None
    if own_id and _split(selectors.key)[1] in {"href", "src"}:
        own_id = canonical(own_id, page.final_url)
    entry = Entry(name or "", page.final_url, own_id or _own_page(page, selectors))
    for field in selectors.fields:
        if field != "name":
            value = _value(field, root, page, selectors)
            (entry.need if _field(selectors.fields[field]).required else entry.offer)(field, value)
    return entry


def _own_page(page: Page, selectors: SelectorMap) -> str | None:
    """A page that is one entry is that entry's key."""
    return None if selectors.entries else canonical(page.final_url)


def _value(name: str, root: Tag, page: Page, selectors: SelectorMap) -> Any:
    field = _field(selectors.fields[name])
    if name == "description" and not field.pattern and not _split(field.select)[1]:
        return markdown(_found(root, field.select))
    texts = _texts(root, field.select, name)
    if field.pattern:
        matches = (re.search(field.pattern, text) for text in texts)
        texts = [match[match.re.groups and 1] or "" for match in matches if match]
    return values.read(name, texts, page.final_url)


def _texts(root: Tag, selector: str, field: str = "") -> list[str]:
    """The words, or the attribute, of each element that is meant."""
    attribute = _split(selector)[1]
    found = _found(root, selector)
    if attribute:
        return [_text_of(element.get(attribute)) for element in found]
    scheme, linked = LINKED.get(field, ("", ""))
    return [
        str(element[linked])
        if linked and str(element.get(linked, "")).startswith(scheme or ("http", "/"))
        else "\n".join(lines(element))
        for element in found
    ]


def _text_of(attribute: object) -> str:
    """Beautiful Soup gives attributes of several values, such as ``class``, as a list."""
    return " ".join(map(str, attribute)) if isinstance(attribute, list) else str(attribute or "")


def _found(root: Tag, selector: str) -> list[Tag]:
    css = _split(selector)[0]
    return list(root.select(css)) if css else [root]


def _links(soup: BeautifulSoup, selector: str) -> list[Tag]:
    return list(soup.select(_split(selector)[0])) if selector else []


def _field(field: Field | str) -> Field:
    return Field(field) if isinstance(field, str) else field


@lru_cache(maxsize=512)
def _split(selector: str) -> tuple[str, str]:
    """CSS and attribute."""
    match = _SELECTOR.fullmatch(selector.strip())
    return (match["css"].strip(), match["attribute"] or "") if match else (selector, "")
