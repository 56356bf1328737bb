"""The numbers a worried person needs, and which of them answers now.

Read once from the reviewed files, so that they are there when the store and the index are not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

import msgspec
import phonenumbers

from directory_data import seed_files
from directory_data.models import Record
from directory_data.opening_times import in_words, is_open
from directory_data.vocabulary import Status

MASH, OUT_OF_HOURS, POLICE = "mash", "emergency-duty-team", "police-emergency"
CORE = (POLICE, MASH, OUT_OF_HOURS)
"""On every escalation card, whatever the category."""


class EmergencyContact(msgspec.Struct, frozen=True):
    """One line of the escalation card; the fields are those of the chat contract."""

    key: str
    name: str
    phone: str
    hours: str
    open_now: bool
    tel: str
    email: str = ""


def contacts(keys: Iterable[str], at: dt.datetime) -> list[EmergencyContact]:
    """The contacts with these record keys as they are at the moment ``at``, in the order given."""
    return [_contact(_records()[key], at) for key in keys]


def answering_first(at: dt.datetime) -> tuple[str, ...]:
    """``CORE`` with the social work team that answers now before the one that is closed."""
    if is_open_now(_records()[MASH], at):
        return CORE
    return (POLICE, OUT_OF_HOURS, MASH)


def is_open_now(record: Record, at: dt.datetime) -> bool:
    """Whether a record answers at ``at``; one that covers another is open when that one is closed.

    A service that is closed for the time being is not open, whatever its usual hours.
    """
    if record.status is not Status.ACTIVE:
        return False
    if record.covers:
        return not is_open_now(_records()[record.covers], at)
    return is_open(record.schedules, at)


def tel(number: str) -> str:
    """``tel:+443450507666`` for a national number; short codes (999, 101) stay as they are."""
    digits = number.replace(" ", "")
    if len(digits) < 5:
        return f"tel:{digits}"
    parsed = phonenumbers.parse(digits, "GB")
    return f"tel:{phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)}"


@lru_cache(maxsize=1)
def _records() -> dict[str, Record]:
    return {record.key: record for record in seed_files.records()}


def _contact(record: Record, at: dt.datetime) -> EmergencyContact:
    number = record.phones[0].number
    return EmergencyContact(
        key=record.key,
        name=record.name,
        phone=number,
        hours=record.schedule_note or in_words(record.schedules),
        open_now=is_open_now(record, at),
        tel=tel(number),
        email=record.email or "",
    )
