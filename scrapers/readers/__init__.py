"""Sources that need no code: a file of settings names one of the general readers and where it begins.

    reader: selector_map          # or json_ld, open_referral, documents
    title: Groups in Exampleton
    publisher: Exampleton Town Council
    kind: service
    start: [https://example.org/groups]
    map:                          # selector_map only
      entries: article.group
      fields: {name: h2, phones: "a[href^='tel:']"}

The name of the file is the key of the source. ``columns`` (documents only) says what headings mean.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from directory_data import seed_files
from directory_data.errors import DirectoryError, SettingsError
from directory_data.vocabulary import Kind
from scrapers.page import Page
from scrapers.readers import documents, json_ld, open_referral, selector_map
from scrapers.readers.documents import Columns
from scrapers.readers.selector_map import SelectorMap
from scrapers.source import Parsed, Scraper, Source

Parse = Callable[[Page], Parsed]


class SourceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A source as its file holds it; the fields are those of ``Source``."""

    reader: Literal["selector_map", "json_ld", "open_referral", "documents"]
    title: str
    publisher: str
    start: list[str]
    kind: Kind = Kind.SERVICE
    rhythm_days: int = 7
    least_items: int = 1
    note: str = ""
    map: SelectorMap | None = None
    columns: dict[str, str] = {}

    def scraper(self, key: str) -> Scraper:
        """The source with its reader; raises ``SettingsError`` that says which line to put right."""
        for url in self.start:
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname:
                raise SettingsError(f"start: {url!r} is not a web address. Write it with https://.")
        if not self.start:
            raise SettingsError("start: give at least one web address.")
        source = Source(
            key=key,
            title=self.title,
            publisher=self.publisher,
            kind=self.kind,
            start=tuple(self.start),
            rhythm_days=self.rhythm_days,
            least_items=self.least_items,
            note=self.note,
        )
        return Scraper(source, self._parse())

    def _parse(self) -> Parse:
        selectors, columns = self.map, Columns(self.columns)
        if self.reader == "json_ld":
            return json_ld.parse
        if self.reader == "open_referral":
            return open_referral.parse
        if self.reader == "documents":
            columns.check()
            return lambda page: documents.parse(page, columns)
        if selectors is None:
            raise SettingsError("map: say where the entries and their fields are.")
        selectors.check()
        return lambda page: selector_map.parse(page, selectors)


def scrapers_in(folder: Path) -> dict[str, Scraper]:
    """Every source that has a file in a folder, by its key; raises ``SettingsError`` that names the line."""
    return {path.stem: load(path).scraper(path.stem) for path in sorted(folder.glob("*.yml"))}


def load(path: Path) -> SourceFile:
    """A source file; raises ``SettingsError`` that says what to put right."""
    try:
        file = msgspec.convert(seed_files.load_yaml(path), SourceFile)
        file.scraper(path.stem)
    except (msgspec.ValidationError, DirectoryError) as error:
        raise SettingsError(f"{path.name}: {error}") from error
    return file
