"""The directory's controlled words as Open Referral taxonomies and terms.

They are Signpost's own and flat. Terms have no ``term_uri``: nobody has mapped them to a national list.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from directory_data.models import NAMESPACE, Record
from directory_data.vocabulary import CATEGORIES, Audience, Checking, Kind

KIND_WORDS = {
    Kind.SERVICE: "A service that families or practitioners use",
    Kind.FOOD: "Food and practical help",
    Kind.FINANCE: "Help with money, benefits, childcare costs, grants and funding",
    Kind.LINK_WORKER: "A way to an organisation's link worker",
    Kind.RESOURCE: "A website or resource of an organisation that can be asked for help",
    Kind.CONTACT: "A team or person to ring",
}
AUDIENCE_WORDS = {
    Audience.PARENT: "Written for parents, carers and young people",
    Audience.PRACTITIONER: "Written for practitioners",
}
CHECKING_WORDS = {
    Checking.UNCHECKED: "Copied from its source document; nobody has confirmed it since",
    Checking.DOUBTFUL: "Something in it is doubtful; the unconfirmed attributes say what and why",
    Checking.CHECKED: "Confirmed by an editor on the assured date",
}


@dataclass(frozen=True)
class Term:
    """One word of a taxonomy."""

    key: str
    name: str
    description: str
    taxonomy: Taxonomy

    @property
    def id(self) -> str:
        return str(uuid.uuid5(NAMESPACE, f"taxonomy-term/{self.taxonomy.key}/{self.key}"))

    def as_open_referral(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "taxonomy": self.taxonomy.name,
            "taxonomy_id": self.taxonomy.id,
            "term": self.key,
        }


@dataclass(frozen=True)
class Taxonomy:
    """A list of words; ``key`` is also the ``link_type`` of the attributes that use it."""

    key: str
    name: str
    description: str

    @property
    def id(self) -> str:
        return str(uuid.uuid5(NAMESPACE, f"taxonomy/{self.key}"))

    def as_open_referral(self, *, full: bool = False) -> dict[str, Any]:
        """The taxonomy, with its terms when ``full``."""
        basic = {"id": self.id, "name": self.name, "description": self.description}
        inside = [term for term in terms().values() if term.taxonomy == self]
        return basic | ({"taxonomy_terms": [term.as_open_referral() for term in inside]} if full else {})


CATEGORY = Taxonomy("category", "Signpost categories", "What need a service meets")
KIND = Taxonomy("kind", "Signpost kinds", "What sort of entry of the directory it is")
AUDIENCE = Taxonomy("audience", "Signpost audiences", "Whom an entry is written for")
CHECKING = Taxonomy("checking", "Signpost states of checking", "How far an entry has been checked")


@lru_cache(maxsize=1)
def taxonomies() -> dict[str, Taxonomy]:
    """Every taxonomy by id."""
    return {taxonomy.id: taxonomy for taxonomy in (CATEGORY, KIND, AUDIENCE, CHECKING)}


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Every term by id."""
    categories = [Term(key, name, f"Need or subject: {name}", CATEGORY) for key, name in CATEGORIES.items()]
    named: list[tuple[Taxonomy, dict[Any, str]]] = [
        (KIND, KIND_WORDS),
        (AUDIENCE, AUDIENCE_WORDS),
        (CHECKING, CHECKING_WORDS),
    ]
    others = [_term(taxonomy, word, meaning) for taxonomy, words in named for word, meaning in words.items()]
    return {term.id: term for term in [*categories, *others]}


def terms_of(record: Record) -> list[Term]:
    """The terms that describe a record, categories first."""
    used = [(CATEGORY, key) for key in record.categories]
    used += [(KIND, record.kind.value)]
    used += [(AUDIENCE, audience.value) for audience in record.audiences]
    used += [(CHECKING, record.checking.value)]
    by_word = _terms_by_word()
    return [by_word[pair] for pair in dict.fromkeys(used) if pair in by_word]


@lru_cache(maxsize=1)
def _terms_by_word() -> dict[tuple[Taxonomy, str], Term]:
    return {(term.taxonomy, term.key): term for term in terms().values()}


def _term(taxonomy: Taxonomy, word: Enum, meaning: str) -> Term:
    return Term(str(word.value), str(word.value).replace("_", " ").capitalize(), meaning, taxonomy)
