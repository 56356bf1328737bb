"""Any page that describes its services with schema.org, as JSON-LD or as microdata."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from scrapers.errors import ReadProblem
from scrapers.items import Item, canonical, key_of
from scrapers.markup import links_in, soup_of
from scrapers.page import Page
from scrapers.readers import microdata
from scrapers.readers.schema_org_fields import fields_of
from scrapers.readers.schema_org_nodes import Node, each, of_type, strings
from scrapers.source import Missing, Parsed

ENTRIES = frozenset(
    "Service GovernmentService Organization NGO LocalBusiness GovernmentOrganization GovernmentOffice "
    "ChildCare Preschool School EducationalOrganization MedicalOrganization MedicalClinic MedicalBusiness "
    "Hospital Library EmergencyService CivicStructure CommunityHealth SportsActivityLocation Place Course "
    "SportsOrganization FoodEstablishment FoodService Event EventSeries ProfessionalService LegalService "
    "EmploymentAgency".split()
)
"""The types that can be an entry of a directory."""
OF_THE_SITE = (
    "publisher",
    "author",
    "creator",
    "provider",
    "copyrightHolder",
    "isPartOf",
    "parentOrganization",
)
"""Who is referred to so is the owner of the site or of the entry, and no entry beside others."""
_COMMENT = re.compile(r"^\s*(?://)?<!(?:--|\[CDATA\[)|(?://)?(?:-->|\]\]>)\s*$")


def parse(page: Page) -> Parsed:
    """The entries of a page and its next pages; raises ``ReadProblem`` when it describes nothing."""
    soup = soup_of(page)
    found = [*_json_ld(soup), *microdata.nodes(soup, page.final_url)]
    entries = _entries(found)
    further = _further(page, soup, found)
    if not entries and not further:
        raise ReadProblem(f"{page.final_url} does not describe any service in the schema.org way.")
    items, missing = [], []
    for node, key in _keyed(entries, page):
        name = next(iter(strings(node, "name", "legalName")), "")
        if name and key:
            items.append(Item(key, fields_of(node, page.final_url), page.final_url))
        else:
            missing.append(Missing(key or page.final_url, "name", page.final_url))
    return Parsed(tuple(items), further, tuple(missing))


def _json_ld(soup: BeautifulSoup) -> Iterator[Node]:
    """Every object that stands by itself; a script that is not JSON is passed over, as browsers do."""
    for script in soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE)):
        try:
            found = list(_top(json.loads(_COMMENT.sub("", script.get_text()), strict=False)))
        except (ValueError, RecursionError):
            continue
        yield from found


def _top(content: Any) -> Iterator[Node]:
    for one in content if isinstance(content, list) else [content]:
        if isinstance(one, dict):
            yield from _top(one["@graph"]) if "@graph" in one else iter([one])


def _entries(found: Iterable[Node]) -> list[Node]:
    """The objects that are entries: of lists their parts, of web pages what they are about."""
    known = {node["@id"]: node for node in found if isinstance(node.get("@id"), str)}
    every: list[Node] = []
    for node in found:
        parts = [*each(node, "itemListElement"), *each(node, "mainEntity")]
        named = [known.get(str(part.get("@id")), part) for part in (_item_of(part) for part in parts)]
        every += [node, *named, *(_item_of(part) for one in named for part in each(one, "itemListElement"))]
    unique = {id(node): node for node in every if of_type(node, ENTRIES)}
    owners = {str(part.get("@id")) for node in found for role in OF_THE_SITE for part in each(node, role)}
    others = [node for node in unique.values() if str(node.get("@id")) not in owners - {"None"}]
    return others or list(unique.values())


def _item_of(part: Node) -> Node:
    """What an element of a list holds."""
    inner = part.get("item")
    return inner if isinstance(inner, dict) else part


def _keyed(entries: list[Node], page: Page) -> list[tuple[Node, str]]:
    """Each entry with its key: its identifier, else its own address on this site, else its name."""
    site = urlsplit(page.final_url).netloc
    own = [next((u for u in _addresses(node, page) if urlsplit(u).netloc == site), "") for node in entries]
    counts = Counter(own)
    keyed = []
    for node, address in zip(entries, own, strict=True):
        said = next(iter(strings(node, "identifier")), None)
        name = next(iter(strings(node, "name", "legalName")), "")
        keyed.append((node, key_of(name, own_id=said, url=address if counts[address] == 1 else "")))
    return keyed


def _addresses(node: Node, page: Page) -> list[str]:
    return [canonical(url, page.final_url) for url in strings(node, "url", "mainEntityOfPage")]


def _further(page: Page, soup: BeautifulSoup, found: Iterable[Node]) -> tuple[str, ...]:
    """The next page, and the entries' own pages when the list only names them."""
    links = [tag for tag in soup.select("link[rel~=next], a[rel~=next]") if isinstance(tag, Tag)]
    lists = [part for node in found for part in each(node, "itemListElement")]
    bare = [url for part in lists for url in _bare(part)]
    site = urlsplit(page.final_url).netloc
    named = [canonical(url, page.final_url) for url in bare]
    return tuple(dict.fromkeys([*links_in(page, links), *(u for u in named if urlsplit(u).netloc == site)]))


def _bare(part: Node) -> list[str]:
    """The address of an element of a list that says nothing else about it."""
    inner = part.get("item")
    if isinstance(inner, str):
        return [inner]
    if isinstance(inner, dict):
        return [str(inner["@id"])] if set(inner) == {"@id"} else []
    return [] if "name" in part and of_type(part, ENTRIES) else strings(part, "url")
