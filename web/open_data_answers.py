"""How open data is written: the page envelope, one JSON value a line, or a table; each with its ETag."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from flask import Response, request

from directory_data.openreferral_parts import Json
from web.open_data_parameters import Paging

T = TypeVar("T")
RISKY = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for the start of a formula."""


def one(value: Json) -> Response:
    return _kept(_json(value), "application/json")


def listed(found: Sequence[T], shape: Callable[[T], Json], paging: Paging) -> Response:
    """A list in the format asked for; only what is shown is put into shape."""
    if paging.format == "ndjson":
        return _kept("".join(f"{_json(shape(item))}\n" for item in found), "application/x-ndjson")
    if paging.format == "csv":
        return _kept(_table(map(shape, found)), "text/csv; charset=utf-8")
    return one(envelope(found, shape, paging))


def envelope(found: Sequence[T], shape: Callable[[T], Json], paging: Paging) -> Json:
    """One page with its place among all; a page beyond the last is empty."""
    per_page = paging.per_page or max(1, len(found))
    total_pages = -(-len(found) // per_page)
    start = (paging.page - 1) * per_page
    contents = [shape(item) for item in found[start : start + per_page]]
    return {
        "total_items": len(found),
        "total_pages": total_pages,
        "page_number": paging.page,
        "size": len(contents),
        "first_page": paging.page == 1,
        "last_page": paging.page >= total_pages,
        "empty": not contents,
        "contents": contents,
    }


def _table(values: Iterable[Json]) -> str:
    """A row for each value: its one-to-one fields, those of nested objects with the object's name before."""
    rows = [dict(_flat(value)) for value in values]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _flat(value: Json, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, item in value.items():
        if isinstance(item, dict):
            yield from _flat(item, f"{before}{name}_")
        elif not isinstance(item, list):
            yield before + name, f"'{item}" if str(item).startswith(RISKY) else item


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _kept(body: str, content_type: str) -> Response:
    """A 304 without a body for who has this answer already."""
    response = Response(body, content_type=content_type)
    response.add_etag(weak=True)  # the same whether compressed or not
    response.make_conditional(request)
    return response
