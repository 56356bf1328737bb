"""What somebody searches for, and other words that are looked into for ages, postcodes and places."""

from __future__ import annotations

from functools import lru_cache

from directory_data import ages, index, postcodes, redaction, seed_files
from directory_data.directory import Directory
from directory_data.search_query import SearchQuery
from directory_data.settings import Settings
from tests.fuzz.target import Target, text_of

SEEDS = [
    "speech therapy for my 3 year old\nWitney\n1",
    "toddler groop\nOX1 1AA\n2",
    '"baby bank" AND (title:food* OR ~9)\nnear Oxford\n-1',
    "01632 960001 alex@example.org 943 476 5919 1 Example Street OX4 2AA",
    "aged 11-16 or under 5, 18 months\n",
]


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The real records, indexed once a run."""
    folder = Settings.from_environment().data / "fuzz" / "index"
    folder.mkdir(parents=True, exist_ok=True)
    index.build(folder, seed_files.records(), seed_files.organizations(), publication=1)
    return Directory(folder)


def search(data: bytes) -> None:
    """Text, place and page on a line each."""
    text, _, rest = text_of(data).partition("\n")
    near, _, page = rest.partition("\n")
    number = min(len(page) + 1, 1000)
    found = directory().searcher.search(SearchQuery(text=text[:500], near=near[:500], page=number))
    assert found.total_items >= len(found.hits)
    directory().searcher.suggester.suggest(text[:500])
    directory().link_workers(text[:500])


def details(data: bytes) -> None:
    """Ages, postcodes, and what redaction takes out: redacting again changes nothing."""
    text = text_of(data)
    for age in ages.ages_in(text):
        assert 0 <= age.start < age.end <= len(text)
    assert all(postcodes.find_all(text))
    once = redaction.redacted(text)
    assert redaction.redacted(once) == once


TARGETS = [
    Target("search", search, [text.encode() for text in SEEDS], longest=1000, ready=directory),
    Target("details", details, [text.encode() for text in SEEDS]),
]
