"""Looking into schema.org objects, whose every property may be one thing, several, or a thing in a thing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

Node = dict[str, Any]


def values(node: Node, *names: str) -> list[Any]:
    """Everything that the properties hold."""
    found: list[Any] = []
    for name in names:
        held = node.get(name)
        found += held if isinstance(held, list) else [] if held is None else [held]
    return found


def each(node: Node, *names: str) -> list[Node]:
    """The objects that the properties hold."""
    return [value for value in values(node, *names) if isinstance(value, dict)]


def strings(node: Node, *names: str) -> list[str]:
    """The words that the properties hold; of an object its value or name."""
    found = []
    for value in values(node, *names):
        inner = value
        if isinstance(value, dict):
            inner = next((value[key] for key in ("@value", "value", "name", "@id") if value.get(key)), None)
            inner = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(inner, (str, int, float)) and not isinstance(inner, bool) and str(inner).strip():
            found.append(str(inner).strip())
    return found


def of_type(node: Node, types: Collection[str]) -> bool:
    """Whether an object has one of the types, however they are written: ``schema:Service``."""
    written = (str(value) for value in values(node, "@type"))
    return any(kind.rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1] in types for kind in written)
