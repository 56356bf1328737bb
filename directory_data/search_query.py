"""What one search asks for, in the terms of page, API and bot."""

from __future__ import annotations

from dataclasses import dataclass

from directory_data.vocabulary import Area, Audience, Cost, Kind, Sort


@dataclass(frozen=True)
class SearchQuery:
    """One search; empty fields do not narrow.

    A filter leaves out the records that do not say, unless they are asked for as well: ``NOT_KNOWN``
    among the values, or ``hours_unknown`` beside ``open_now``.
    """

    text: str = ""
    kinds: frozenset[Kind] = frozenset()
    areas: frozenset[Area] = frozenset()
    categories: frozenset[str] = frozenset()
    audience: Audience | None = None
    """Whose records come first; nothing is hidden."""
    readers: frozenset[Audience] = frozenset()
    """Only records for these audiences."""
    age: float | None = None
    """Years; records that name no ages stay in."""
    oldest: float | None = None
    """Years; with ``age`` a range, and a record fits that takes any age of it."""
    age_known: bool = False
    """Only records that name the ages they are for."""
    open_now: bool = False
    hours_unknown: bool = False
    costs: frozenset[Cost] = frozenset()
    accessibility: frozenset[str] = frozenset()
    """Words of ``vocabulary.ACCESSIBILITY``, or ``NOT_KNOWN``."""
    languages: frozenset[str] = frozenset()
    """Names of languages, or ``NOT_KNOWN``."""
    near: str = ""
    """A place or postcode; the place in ``text`` when empty."""
    sort: Sort = Sort.BEST
    page: int = 1
    per_page: int = 10

    @property
    def filters(self) -> list[str]:
        """The names of the filters that are on."""
        on = {
            "kind": self.kinds,
            "area": self.areas,
            "category": self.categories,
            "audience": self.readers,
            "age": self.age is not None or self.age_known,
            "open_now": self.open_now or self.hours_unknown,
            "cost": self.costs,
            "accessibility": self.accessibility,
            "language": self.languages,
            "near": self.near,
        }
        return [name for name, is_on in on.items() if is_on]
