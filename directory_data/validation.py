"""Finds faults in records; each one names the record, the field and what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import phonenumbers

from directory_data import moments
from directory_data.models import Address, Organization, Phone, Record, Source
from directory_data.vocabulary import ACCESSIBILITY, CATEGORIES, Checking

LOCAL_AREA_CODES = (
    "01865",
    "01869",
    "01295",
    "01993",
    "01235",
    "01491",
    "01844",
    "01608",
    "01367",
    "01280",
    "0118",
)
"""Dialling codes that reach into Oxfordshire: Oxford, Bicester, Banbury, Witney, Abingdon, Henley, Thame,
Chipping Norton, Faringdon, Brackley and Reading."""

SHORT_CODES = frozenset({"999", "101", "111", "112", "105"})
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TRACKING = ("fbclid", "gclid", "utm_")
EARLIEST = dt.date(2000, 1, 1)
OLDEST = 120  # years


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field of one record."""

    record: str
    field: str
    problem: str

    def __str__(self) -> str:
        return f"{self.record}: {self.field}: {self.problem}"


def faults(
    records: Iterable[Record], sources: Mapping[str, Source], organizations: Mapping[str, Organization]
) -> list[Fault]:
    """Every fault of every record, and of the records together."""
    known = list(records)
    found = [
        Fault(record.key, field, problem)
        for record in known
        for field, problem in record_problems(record, sources, organizations)
    ]
    return found + list(_duplicates(known)) + list(_dangling(known))


def record_problems(
    record: Record, sources: Mapping[str, Source], organizations: Mapping[str, Organization]
) -> Iterator[tuple[str, str]]:
    """The faults of one record as (field, problem)."""
    if not _KEY.fullmatch(record.key):
        yield "key", f"{record.key!r} must be lower-case words joined by hyphens."
    for field in ("name", "summary"):
        if not getattr(record, field).strip():
            yield field, "is empty: every record needs one."
    yield from _source_problems(record, sources)
    if record.organization and record.organization not in organizations:
        yield "organization", f"{record.organization!r} is not in organizations.yml."
    for category in record.categories:
        if category not in CATEGORIES:
            yield "categories", f"{category!r} is not a category: see vocabulary.CATEGORIES."
    if not record.categories:
        yield "categories", "is empty: give at least one category."
    yield from _contact_problems(record)
    yield from _date_problems(record)
    yield from _schedule_problems(record)
    yield from _age_problems(record)
    yield from _detail_problems(record)
    if _has_doubt(record) and record.checking is not Checking.DOUBTFUL:
        yield "checking", "something is marked doubtful, so this must be 'doubtful'."


def _age_problems(record: Record) -> Iterator[tuple[str, str]]:
    for field in ("minimum_age", "maximum_age"):
        age = getattr(record, field)
        if age is not None and not 0 <= age <= OLDEST:
            yield field, f"{age:g} is not an age in years from 0 to {OLDEST}."
    if record.maximum_age is not None and record.maximum_age < (record.minimum_age or 0):
        yield "maximum_age", "is below the minimum age."


def _detail_problems(record: Record) -> Iterator[tuple[str, str]]:
    """Faults in costs, access and languages, which people filter by."""
    for cost in record.cost_options:
        if cost.amount is not None and cost.amount < 0:
            yield "cost_options", f"{cost.amount:g} is not an amount: write 0 for what is free."
    for words in record.accessibility:
        if words not in ACCESSIBILITY:
            yield "accessibility", f"{words!r} cannot be filtered by: use one of {', '.join(ACCESSIBILITY)}."
    for language in record.languages:
        if not language[:1].isupper() or language != language.strip():
            yield "languages", f"{language!r} is not a language: write its English name, like Polish."


def phone_problem(phone: Phone) -> str | None:
    """What is wrong with a telephone number; nothing when it is already marked doubtful."""
    digits = phone.number.replace(" ", "")
    if digits in SHORT_CODES:
        return None
    try:
        parsed = phonenumbers.parse(phone.number, "GB")
    except phonenumbers.NumberParseException:
        return f"{phone.number!r} is not a telephone number."
    if phone.doubtful:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return f"{phone.number!r} is not a UK telephone number."
    if digits.startswith(("01", "02")) and not digits.startswith(LOCAL_AREA_CODES):
        return f"{phone.number!r} has an area code from outside Oxfordshire: check it, or mark it doubtful."
    return None


def email_problem(email: str) -> str | None:
    return None if _EMAIL.fullmatch(email) else f"{email!r} is not an e-mail address."


def url_problem(url: str) -> str | None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc or re.search(r"\s", url):
        return f"{url!r} is not a complete web address: write https:// and no spaces."
    if any(tag in parts.query for tag in TRACKING):
        return f"{url!r} carries a tracking tag: take it off."
    return None


def postcode_problem(address: Address) -> str | None:
    if _POSTCODE.fullmatch(address.postal_code):
        return None
    return f"{address.postal_code!r} is not a postcode: write it like OX16 5AU."


def _source_problems(record: Record, sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    if not record.source:
        yield "source", "is missing: name a key of sources.yml."
    elif record.source not in sources:
        yield "source", f"{record.source!r} is not in sources.yml."
    for field, provenance in record.provenance.items():
        if provenance.source not in sources:
            yield f"provenance.{field}", f"{provenance.source!r} is not in sources.yml."
        if not provenance.by.strip():
            yield f"provenance.{field}", "does not say who put it in."
        if field not in Record.__struct_fields__:
            yield f"provenance.{field}", "is not a field of a record."


def _contact_problems(record: Record) -> Iterator[tuple[str, str]]:
    phones = [*record.phones, *(phone for contact in record.contacts for phone in contact.phones)]
    emails = [record.email, *(contact.email for contact in record.contacts)]
    addresses = [location.address for location in record.locations if location.address]
    checks = [
        ("phones", [phone_problem(phone) for phone in phones]),
        ("email", [email_problem(email) for email in emails if email is not None]),
        ("urls", [url_problem(item.url) for item in record.urls if not item.doubtful]),
        ("locations", [postcode_problem(address) for address in addresses]),
    ]
    for field, problems in checks:
        for problem in problems:
            if problem:
                yield field, problem


def _date_problems(record: Record) -> Iterator[tuple[str, str]]:
    dates = {"known": record.known, "assured_date": record.assured_date}
    dates |= {f"provenance.{field}": item.known for field, item in record.provenance.items()}
    for field, date in dates.items():
        if date and not EARLIEST <= date <= moments.day(moments.now()):
            yield field, f"{date} is not a date between {EARLIEST} and today."
    if record.checking is Checking.CHECKED and not record.assured_date:
        yield "assured_date", "is missing: a checked record says when it was checked."
    if record.assured_date and record.checking is Checking.UNCHECKED:
        yield (
            "checking",
            "must be 'checked' or 'doubtful': somebody has confirmed the record.",
        )


def is_clock(text: str) -> bool:
    """Whether it is a time of day: ``08:30``, up to ``24:00``."""
    return bool(_CLOCK.fullmatch(text))


def _schedule_problems(record: Record) -> Iterator[tuple[str, str]]:
    for schedule in record.schedules:
        for clock in (schedule.opens_at, schedule.closes_at):
            if not is_clock(clock):
                yield "schedules", f"{clock!r} is not a time: write it like 08:30."
        if not schedule.byday:
            yield "schedules", "has hours without days."


def _has_doubt(record: Record) -> bool:
    parts = (record.phones, record.urls, record.contacts, record.locations, record.cost_options)
    return bool(record.doubts) or any(item.doubtful for items in parts for item in items)


def _duplicates(records: list[Record]) -> Iterator[Fault]:
    for field, values in {
        "key": [record.key for record in records],
        "name": [record.name.lower() for record in records],
    }.items():
        counts = Counter(values)
        for record, value in zip(records, values, strict=True):
            if counts[value] > 1:
                yield Fault(record.key, field, f"{value!r} is used by {counts[value]} records.")


def _dangling(records: list[Record]) -> Iterator[Fault]:
    keys = {record.key for record in records}
    for record in records:
        for field, targets in {
            "related": record.related,
            "covers": [record.covers] if record.covers else [],
        }.items():
            for target in targets:
                if target not in keys:
                    yield Fault(record.key, field, f"there is no record {target!r}.")
