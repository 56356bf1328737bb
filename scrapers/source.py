"""What a source is, what its parser gives back, and how a parser says that something is not where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory_data.vocabulary import Kind
from scrapers.items import Item, key_of
from scrapers.page import Page


@dataclass(frozen=True)
class Source:
    """A site that entries come from."""

    key: str
    """Stable: proposals and runs are filed under it."""
    title: str
    publisher: str
    kind: Kind
    """What its new entries are, until an editor says otherwise."""
    start: tuple[str, ...]
    """Addresses a run begins at; empty until an editor has looked up the address."""
    rhythm_days: int = 7
    """Days between two runs."""
    least_items: int = 1
    """With fewer entries than this a run is not believed."""
    note: str = ""
    """What an editor must know before running it, such as that its address is not known."""

    def __post_init__(self) -> None:
        if not self.start and not self.note:
            raise ValueError(f"{self.key} has no address to start at and no note saying why")


@dataclass(frozen=True)
class Missing:
    """A field that this page always has, and that could not be found where it was."""

    item: str
    """Name of the entry, or of the page."""
    field: str
    url: str

    def __str__(self) -> str:
        return f"{self.item}: {self.field} not found on {self.url}"


@dataclass(frozen=True)
class Parsed:
    """What one page says."""

    items: tuple[Item, ...] = ()
    next_urls: tuple[str, ...] = ()
    """Further pages of the same source, such as page 2 of a list and the entries' own pages."""
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True)
class Scraper:
    """A source and the parser that reads its pages.

    ``parse`` raises ``ReadProblem`` when a page is not one that it knows, as after a redesign.
    """

    source: Source
    parse: Callable[[Page], Parsed]


@dataclass
class Entry:
    """One entry while its page is read: fields are added one by one, and those not found are noted."""

    name: str
    url: str
    own_id: object = None
    """What the source itself calls the entry, if anything; else its name is its key."""
    fields: dict[str, Any] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fields["name"] = self.name

    def need(self, field_name: str, value: object) -> None:
        """A field that this page always has; ``None`` means not found, and nothing is put in its place."""
        if value is None:
            self.missing.append(Missing(self.name, field_name, self.url))
        else:
            self.fields[field_name] = value

    def need_all(self, field_names: tuple[str, ...], values: Mapping[str, object] | None) -> None:
        """Fields that are found together or not at all."""
        for field_name in field_names:
            self.need(field_name, values[field_name] if values else None)

    def offer(self, field_name: str, value: object) -> None:
        """A field that this page may have; ``None`` means that it does not say."""
        if value is not None:
            self.fields[field_name] = value

    def unknown_labels(self, labels: Iterable[str]) -> None:
        """Labels not seen on this site before: a known field may stand there under a new name."""
        self.missing += [
            Missing(self.name, f"a known meaning of the label {label!r}", self.url)
            for label in sorted(labels)
        ]

    @property
    def key(self) -> str:
        """Empty when the name is marks only and the source says no other."""
        return key_of(self.name, own_id=self.own_id)


def parsed(*entries: Entry, next_urls: tuple[str, ...] = (), missing: tuple[Missing, ...] = ()) -> Parsed:
    """What one page says, from its entries."""
    gaps = [gap for entry in entries for gap in entry.missing]
    gaps += [Missing(entry.name, "name", entry.url) for entry in entries if not entry.key]
    items = tuple(Item(entry.key, entry.fields, entry.url) for entry in entries if entry.key)
    return Parsed(items, next_urls, (*missing, *gaps))
