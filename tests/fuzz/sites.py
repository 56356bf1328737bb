"""What other sites answer: schema.org, pages read by selectors, feeds, sites with a reader of their own."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from contextlib import suppress

import httpx
import msgspec

from directory_data import opening_times
from directory_data.models import Schedule
from scrapers.compare import Entry
from scrapers.errors import FetchProblem, ReadProblem
from scrapers.normalise import normalised
from scrapers.opening_hours import schedules_in
from scrapers.page import Page
from scrapers.plausibility import page_problem, usable
from scrapers.readers import json_ld, open_referral, selector_map
from scrapers.readers.selector_map import SelectorMap
from scrapers.robots import Robots
from scrapers.source import Parsed
from scrapers.sources import all_scrapers
from tests.fuzz.target import Target, text_of
from tests.scrapers.readers.test_json_ld import TODDLERS
from tests.scrapers.readers.test_open_referral import VERSION_3
from tests.scrapers.readers.test_selector_map import FIELDS, LIST
from tests.scrapers.saved import saved

HERE = "https://example.org/groups"
GROUPS = SelectorMap(fields=FIELDS, entries="article.group", key="@data-id", next="a.next")
OWN = [scraper.parse for scraper in all_scrapers().values()]
LONGEST = 9000


def schema_org(data: bytes) -> None:
    """The script of a page as JSON when it begins like that, else the whole page."""
    is_script = data.lstrip()[:1] in (b"{", b"[")
    html = b'<script type="application/ld+json">%s</script>' % data if is_script else data
    _read(json_ld.parse, Page.of(HERE, html))


def selectors(data: bytes) -> None:
    _read(lambda page: selector_map.parse(page, GROUPS), Page.of(HERE, data))


def feed(data: bytes) -> None:
    _read(open_referral.parse, Page.of(HERE, data, "application/json"))


def own_readers(data: bytes) -> None:
    """The first byte says which of the sites it is."""
    if data:
        _read(OWN[data[0] % len(OWN)], Page.of(HERE, data[1:]))


def robots(data: bytes) -> None:
    """Any robots.txt asks for a wait, or for us to stay away."""
    with suppress(FetchProblem):
        assert 0 <= Robots(lambda _: data, lambda: 0.0).check(httpx.URL(HERE)) < math.inf


def hours(data: bytes) -> None:
    """Whatever opening times are read can also be told and reckoned with."""
    _reckon(schedules_in(text_of(data)) or [])


def _read(parse: Callable[[Page], Parsed], page: Page) -> None:
    """What a run makes of a page: only ``ReadProblem`` says that it cannot be read."""
    try:
        parsed = parse(page)
    except ReadProblem:
        page_problem(page)
        return
    for item in parsed.items:
        entry, _ = usable(Entry(item.key, item.url, normalised(item.fields), frozenset()))
        json.dumps(dict(entry.fields), allow_nan=False, ensure_ascii=False).encode()  # as it is kept
        _reckon(entry.fields.get("schedules", []))


def _reckon(schedules: list[dict[str, object]]) -> None:
    known = msgspec.convert(schedules, list[Schedule])
    at = opening_times.now()
    opening_times.in_words(known)
    opening_times.is_open(known, at)
    opening_times.next_opening(known, at)


def _own_seeds() -> list[bytes]:
    names = {parse.__module__.rpartition(".")[2].replace("_", "-"): n for n, parse in enumerate(OWN)}
    pages = {
        name: page
        for name in names
        for page in ([f"{name}-list-1", f"{name}-service-10231"] if name == "family-information" else [name])
    }
    return [bytes([names[name]]) + saved(page).body for name, page in pages.items()]


TARGETS = [
    Target("schema-org", schema_org, [json.dumps(TODDLERS).encode(), LIST.encode()], LONGEST),
    Target("selectors", selectors, [LIST.encode()], LONGEST),
    Target("feed", feed, [json.dumps(VERSION_3).encode(), b'[{"id": 1, "name": "A"}]'], LONGEST),
    Target("own-readers", own_readers, _own_seeds(), LONGEST),
    Target("robots", robots, [b"User-agent: *\nDisallow: /g*s$\nAllow: /\nCrawl-delay: 2.5\n"]),
    Target(
        "hours",
        hours,
        [
            b"8.30am - 5pm (Mon - Thurs), Fri 9 to noon",
            "Weekdays 9:30 – 15:00, every day 12 noon till midnight".encode(),
            b"24 hours; Sat closed; bank holidays 10-4pm; first Monday of the month",
        ],
        longest=400,
    ),
]
