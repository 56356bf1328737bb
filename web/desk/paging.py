"""One page of a long list, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from flask import request, url_for

T = TypeVar("T")


class Paged(Generic[T]):
    """The part of a list that ``?page=`` asks for; a number beyond the end gives the last page."""

    def __init__(self, everything: Sequence[T], size: int) -> None:
        self.total = len(everything)
        last = max(1, -(-self.total // size))
        self.number = min(max(1, request.args.get("page", 1, type=int)), last)
        self.shown = everything[(self.number - 1) * size : self.number * size]
        self._last = last

    @property
    def links(self) -> dict[str, Any] | None:
        """What GOV.UK's pagination is given; ``None`` when there is one page only."""
        if self._last == 1:
            return None
        links: dict[str, Any] = {}
        if self.number > 1:
            links["previous"] = {"href": self._to(self.number - 1)}
        if self.number < self._last:
            links["next"] = {"href": self._to(self.number + 1)}
        return links

    @property
    def last(self) -> int:
        return self._last

    def _to(self, number: int) -> str:
        values = {**(request.view_args or {}), **request.args.to_dict(), "page": number}
        return url_for(request.endpoint or "", **values)
