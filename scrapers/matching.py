"""Which record an entry of a source is: surely one, perhaps some, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process, utils

from directory_data.models import Record
from directory_data.vocabulary import Kind
from scrapers import normalise

ENOUGH = 0.72
"""Likeness from which a person is asked."""
MOST = 3
"""Records to ask about."""
NAMES_ALONE = 0.9
"""What a likeness of names counts when nothing else can be compared."""
WORTH_SCORING = 55  # of 100, in names


@dataclass(frozen=True)
class Match:
    """The record that an entry surely is, else those that it may be, with their likeness from 0 to 1."""

    record: str | None
    maybe: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class _Known:
    key: str
    names: frozenset[str]
    contacts: frozenset[str]
    postcodes: frozenset[str]


class Matcher:
    """Looks entries up among records."""

    def __init__(self, records: Iterable[Record]) -> None:
        # Guidance and the glossary are about services, and no source is asked for them.
        self._known = {record.key: _known(record) for record in records if record.kind is not Kind.GUIDANCE}
        self._names = [(name, key) for key, one in self._known.items() for name in one.names]
        self._spelt = [name for name, _ in self._names]

    def match(self, fields: Mapping[str, Any]) -> Match:
        """Sure only of the same name in the same place, or of a like name with the same contact."""
        entry = _entry(fields)
        (name,) = entry.names or {""}
        near = process.extract(
            name, self._spelt, scorer=fuzz.token_sort_ratio, score_cutoff=WORTH_SCORING, limit=20
        )
        likeness: dict[str, float] = {}
        for _, score, place in near:
            key = self._names[place][1]
            likeness[key] = max(likeness.get(key, 0.0), self._likeness(entry, self._known[key], score / 100))
        best = sorted(likeness.items(), key=lambda one: (-one[1], one[0]))
        sure = [key for key, score in best if score >= 1.0]
        if len(sure) == 1:
            return Match(sure[0])
        maybe = tuple((key, round(score, 2)) for key, score in best if score >= ENOUGH)
        return Match(None, maybe[:MOST])

    @staticmethod
    def _likeness(entry: _Known, known: _Known, names: float) -> float:
        """1 is sure; contacts or postcodes that differ make the same name another branch."""
        shared = bool(entry.contacts & known.contacts)
        elsewhere = bool(entry.postcodes and known.postcodes) and not entry.postcodes & known.postcodes
        if names >= 0.999 and not elsewhere:
            return 1.0
        if names >= 0.9 and shared and not elsewhere:
            return 1.0
        if shared:
            return min(0.99, 0.6 * names + 0.4)
        return names * NAMES_ALONE


def _known(record: Record) -> _Known:
    return _Known(
        key=record.key,
        names=frozenset(map(_spelt, [record.name, *record.alternate_names])) - {""},
        contacts=_contacts(
            [part.number for part in record.phones], record.email, [part.url for part in record.urls]
        ),
        postcodes=frozenset(place.address.postal_code for place in record.locations if place.address),
    )


def _entry(fields: Mapping[str, Any]) -> _Known:
    places = [place["address"] for place in fields.get("locations") or [] if place.get("address")]
    return _Known(
        key="",
        names=frozenset({_spelt(fields.get("name", ""))}),
        contacts=_contacts(
            [part["number"] for part in fields.get("phones") or []],
            fields.get("email"),
            [part["url"] for part in fields.get("urls") or []],
        ),
        postcodes=frozenset(normalise.postcode(place["postal_code"]) for place in places),
    )


def _contacts(phones: list[str], email: str | None, urls: list[str]) -> frozenset[str]:
    """Numbers and addresses in one form; a bare host is shared by too many to count."""
    numbers = {normalise.phone(number).replace(" ", "") for number in phones}
    pages = {normalise.url(url).rstrip("/").partition("://")[2].removeprefix("www.") for url in urls}
    return frozenset(
        {*numbers, *({email.lower()} if email else ()), *(page for page in pages if "/" in page)}
    )


def _spelt(name: str) -> str:
    """A name without case, punctuation and the article in front."""
    return str(utils.default_process(normalise.text(name).replace("&", " and "))).removeprefix("the ").strip()
