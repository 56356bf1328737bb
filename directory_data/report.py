"""What an editor should look at: stale, unverified, conflicting, duplicated, missing and odd facts.

Everything is worked out from the records alone; ``link_check`` tests web addresses when asked to.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import combinations

import msgspec
import phonenumbers
from rapidfuzz import fuzz

from directory_data import link_workers, listing, organisation_names
from directory_data.models import Phone, Record
from directory_data.openreferral_parts import doubts_of
from directory_data.rhythms import rhythms
from directory_data.validation import LOCAL_AREA_CODES, SHORT_CODES
from directory_data.vocabulary import Checking, Kind, Status

REACHED = frozenset({Kind.SERVICE, Kind.FOOD, Kind.FINANCE, Kind.LINK_WORKER, Kind.CONTACT})
"""Kinds that are of no use without a way to reach them."""
LOCAL = frozenset({Kind.SERVICE, Kind.FOOD, Kind.LINK_WORKER, Kind.CONTACT})
SAME_NAME, SAME_PHONE, SAME_ADDRESS = 93, 72, 60
"""Likeness of two names, 0 to 100, from which they may be one: alone, with one phone, with one address."""
MOST_SHARING = 40
"""A word that more records have tells nothing about likeness."""


class Check(str, Enum):
    """What is looked for; the order is that of the report."""

    CONFLICTING = "conflicting"
    ODD_PHONE = "odd phone"
    MISSING = "missing"
    DUPLICATED = "duplicated"
    STALE = "stale"
    UNVERIFIED = "unverified"
    DEAD_LINK = "dead link"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at in one record."""

    check: Check
    key: str
    kind: Kind
    name: str
    field: str
    problem: str
    others: tuple[str, ...] = ()
    """Keys of the other records that it is about."""


def findings(records: Iterable[Record], today: dt.date) -> list[Finding]:
    """Everything to look at in the records that people see, in the order of ``Check``, then by name."""
    shown = [one for one in records if one.status in {Status.ACTIVE, Status.TEMPORARILY_CLOSED}]
    found = [finding for record in shown for finding in _of_one(record, today)]
    found += _other_hours(shown)
    found += _duplicates(shown)
    order = list(Check)
    return sorted(found, key=lambda one: (order.index(one.check), one.name.lower(), one.key, one.field))


def finding(check: Check, record: Record, field: str, problem: str, others: Iterable[str] = ()) -> Finding:
    return Finding(
        check=check,
        key=record.key,
        kind=record.kind,
        name=record.name,
        field=field,
        problem=problem,
        others=tuple(others),
    )


def odd_phone(number: str, *, local: bool) -> str:
    """What is odd about a telephone number, in words; empty when nothing is."""
    digits = number.replace(" ", "")
    if digits in SHORT_CODES:
        return ""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return f"{number} is not a telephone number."
    if parsed.country_code != 44:
        return f"{number} is not a UK number."
    if not phonenumbers.is_valid_number(parsed):
        length = len(str(parsed.national_number))
        wrong = (
            "has too few digits" if length < 9 else "has too many digits" if length > 10 else "is not in use"
        )
        return f"{number} {wrong} in the UK."
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL).replace(" ", "")
    if local and national.startswith(("01", "02")) and not national.startswith(LOCAL_AREA_CODES):
        return f"{number} has a code from outside Oxfordshire."
    return ""


def _of_one(record: Record, today: dt.date) -> Iterator[Finding]:
    known = dt.date.fromisoformat(listing.checked(record))
    every = rhythms().confirm_every_days[record.kind]
    if (age := (today - known).days) > every:
        problem = f"Last known {known}, {_months(age)} months ago; due every {_months(every)} months."
        yield finding(Check.STALE, record, "assured_date", problem)
    if record.checking is Checking.UNCHECKED:
        yield finding(
            Check.UNVERIFIED, record, "checking", "Copied from its source; nobody has confirmed it."
        )
    for field, reason in doubts_of(record):
        yield finding(Check.CONFLICTING, record, field, reason)
    yield from _missing(record)
    for phone in _phones(record):
        if odd := odd_phone(phone.number, local=record.kind in LOCAL):
            yield finding(Check.ODD_PHONE, record, "phones", odd)


def _months(days: int) -> int:
    return round(days * 12 / 365.25)


def _missing(record: Record) -> Iterator[Finding]:
    if not record.summary.strip():
        yield finding(Check.MISSING, record, "summary", "Has no summary.")
    ways = (*_phones(record), record.email, *record.urls, *(one.email for one in record.contacts))
    if record.kind in REACHED and not any(ways):
        yield finding(Check.MISSING, record, "phones", "Has no phone, e-mail or web address.")
    if record.kind in LOCAL and not record.areas and not record.places:
        problem = "Has no area, so it is shown for the whole county."
        yield finding(Check.MISSING, record, "areas", problem)


def _phones(record: Record) -> list[Phone]:
    return [*record.phones, *(phone for contact in record.contacts for phone in contact.phones)]


def _other_hours(records: Sequence[Record]) -> Iterator[Finding]:
    """Records that give one telephone number different opening times."""
    by_number: defaultdict[str, dict[str, Record]] = defaultdict(dict)
    for record in records:
        if record.schedules:
            for phone in record.phones:
                by_number[_digits(phone)][record.key] = record
    for several in by_number.values():
        hours = {key: msgspec.json.encode(record.schedules) for key, record in several.items()}
        for key, record in several.items():
            others = [other for other in several if hours[other] != hours[key]]
            if others:
                number = next(p.number for p in record.phones if several is by_number[_digits(p)])
                problem = f"{number} has other opening times in {_named(several[o] for o in others)}."
                yield finding(Check.CONFLICTING, record, "schedules", problem, others)


def _duplicates(records: Sequence[Record]) -> Iterator[Finding]:
    """Records that may be one: like names, and less like ones with the same telephone or address."""
    names = {record.key: organisation_names.key(_name(record)) for record in records}
    seen = set[tuple[str, str]]()
    for first, second, floor, why in _pairs(records, names):
        pair = (min(first.key, second.key), max(first.key, second.key))
        if pair in seen or not _may_be_one(first, second):
            continue
        likeness = fuzz.token_sort_ratio(names[first.key], names[second.key])
        if likeness >= floor:
            seen.add(pair)
            problem = f"May be the same as {second.name!r}: {why}."
            yield finding(Check.DUPLICATED, first, "name", problem, [second.key])


def _pairs(records: Sequence[Record], names: dict[str, str]) -> Iterator[tuple[Record, Record, int, str]]:
    """Pairs with something in common, the likeness of names they need, and what they share."""
    phones: defaultdict[str, list[Record]] = defaultdict(list)
    addresses: defaultdict[str, list[Record]] = defaultdict(list)
    words: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        for digits in {_digits(phone) for phone in record.phones}:
            phones[digits].append(record)
        for place in {_address(place.address) for place in record.locations if place.address}:
            addresses[place].append(record)
        for word in set(names[record.key].split()):
            words[word].append(record)
    groups = ((phones, SAME_PHONE, "like names and one telephone number"),
              (addresses, SAME_ADDRESS, "like names and one address"),
              (words, SAME_NAME, "almost the same name"))  # fmt: skip
    for by_value, floor, why in groups:
        for several in by_value.values():
            if len(several) <= MOST_SHARING:
                for first, second in combinations(several, 2):
                    yield first, second, floor, why


def _may_be_one(first: Record, second: Record) -> bool:
    """Guidance is not the service that it is about, and a name at another place is somebody else."""
    if _sort(first) != _sort(second):
        return False
    if first.places and second.places and not set(first.places) & set(second.places):
        return False
    return not (first.areas and second.areas) or bool(set(first.areas) & set(second.areas))


def _sort(record: Record) -> tuple[bool, bool]:
    return record.kind is Kind.GUIDANCE, "glossary" in record.categories


def _name(record: Record) -> str:
    return link_workers.organisation_of(record) if link_workers.is_listed(record) else record.name


def _digits(phone: Phone) -> str:
    return "".join(filter(str.isdigit, phone.number))


def _address(address: object) -> str:
    """Street and postcode in one form."""
    street, postcode = getattr(address, "address_1", ""), getattr(address, "postal_code", "")
    short = street.lower().replace("street", "st")  # "St." reads as "Saint", which is no matter here
    return f"{organisation_names.key(short)} {postcode}"


def _named(records: Iterable[Record]) -> str:
    return ", ".join(repr(record.name) for record in records)
