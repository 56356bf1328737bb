"""Reads all pages of a source and brings what they say together into one entry for each thing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from directory_data.findings import Copy
from scrapers.compare import Entry
from scrapers.errors import FetchProblem, Kind, ReadProblem
from scrapers.items import Item
from scrapers.normalise import normalised
from scrapers.page import Page
from scrapers.plausibility import page_problem, usable
from scrapers.sameness import same
from scrapers.source import Missing, Parsed, Scraper

MOST_PAGES = 3000
Fetch = Callable[[str], Page]


class NotBelieved(Exception):
    """A page that was had but is not what it should be; the message says why, in words for editors."""


@dataclass
class Gathered:
    """What all pages of a source say."""

    copies: list[Copy] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    """Entry and field of every value that was not found or cannot be used."""
    entries: list[Entry] = field(default_factory=list)


def gather(scraper: Scraper, fetch: Fetch, gathered: Gathered, seen: Callable[[int, int], None]) -> None:
    """Read every page, beginning at the source's start, into ``gathered``, which holds what there is so far.

    ``seen`` is told how many pages are read and how many are known. Raises ``FetchProblem`` for a page that
    cannot be had, and ``NotBelieved`` for one that is not the page that was asked for.
    """
    hosts = {urlsplit(url).hostname for url in scraper.source.start}
    waiting, known = deque(scraper.source.start), set(scraper.source.start)
    items: list[Item] = []
    missing: list[Missing] = []
    while waiting:
        parsed = _read(scraper, fetch, waiting.popleft(), gathered)
        items += parsed.items
        missing += parsed.missing
        for url in parsed.next_urls:
            if url not in known and urlsplit(url).hostname in hosts:
                known.add(url)
                waiting.append(url)
        seen(len(known) - len(waiting), len(known))
        if len(known) > MOST_PAGES:
            raise NotBelieved(f"It has more than {MOST_PAGES} pages: there may be no end of them.")
    gathered.notes += [str(one) for one in missing]
    gathered.wrong += [(one.item, one.field) for one in missing]
    unread: dict[str, set[str]] = {}
    for one in missing:
        unread.setdefault(one.item, set()).add(one.field)
    for entry in _joined(items, unread, gathered):
        good, problems = usable(entry)
        gathered.entries.append(good)
        gathered.wrong += [(entry.key, name) for name, _ in problems]
        gathered.notes += [f"{_title(entry)}: {name}: {why}" for name, why in problems]


def _read(scraper: Scraper, fetch: Fetch, url: str, gathered: Gathered) -> Parsed:
    """What one page says; one that is gone, other than the first, says nothing."""
    try:
        page = fetch(url)
    except FetchProblem as problem:
        if problem.kind is Kind.GONE and url not in scraper.source.start:
            gathered.notes.append(problem.reason)
            return Parsed()
        raise
    gathered.copies.append(Copy(page.url, page.sha256, page.unchanged))
    try:
        parsed = scraper.parse(page)
    except ReadProblem as problem:
        raise NotBelieved(page_problem(page) or str(problem)) from problem
    except Exception as error:  # a parser may fail in any way on a page that nobody has seen before
        fault = f"{type(error).__name__}: {error}"
        raise NotBelieved(
            page_problem(page) or f"{page.final_url} could not be read; it may have been rebuilt ({fault})."
        ) from error
    if not parsed.items and not parsed.next_urls:
        problem_of_page = page_problem(page)
        if problem_of_page:
            raise NotBelieved(problem_of_page)
    return parsed


def _joined(items: list[Item], unread: dict[str, set[str]], gathered: Gathered) -> list[Entry]:
    """One entry for each key; where two pages differ the field is left alone and both are named."""
    entries: dict[str, Entry] = {}
    origins: dict[tuple[str, str], str] = {}
    for item in items:
        fields = normalised(item.fields)
        name = str(item.fields.get("name", ""))
        entry = entries.get(item.key)
        if entry is None:
            entry = entries[item.key] = Entry(item.key, item.url, {}, frozenset(unread.get(name, ())))
        disputed = set()
        for field_name, value in fields.items():
            origin = origins.setdefault((item.key, field_name), item.url)
            first = entry.fields.get(field_name, value)
            if not same(field_name, value, first) and not same(field_name, first, value):
                disputed.add(field_name)
                gathered.notes.append(
                    f"{name}: two pages disagree about {field_name}: "
                    f"{_short(first)} on {origin}, {_short(value)} on {item.url}"
                )
        kept = {n: v for n, v in {**fields, **entry.fields}.items() if n not in disputed | entry.unread}
        entries[item.key] = Entry(item.key, entry.url, kept, entry.unread | disputed)
    return list(entries.values())


def _title(entry: Entry) -> str:
    return str(entry.fields.get("name", entry.key))


def _short(value: Any) -> str:
    """The value as an editor can tell it, without its form."""
    if isinstance(value, list):
        return " and ".join(_short(part) for part in value) or "nothing"
    if isinstance(value, dict):
        return " ".join(_short(part) for part in value.values())
    written = str(value)
    return written if len(written) <= 80 else f"{written[:77]}..."
