"""Fixtures for every package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from directory_data import index, seed_files
from directory_data.directory import Directory
from directory_data.models import Record
from directory_data.postings import Postings
from directory_data.search import Searcher
from directory_data.synonyms import Synonym, Synonyms

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers share the tests that each start little; the product, Rasa and browsers want both cores."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0]
        if folder in {"bot", "system"} or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.alone)


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    """The real directory, indexed once."""
    folder = tmp_path_factory.mktemp("index")
    index.build(folder, seed_files.records(), seed_files.organizations(), publication=1)
    return Directory(folder)


@pytest.fixture
def searcher_of(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Builds a searcher over records of the test's own."""

    def build(records: Iterable[Record], synonyms: Iterable[Synonym] = ()) -> Searcher:
        return Searcher(Postings(index.build(tmp_path, records, {}, publication=1)), Synonyms(synonyms))

    return build
