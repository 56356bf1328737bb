"""HTML microdata (WHATWG HTML, section 5.2) in the shape of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from scrapers.markup import words

_SOURCED = ("audio", "embed", "iframe", "img", "source", "video")
ADDRESSED = {"a": "href", "area": "href", "link": "href", "object": "data"} | dict.fromkeys(_SOURCED, "src")
"""Elements whose value is an address, and where it stands."""
DEEPEST = 12


def nodes(soup: BeautifulSoup, base: str) -> list[dict[str, Any]]:
    """The items of a page that are not part of another one."""
    return [_node(tag, soup, base, 0) for tag in soup.select("[itemscope]:not([itemprop])")]


def _node(tag: Tag, soup: BeautifulSoup, base: str, depth: int) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": str(tag.get("itemtype", "")).split()}
    if tag.get("itemid"):
        node["@id"] = urljoin(base, str(tag["itemid"]))
    if depth > DEEPEST:  # an item may refer to itself
        return node
    for element in _properties(tag, soup):
        value = (
            _node(element, soup, base, depth + 1) if element.has_attr("itemscope") else _value(element, base)
        )
        for name in str(element["itemprop"]).split():
            node.setdefault(name.rsplit("/", 1)[-1], []).append(value)
    return node


def _properties(tag: Tag, soup: BeautifulSoup) -> Iterator[Tag]:
    """The elements with a property of this item, those it refers to elsewhere among them."""
    elsewhere = (soup.find(id=name) for name in str(tag.get("itemref", "")).split())
    for root in [tag, *(found for found in elsewhere if isinstance(found, Tag))]:
        if root is not tag and root.has_attr("itemprop"):
            yield root
        for element in root.select("[itemprop]"):
            owner = element.find_parent(attrs={"itemscope": True})
            inside = owner is not None and owner is not tag and root in [owner, *owner.parents]
            if not inside:
                yield element


def _value(element: Tag, base: str) -> str:
    if element.has_attr("content"):
        return str(element["content"])
    attribute = ADDRESSED.get(element.name)
    if attribute:
        return urljoin(base, str(element.get(attribute, "")))
    if element.name == "time" and element.has_attr("datetime"):
        return str(element["datetime"])
    if element.name in {"data", "meter"}:
        return str(element.get("value", ""))
    return words(element)
