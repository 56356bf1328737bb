"""The parameters of the JSON interface for the OpenAPI document, with the limits that the views hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from directory_data.vocabulary import ACCESSIBILITY, CATEGORIES, NOT_KNOWN, Area, Audience, Cost, Kind, Sort
from web import open_data_parameters as open_data
from web import search_parameters as search

Json = dict[str, Any]
AGE = r"(120(\.0+)?|(0{0,2}[0-9]|0?[1-9][0-9]|1[01][0-9])(\.[0-9]+)?)"
_FORMS = {"uuid": "A UUID"}
FLAG = [*search.YES, *(word for word in search.NO if word)]


@dataclass(frozen=True)
class Parameter:
    """One parameter in the address; ``schema`` is JSON Schema."""

    name: str
    words: str
    schema: Json
    example: Any = None
    in_path: bool = False

    @property
    def allowed(self) -> str:
        """What it may be, in words."""
        values = self.schema.get("items", self.schema)
        if "enum" in values:
            return ("Any of: " if values is not self.schema else "One of: ") + ", ".join(values["enum"])
        if "minimum" in values:
            return f"{values['minimum']} to {values['maximum']:,}"
        if "maxLength" in values:
            return f"Up to {values['maxLength']} characters"
        return _FORMS.get(values.get("format", ""), "")

    def as_openapi(self) -> Json:
        described: Json = {
            "name": self.name,
            "in": "path" if self.in_path else "query",
            "required": self.in_path,
            "description": self.words,
            "schema": self.schema,
        }
        if not self.in_path:
            described["allowEmptyValue"] = True  # as forms send what is not filled in
        return described if self.example is None else described | {"example": self.example}


def _text(name: str, words: str, example: str) -> Parameter:
    return Parameter(name, words, {"type": "string", "maxLength": search.LONGEST_TEXT}, example)


def _one(name: str, words: str, values: Iterable[str], default: str) -> Parameter:
    return Parameter(name, words, {"type": "string", "enum": list(values), "default": default})


def _several(name: str, words: str, values: Iterable[str], example: str) -> Parameter:
    items = {"type": "string", "enum": list(values)}
    return Parameter(name, words, {"type": "array", "items": items}, [example])


def _whole(name: str, words: str, most: int, default: int) -> Parameter:
    return Parameter(name, words, {"type": "integer", "minimum": 1, "maximum": most, "default": default})


def _flag(name: str, words: str) -> Parameter:
    return Parameter(name, words, {"type": "string", "enum": FLAG, "default": "false"})


def _id(name: str, words: str, *, in_path: bool = False, example: str | None = None) -> Parameter:
    return Parameter(name, words, {"type": "string", "format": "uuid"}, example, in_path)


def _values(kind: type[Enum]) -> list[str]:
    return [member.value for member in kind]


def path_id(example: str) -> Parameter:
    return _id("id", "As a list gives it.", in_path=True, example=example)


SUGGEST = (_text("q", "The letters typed so far. Two are the fewest that find something.", "camh"),)
LINK_WORKERS = (_text("q", "An organisation and its place, a place, or a postcode.", "nursery in Bicester"),)
SEARCH = (
    _text("q", "What is needed, in everyday words. Without it, everything is found.", "speech therapy"),
    _several("kind", "Only these kinds of record.", _values(Kind), "service"),
    _several("area", "Only what is for these areas, or for the whole county.", _values(Area), "North"),
    _several("category", "Only what meets these needs.", CATEGORIES, "speech-language"),
    _several(
        "audience", "Only what is written for them. One alone also comes first.", _values(Audience), "parent"
    ),
    Parameter(
        "age",
        f"An age in years, or a range from the lower age to the higher; {search.OLDEST} is the most. "
        "What says no ages stays in.",
        {"type": "string", "pattern": f"^{AGE}(-{AGE})?$"},
        "3-5",
    ),
    _flag("age_known", "Only what says which ages it is for."),
    _several(
        "open_now",
        f"Only what is open at this moment. {NOT_KNOWN} keeps what gives no hours.",
        [*FLAG, NOT_KNOWN],
        "true",
    ),
    _several("cost", f"Free, or not. {NOT_KNOWN} is what does not say.", _values(Cost), "free"),
    _several(
        "accessibility", "What makes it usable; all of them.", (*ACCESSIBILITY, NOT_KNOWN), ACCESSIBILITY[0]
    ),
    Parameter(
        "language",
        f"Names of languages. {NOT_KNOWN} is what does not say.",
        {
            "type": "array",
            "items": {"type": "string", "maxLength": search.LONGEST_LANGUAGE, "pattern": "^[^,]*$"},
            "maxItems": search.MOST_VALUES,
        },
        ["Polish"],
    ),
    _text("near", "A town, village or postcode in or near Oxfordshire.", "Witney"),
    _one("sort", "The order. nearest needs near.", _values(Sort), Sort.BEST.value),
    _whole("page", "Which page.", search.MOST_PAGES, 1),
    _whole("per_page", "How many on a page.", search.MOST_PER_PAGE, search.DEFAULT_PER_PAGE),
)

_WORDS = _text("search", "Words to find.", "speech")
_FULL = _flag("full", "With everything that belongs to each one, as its own address gives it.")
_SIZE = (open_data.MOST_PER_PAGE, open_data.DEFAULT_PER_PAGE)
PAGING = (
    _whole("page", "Which page.", open_data.MOST_PAGES, 1),
    _whole("per_page", "How many on a page.", *_SIZE),
    _whole("perPage", "The same as per_page, which is taken when both are given.", *_SIZE),
    _one("format", "ndjson and csv give all pages at once.", open_data.FORMATS, "json"),
)
_FILTERS = (
    _WORDS,
    _id("taxonomy_term_id", "Only what has this term."),
    _id("taxonomy_id", "Only what has a term of this taxonomy."),
    _id("organization_id", "Only what this organisation runs."),
    Parameter(
        "modified_after",
        "Only what changed at this moment or later. A time without an offset is UTC.",
        {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
        "2020-05-01",
    ),
    Parameter(
        "postcode",
        "Only what covers this postcode in or near Oxfordshire. A district such as OX4 will do.",
        {"type": "string", "format": "uk-postcode"},
        "OX4 3LX",
    ),
    Parameter(
        "proximity",
        "With a postcode: only what has a place this many metres away or less, the nearest first.",
        {"type": "number", "exclusiveMinimum": 0, "maximum": open_data.FARTHEST},
        5000,
    ),
)
SERVICES = (
    *_FILTERS,
    _FULL,
    _flag("minimal", "Only the id and the date of the last change, of all services at once."),
    *PAGING,
)
SERVICE_AT_LOCATIONS = (*_FILTERS, _FULL, *PAGING)
_FULL_SERVICE = _flag("full_service", "With everything about their services.")
ORGANIZATION = (_FULL_SERVICE,)
ORGANIZATIONS = (_WORDS, _FULL, _FULL_SERVICE, *PAGING)
TAXONOMIES = (_WORDS, *PAGING)
TAXONOMY_TERMS = (
    _WORDS,
    _id("taxonomy_id", "Only terms of this taxonomy."),
    _id("parent_id", "Only terms below this one. Ours have no terms below them, so nothing is found."),
    _flag("top_only", "Only terms at the top, which all of ours are."),
    *PAGING,
)
