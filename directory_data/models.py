"""The nouns of the directory, named as Open Referral names them, each field with its meaning.

A ``Record`` is one entry people can find: a service, a food or money source, a team to ring, a link to
a resource, or a piece of guidance. Structs are decoded strictly: an unknown field is an error.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import msgspec

from directory_data.vocabulary import Area, Audience, Checking, Day, Kind, Status

# Fixed so that a record keeps its id however often the store is rebuilt.
NAMESPACE = uuid.UUID("6d7f0a54-7c1e-5b1e-9f3c-0d3a51b0c0de")


class _Noun(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Strict decoding, and empty fields left out when written."""


class Source(_Noun):
    """A document that facts come from."""

    key: str
    title: str
    publisher: str
    dated: dt.date
    """The date the facts were known; for undated documents the earliest it can be."""
    dated_how: str
    """How that date is known."""
    url: str | None = None


class Provenance(_Noun):
    """Where the value of one field comes from."""

    source: str
    known: dt.date
    by: str = "seed"
    reason: str = ""


class Decision(_Noun):
    """A conflict between sources that was settled, and why; for editors."""

    field: str
    reason: str
    conflict: int | None = None
    """Number in the editors' list of conflicts between the source documents."""


class Phone(_Noun):
    number: str
    """As people write it, with spaces: ``01865 323332``."""
    description: str = ""
    """What this number is for, when a record has several: ``Central``."""
    doubtful: str = ""
    """Why an editor must check this number; empty when there is no known reason."""


class Url(_Noun):
    url: str
    label: str = ""
    doubtful: str = ""


class Contact(_Noun):
    """A person or desk that the source itself publishes as the contact."""

    name: str
    title: str = ""
    email: str | None = None
    phones: list[Phone] = msgspec.field(default_factory=list)
    doubtful: str = ""


class Address(_Noun):
    address_1: str
    city: str
    postal_code: str
    address_2: str = ""
    state_province: str = "Oxfordshire"
    country: str = "GB"


class Location(_Noun):
    name: str
    address: Address | None = None
    latitude: float | None = None
    longitude: float | None = None
    doubtful: str = ""


class Schedule(_Noun):
    """Weekly opening; times are local (Europe/London)."""

    byday: list[Day]
    opens_at: str
    """``08:30``"""
    closes_at: str
    """``17:00``; may be ``24:00``, and earlier than ``opens_at`` when it runs past midnight."""
    bank_holidays: bool = False
    """Whether these hours also hold on England's bank holidays."""
    description: str = ""


class CostOption(_Noun):
    option: str
    amount: float | None = None
    """Pounds sterling."""
    doubtful: str = ""


class Section(_Noun):
    """One answerable part of a guidance record."""

    heading: str
    text: str
    """Markdown, complete enough to be the whole answer."""
    asked_as: list[str] = msgspec.field(default_factory=list)
    """Questions people ask that this section answers, in their words."""


class Organization(_Noun):
    key: str
    name: str
    description: str
    url: str | None = None
    email: str | None = None

    @property
    def id(self) -> str:
        return str(uuid.uuid5(NAMESPACE, f"organization/{self.key}"))


class Record(_Noun):
    """One entry of the directory."""

    key: str
    """Stable, readable and unique: ``lcss-north``. Page address and id are made from it."""
    kind: Kind
    name: str
    summary: str
    """One or two plain sentences shown in results and chat."""
    source: str
    """Key of the source document that the record comes from."""
    organization: str | None = None
    """Key of the organisation that runs it."""
    alternate_names: list[str] = msgspec.field(default_factory=list)
    """Other names, abbreviations and former names."""
    description: str = ""
    """The full text in Markdown: what it is and what it does."""
    audiences: list[Audience] = msgspec.field(default_factory=list)
    """Whom it is for; empty means everyone."""
    categories: list[str] = msgspec.field(default_factory=list)
    keywords: list[str] = msgspec.field(default_factory=list)
    """Everyday words people would type when they need this."""
    areas: list[Area] = msgspec.field(default_factory=list)
    """LCSS areas it serves; empty means the whole county."""
    places: list[str] = msgspec.field(default_factory=list)
    """Towns or districts it serves when narrower than an area."""
    phones: list[Phone] = msgspec.field(default_factory=list)
    email: str | None = None
    urls: list[Url] = msgspec.field(default_factory=list)
    contacts: list[Contact] = msgspec.field(default_factory=list)
    locations: list[Location] = msgspec.field(default_factory=list)
    schedules: list[Schedule] = msgspec.field(default_factory=list)
    schedule_note: str = ""
    """Opening in words, when it cannot be a weekly schedule."""
    covers: str = ""
    """Key of the record whose closed hours this one answers: the out-of-hours team covers MASH."""
    minimum_age: float | None = None
    maximum_age: float | None = None
    eligibility_description: str = ""
    """Who it is for, in words."""
    application_process: str = ""
    """How to ask for it, and who may."""
    cost_options: list[CostOption] = msgspec.field(default_factory=list)
    languages: list[str] = msgspec.field(default_factory=list)
    accessibility: list[str] = msgspec.field(default_factory=list)
    sections: list[Section] = msgspec.field(default_factory=list)
    related: list[str] = msgspec.field(default_factory=list)
    """Keys of records a reader may need next."""
    status: Status = Status.ACTIVE
    checking: Checking = Checking.UNCHECKED
    known: dt.date | None = None
    """When these facts were known, if not the date of the source document."""
    assured_date: dt.date | None = None
    """When an editor last confirmed it; empty until then."""
    provenance: dict[str, Provenance] = msgspec.field(default_factory=dict)
    """Fields whose value comes from another source than the record's own."""
    doubts: dict[str, str] = msgspec.field(default_factory=dict)
    """Field name to the reason why its value is doubtful; shown to people as unconfirmed."""
    decisions: list[Decision] = msgspec.field(default_factory=list)

    @property
    def id(self) -> str:
        return str(uuid.uuid5(NAMESPACE, f"record/{self.key}"))

    @property
    def page(self) -> str:
        return f"/services/{self.key}"

    @property
    def phone(self) -> str | None:
        """The first number nobody doubts."""
        numbers = [p.number for p in self.phones if not p.doubtful]
        return numbers[0] if numbers else None

    @property
    def url(self) -> str | None:
        """The first web address nobody doubts."""
        urls = [u.url for u in self.urls if not u.doubtful]
        return urls[0] if urls else None


def record_from(data: dict[str, Any]) -> Record:
    """Decode plain data; raises ``msgspec.ValidationError`` naming the path of the fault."""
    return msgspec.convert(data, Record, strict=False)


def plain_value(record: Record, field: str) -> Any:
    """The value of a field in plain JSON forms, also when it is the default."""
    return msgspec.to_builtins(getattr(record, field))
