"""Any feed in Open Referral UK 1.0 or 3.0 (HSDS 3.x too): its list of services page by page, or one service.

The two name the same things differently: 1.0 has ``regular_schedules``, ``physical_addresses`` and ages in
``eligibilitys``. Both are read, whatever version a feed says it has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from scrapers.errors import ReadProblem
from scrapers.items import Item, key_of
from scrapers.page import Page
from scrapers.readers.open_referral_fields import fields_of
from scrapers.source import Missing, Parsed

Json = dict[str, Any]
DETAILS = frozenset(
    "phones contacts schedules regular_schedules service_at_locations service_areas languages cost_options "
    "attributes eligibilitys service_taxonomys".split()
)
"""What a service in full has and a service in a list often lacks."""
ENVELOPES = ("contents", "content", "services", "items", "results", "data")
MOST_PAGES = 10_000


def parse(page: Page) -> Parsed:
    """The services of a page of a feed; raises ``ReadProblem`` when it is none."""
    content = _content(page)
    if isinstance(content, dict) and "openapi_url" in content and "name" not in content:
        return Parsed(next_urls=(_under(page.final_url, "services"),))
    if isinstance(content, dict) and isinstance(content.get("service"), dict):
        content = content["service"]
    if isinstance(content, dict) and "id" in content and "name" in content:
        return _parsed(page, [content], ())
    services = _services(content)
    if services is None:
        raise ReadProblem(f"{page.final_url} is no list of services in the Open Referral form.")
    further = _further(page, content, bool(services))
    brief = [service for service in services if not DETAILS & service.keys()]
    if brief and len(brief) == len(services) and all(service.get("id") for service in services):
        own_pages = (_under(page.final_url, str(service["id"])) for service in services)
        return Parsed(next_urls=(*further, *own_pages))
    return _parsed(page, services, further)


def _content(page: Page) -> Any:
    try:
        return json.loads(page.text)
    except (ValueError, RecursionError) as error:
        raise ReadProblem(
            f"{page.final_url} did not answer with JSON, as an Open Referral feed does."
        ) from error


def _services(content: Any) -> list[Json] | None:
    if isinstance(content, dict):
        content = next((content[name] for name in ENVELOPES if isinstance(content.get(name), list)), None)
    if not isinstance(content, list):
        return None
    return [service for service in content if isinstance(service, dict)]


def _parsed(page: Page, services: Iterable[Json], further: tuple[str, ...]) -> Parsed:
    items, missing = [], []
    for service in services:
        name = " ".join(str(service.get("name") or "").split())
        key = key_of(name, own_id=service.get("id")) if name else ""
        if key:
            items.append(Item(key, fields_of(service, page.final_url), page.final_url))
        else:
            missing.append(Missing(str(service.get("id") or "a service"), "name", page.final_url))
    return Parsed(tuple(items), further, tuple(missing))


def _further(page: Page, content: Any, has_services: bool) -> tuple[str, ...]:
    """The next page of the list, unless this is the last one."""
    if not isinstance(content, dict) or not has_services:
        return ()
    parts = urlsplit(page.final_url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked = query.get("page", "")
    here = int(asked) if asked.isdecimal() else 1
    total = next(_numbers(content, "total_pages", "totalPages"), None)
    last = content.get("last_page", content.get("last"))
    more = here < total if total is not None else last is False
    if not more or here >= MOST_PAGES:
        return ()
    return (urlunsplit(parts._replace(query=urlencode(query | {"page": str(here + 1)}), fragment="")),)


def _numbers(content: Json, *names: str) -> Iterator[int]:
    for name in names:
        value = content.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            yield value


def _under(url: str, name: str) -> str:
    """The address one step below that of a list or of the feed."""
    parts = urlsplit(url)
    path = re.sub(r"/+$", "", parts.path)
    return urlunsplit(parts._replace(path=f"{path}/{quote(name, safe='')}", query="", fragment=""))
