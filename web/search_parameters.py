"""The search parameters of page and API: one reading, with every fault named."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from directory_data.search import SearchQuery
from directory_data.vocabulary import CATEGORIES, Area, Audience, Kind
from web.errors import Problem

E = TypeVar("E", bound=Enum)

LONGEST_TEXT = 500  # characters
MOST_PAGES = 1000
MOST_PER_PAGE = 50
OLDEST = 120  # years
YES, NO = ("true", "1", "yes", "on"), ("", "false", "0", "no")
DEFAULT_PER_PAGE = 10


@dataclass(frozen=True)
class Fault:
    """A parameter that cannot be used, and what it may be."""

    parameter: str
    allowed: str

    @property
    def words(self) -> str:
        return f"{self.parameter} must be {self.allowed}."


@dataclass
class Parameters:
    """Reads one request's parameters; what cannot be used is left out and listed in ``faults``."""

    given: MultiDict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def query(self) -> SearchQuery:
        audiences = self._named("audience", Audience)
        return SearchQuery(
            text=self.text("q"),
            kinds=frozenset(self._named("kind", Kind)),
            areas=frozenset(self._named("area", Area)),
            categories=frozenset(self._categories()),
            audience=audiences[0] if len(audiences) == 1 else None,
            readers=frozenset(audiences),
            age=self._age(),
            open_now=self._flag("open_now"),
            near=self.text("near"),
            page=self._whole("page", 1, MOST_PAGES),
            per_page=self._whole("per_page", DEFAULT_PER_PAGE, MOST_PER_PAGE),
        )

    def text(self, name: str) -> str:
        value = self.given.get(name, "").replace("\0", " ").strip()
        if len(value) > LONGEST_TEXT:
            self._fault(name, f"at most {LONGEST_TEXT} characters")
        return value[:LONGEST_TEXT]

    def refuse_faults(self) -> None:
        """Raises the ``Problem`` that names every parameter which cannot be used."""
        if self.faults:
            raise Problem(
                400,
                " ".join(fault.words for fault in self.faults),
                parameters=[{"name": fault.parameter, "allowed": fault.allowed} for fault in self.faults],
            )

    def _values(self, name: str) -> list[str]:
        """Repeated parameters and comma-separated ones mean the same."""
        return [part.strip() for raw in self.given.getlist(name) for part in raw.split(",") if part.strip()]

    def _named(self, name: str, kind: type[E]) -> list[E]:
        by_name = {member.value.lower(): member for member in kind}
        values = self._values(name)
        if any(value.lower() not in by_name for value in values):
            self._fault(name, "one of " + ", ".join(member.value for member in kind))
        return [by_name[value.lower()] for value in values if value.lower() in by_name]

    def _categories(self) -> list[str]:
        values = self._values("category")
        if any(value not in CATEGORIES for value in values):
            self._fault("category", "one of " + ", ".join(CATEGORIES))
        return [value for value in values if value in CATEGORIES]

    def _age(self) -> float | None:
        raw = self.given.get("age", "").strip()
        if not raw:
            return None
        try:
            age = float(raw)
        except ValueError:
            age = -1.0
        if 0 <= age <= OLDEST:
            return age
        self._fault("age", f"a number of years from 0 to {OLDEST}")
        return None

    def _flag(self, name: str) -> bool:
        raw = self.given.get(name, "").strip().lower()
        if raw not in (*YES, *NO):
            self._fault(name, "true or false")
        return raw in YES

    def _whole(self, name: str, default: int, highest: int) -> int:
        raw = self.given.get(name, "").strip()
        if not raw:
            return default
        if raw.isascii() and raw.isdigit() and len(raw) < 9 and 1 <= int(raw) <= highest:
            return int(raw)
        self._fault(name, f"a whole number from 1 to {highest}")
        return default

    def _fault(self, parameter: str, allowed: str) -> None:
        self.faults.append(Fault(parameter, allowed))
