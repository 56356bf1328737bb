"""Whether a run may be believed: a broken page must not look like a county that closed down.

``doubt`` gives the reason for holding a run, in words for editors. What is held is kept whole, so that
a person who sees that the source is right can let it through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec
import phonenumbers
from bs4 import BeautifulSoup

from directory_data import validation
from directory_data.findings import Said
from directory_data.models import Phone, Record, record_from
from scrapers.compare import Entry
from scrapers.page import Page
from scrapers.sameness import same
from scrapers.source import Source

MOST_MISSING = 0.3
"""Share of the entries of the last run that may be gone."""
MOST_CHANGED = 0.5
"""Share of the entries that may say something else."""
MOST_LOST = 0.2
"""Share of the entries that may lose one and the same field."""
LEAST_VALID = 0.9
"""Share of values that must be usable."""
ENOUGH_TO_JUDGE = 10
"""Values of one field from which that field is judged alone."""
FEW = 2
"""Entries that may always change: in a short list one is a large share."""
SHORT_PAGE = 20_000
"""Characters of a page that are looked at."""
BLOCKED = re.compile(
    r"captcha|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|(?:are you|you are not|i'm not) a robot|just a moment\.\.\."
    r"|attention required!? \| cloudflare|access denied|request unsuccessful|incapsula|unusual traffic"
    r"|enable javascript and cookies to continue|ddos protection|you have been blocked",
    re.IGNORECASE,
)
SIGN_IN = re.compile(r"\b(?:sign|log) ?in\b", re.IGNORECASE)
AWAY = re.compile(
    r"down for maintenance|under maintenance|scheduled maintenance|be back soon|temporarily unavailable",
    re.IGNORECASE,
)


def page_problem(page: Page) -> str | None:
    """Why a page that gave no entries and no further pages is not the one that was asked for."""
    if page.media_type not in ("text/html", "application/xhtml+xml", ""):
        return None
    soup = BeautifulSoup(page.text, "lxml")
    title = soup.title.get_text(" ") if soup.title else ""
    form = soup.select_one("input[type=password]") is not None
    for hidden in soup(["script", "style", "template", "nav", "header", "footer"]):
        hidden.extract()
    words = f"{title} {soup.get_text(' ')}"[:SHORT_PAGE]
    if BLOCKED.search(words):
        return f"{page.final_url} shows a page for robots instead of its own."
    if form and SIGN_IN.search(words):
        return f"{page.final_url} asks us to sign in."
    if AWAY.search(words):
        return f"{page.final_url} says that it is being worked on."
    return None


def usable(entry: Entry) -> tuple[Entry, list[tuple[str, str]]]:
    """The entry without values that cannot be used, and what is wrong with them as (field, problem)."""
    problems = [(name, why) for name, value in entry.fields.items() for why in _value_problems(name, value)]
    bad = {name for name, _ in problems}
    fields = {name: value for name, value in entry.fields.items() if name not in bad}
    return replace(entry, fields=fields, unread=entry.unread | bad), problems


def doubt(
    source: Source,
    entries: list[Entry],
    said: Mapping[str, Said],
    wrong: Iterable[tuple[str, str]],
) -> str | None:
    """Why this run is not believed; ``wrong`` is (entry, field) for each value not found or not usable."""
    before = {key: one for key, one in said.items() if not one.missing}
    reasons = (
        *_counts(source, entries, before),
        *_validity(entries, list(wrong)),
        *_lost_fields(entries, before),
        *_changes(entries, before),
    )
    return reasons[0] if reasons else None


def _counts(source: Source, entries: list[Entry], before: Mapping[str, Said]) -> Iterator[str]:
    count = len(entries)
    if not entries:
        yield f"No entries were found{f'; last time there were {len(before)}' if before else ''}."
    elif count < source.least_items:
        yield f"Only {count} entries were found; there are always at least {source.least_items}."
    gone = before.keys() - {entry.key for entry in entries}
    if len(gone) > max(1, MOST_MISSING * len(before)):
        yield f"{len(gone)} of {len(before)} entries are gone at once."


def _validity(entries: list[Entry], wrong: list[tuple[str, str]]) -> Iterator[str]:
    good = Counter(name for entry in entries for name in entry.fields)
    bad = Counter(name for _, name in wrong)
    total = good.total() + bad.total()
    if bad and good.total() < LEAST_VALID * total:
        named = ", ".join(f"{name} ({count})" for name, count in bad.most_common(3))
        yield f"{bad.total()} of {total} values were not found or cannot be used: {named}."
    for name, count in bad.most_common():
        of = count + good[name]
        if of >= ENOUGH_TO_JUDGE and good[name] < LEAST_VALID * of:
            yield f"{name} was not found or cannot be used in {count} of {of} entries."


def _lost_fields(entries: list[Entry], before: Mapping[str, Said]) -> Iterator[str]:
    now = {entry.key: entry.fields for entry in entries}
    had: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for key in before.keys() & now.keys():
        for name, value in before[key].fields.items():
            if value not in (None, "", [], {}):
                had[name] += 1
                lost[name] += now[key].get(name) in (None, "", [], {})
    for name, count in lost.most_common():
        if count > max(1, MOST_LOST * had[name]):
            yield f"{name} is gone from {count} of the {had[name]} entries that had it."


def _changes(entries: list[Entry], before: Mapping[str, Said]) -> Iterator[str]:
    known = [entry for entry in entries if entry.key in before]
    changed: dict[str, list[Any]] = {}
    others = set()
    for entry in known:
        for name, value in entry.fields.items():
            if name in before[entry.key].fields and not same(name, value, before[entry.key].fields[name]):
                changed.setdefault(name, []).append(value)
                others.add(entry.key)
    if len(others) > max(FEW, MOST_CHANGED * len(known)):
        yield f"{len(others)} of {len(known)} entries say something else at once."
    for name, values in changed.items():
        if len(values) > max(FEW, MOST_LOST * len(known)) and all(same(name, v, values[0]) for v in values):
            yield f"{name} has become the same in {len(values)} entries."


def _value_problems(name: str, value: Any) -> Iterator[str]:
    try:
        body: Record = record_from(
            {"key": "x", "kind": "service", "name": "x", "summary": "x", "source": "x", name: value}
        )
    except msgspec.ValidationError as error:
        yield str(error)
        return
    if name == "name" and not str(value).strip():
        yield "is empty"
    if name == "phones":
        yield from (f"{p.number!r} is not a telephone number" for p in body.phones if not _possible(p))
    if name == "email" and body.email:
        yield from filter(None, [validation.email_problem(body.email)])
    if name == "urls":
        yield from filter(None, (validation.url_problem(one.url) for one in body.urls))
    if name == "locations":
        places = (place.address for place in body.locations if place.address)
        yield from filter(None, (validation.postcode_problem(place) for place in places))
    if name == "schedules":
        clocks = (clock for one in body.schedules for clock in (one.opens_at, one.closes_at))
        yield from (f"{clock!r} is not a time" for clock in clocks if not validation.is_clock(clock))


def _possible(phone: Phone) -> bool:
    """Long enough for a number; whether it is in use, and local, is the editor's to find out."""
    if phone.number.replace(" ", "") in validation.SHORT_CODES:
        return True
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(phone.number, "GB"))
    except phonenumbers.NumberParseException:
        return False
