"""The search parameters of page and API: one reading, with every fault named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from directory_data.search import SearchQuery
from directory_data.vocabulary import ACCESSIBILITY, CATEGORIES, NOT_KNOWN, Area, Audience, Cost, Kind, Sort
from web.errors import Problem

E = TypeVar("E", bound=Enum)

LONGEST_TEXT = 500  # characters
MOST_PAGES = 1000
MOST_PER_PAGE = 50
OLDEST = 120  # years
MOST_VALUES = 20
LONGEST_LANGUAGE = 40  # characters
YES, NO = ("true", "1", "yes", "on"), ("", "false", "0", "no")
DEFAULT_PER_PAGE = 10
_AGES = re.compile(r"(?P<age>\d{1,3}(?:\.\d+)?)(?:-(?P<oldest>\d{1,3}(?:\.\d+)?))?", re.ASCII)


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
        age, oldest = self._ages()
        opening = self._opening()
        return SearchQuery(
            text=self.text("q"),
            kinds=frozenset(self._named("kind", Kind)),
            areas=frozenset(self._named("area", Area)),
            categories=frozenset(self._categories()),
            audience=audiences[0] if len(audiences) == 1 else None,
            readers=frozenset(audiences),
            age=age,
            oldest=oldest,
            age_known=self._flag("age_known"),
            open_now="true" in opening,
            hours_unknown=NOT_KNOWN in opening,
            costs=frozenset(self._named("cost", Cost)),
            accessibility=frozenset(self._accessibility()),
            languages=frozenset(self._languages()),
            near=self.text("near"),
            sort=(self._named("sort", Sort) or [Sort.BEST])[0],
            page=self._whole("page", 1, MOST_PAGES),
            per_page=self._whole("per_page", DEFAULT_PER_PAGE, MOST_PER_PAGE),
        )

    def text(self, name: str) -> str:
        value = self.given.get(name, "").replace("\0", " ")
        if len(value) > LONGEST_TEXT:
            self._fault(name, f"at most {LONGEST_TEXT} characters")
        return value.strip()[:LONGEST_TEXT]

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

    def _accessibility(self) -> list[str]:
        by_name = {words.lower(): words for words in (*ACCESSIBILITY, NOT_KNOWN)}
        values = [value.lower() for value in self._values("accessibility")]
        if any(value not in by_name for value in values):
            self._fault("accessibility", "one of " + ", ".join(by_name.values()))
        return [by_name[value] for value in values if value in by_name]

    def _languages(self) -> list[str]:
        """Names of languages are open: which ones are used is for the records to say."""
        values = self._values("language")
        if len(values) > MOST_VALUES or any(len(value) > LONGEST_LANGUAGE for value in values):
            self._fault("language", f"at most {MOST_VALUES} names of up to {LONGEST_LANGUAGE} characters")
            return []
        return values

    def _ages(self) -> tuple[float | None, float | None]:
        """One age, or the two ends of a range."""
        raw = self.given.get("age", "").replace(" ", "")
        if not raw:
            return None, None
        if match := _AGES.fullmatch(raw):
            age, oldest = float(match["age"]), float(match["oldest"] or match["age"])
            if age <= oldest <= OLDEST:
                return age, oldest if match["oldest"] else None
        self._fault("age", f"a number of years from 0 to {OLDEST}, or two such as 3-5")
        return None, None

    def _opening(self) -> set[str]:
        values = {value.lower() for value in self._values("open_now")}
        if not values <= {*YES, *NO, NOT_KNOWN}:
            self._fault("open_now", f"true or false, and {NOT_KNOWN} to keep what gives no hours")
        return (values & {NOT_KNOWN}) | ({"true"} if values & set(YES) else set())

    def _flag(self, name: str) -> bool:
        raw = self.given.get(name, "").strip().lower()
        if raw not in (*YES, *NO):
            self._fault(name, "true or false")
        return raw in YES

    def _whole(self, name: str, default: int, highest: int) -> int:
        raw = self.given.get(name, "").strip().removesuffix(".0")  # a whole number too, in JSON
        if not raw:
            return default
        if raw.isascii() and raw.isdigit() and len(raw) < 9 and 1 <= int(raw) <= highest:
            return int(raw)
        self._fault(name, f"a whole number from 1 to {highest}")
        return default

    def _fault(self, parameter: str, allowed: str) -> None:
        self.faults.append(Fault(parameter, allowed))
