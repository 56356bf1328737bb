"""HTML microdata (WHATWG HTML, section 5.2) in the shape of JSON-LD."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from scrapers.items import completed
from scrapers.markup import words

_SOURCED = ("audio", "embed", "iframe", "img", "source", "video")
ADDRESSED = {"a": "href", "area": "href", "link": "href", "object": "data"} | dict.fromkeys(_SOURCED, "src")
"""Elements whose value is an address, and where it stands."""
DEEPEST = 12
"""Levels of items in items that are read; items may refer to each other without end."""
Node = dict[str, Any]


def nodes(soup: BeautifulSoup, base: str) -> list[Node]:
    """The items of a page that are not part of another one."""
    reading = _Reading(soup, base)
    return [reading.node(tag, 0) for tag in soup.select("[itemscope]:not([itemprop])")]


class _Reading:
    """The items of one page, each read once however often it is referred to."""

    def __init__(self, soup: BeautifulSoup, base: str) -> None:
        self._base = base
        self._by_id = {str(tag["id"]): tag for tag in reversed(soup.select("[id]"))}
        self._owned: defaultdict[int, list[Tag]] = defaultdict(list)
        self._nodes: dict[int, Node] = {}
        for tag in soup.select("[itemprop]"):
            self._owned[id(_owner(tag))].append(tag)

    def node(self, tag: Tag, depth: int) -> Node:
        if id(tag) in self._nodes:
            return self._nodes[id(tag)]
        node: Node = {"@type": str(tag.get("itemtype", "")).split()}
        if tag.get("itemid"):
            node["@id"] = completed(str(tag["itemid"]), self._base)
        if depth > DEEPEST:
            return node
        self._nodes[id(tag)] = node
        for element in [*self._owned[id(tag)], *self._elsewhere(tag)]:
            inner = element.has_attr("itemscope")
            value = self.node(element, depth + 1) if inner else _value(element, self._base)
            for name in str(element["itemprop"]).split():
                node.setdefault(name.rsplit("/", 1)[-1], []).append(value)
        return node

    def _elsewhere(self, tag: Tag) -> Iterator[Tag]:
        """The properties in the elements that an item refers to by their ids."""
        for name in dict.fromkeys(str(tag.get("itemref", "")).split()):
            root = self._by_id.get(name)
            if root is not None:
                outside = id(_owner(root))
                parts = [root] if root.has_attr("itemprop") else []
                if not root.has_attr("itemscope"):
                    parts += root.select("[itemprop]")
                yield from (part for part in parts if id(_owner(part)) == outside)


def _owner(tag: Tag) -> Tag | None:
    """The item that a property stands in."""
    return next((above for above in tag.parents if above.has_attr("itemscope")), None)


def _value(element: Tag, base: str) -> str:
    if element.has_attr("content"):
        return str(element["content"])
    attribute = ADDRESSED.get(element.name)
    if attribute:
        return completed(str(element.get(attribute, "")), base)
    if element.name == "time" and element.has_attr("datetime"):
        return str(element["datetime"])
    if element.name in {"data", "meter"}:
        return str(element.get("value", ""))
    return words(element)
