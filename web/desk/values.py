"""The fields of a record in plain words, and their values as lines that a person can compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from directory_data.vocabulary import CATEGORIES

FIELD_NAMES = {
    "key": "Page address",
    "kind": "Kind",
    "name": "Name",
    "summary": "Summary",
    "source": "Source",
    "organization": "Organisation",
    "alternate_names": "Other names",
    "description": "Description",
    "audiences": "Written for",
    "categories": "Needs",
    "keywords": "Words people type",
    "areas": "Areas",
    "places": "Places",
    "phones": "Telephone numbers",
    "email": "E-mail address",
    "urls": "Web addresses",
    "contacts": "Contact people",
    "locations": "Addresses",
    "schedules": "Opening hours",
    "schedule_note": "Opening in words",
    "covers": "Answers when this is closed",
    "minimum_age": "Lowest age",
    "maximum_age": "Highest age",
    "eligibility_description": "Who it is for",
    "application_process": "How to ask for it",
    "cost_options": "Cost",
    "languages": "Languages",
    "accessibility": "Getting in and using it",
    "sections": "Sections of guidance",
    "related": "Related records",
    "status": "Status",
    "checking": "Checked",
    "known": "Facts known on",
    "assured_date": "Confirmed on",
    "provenance": "Where values come from",
    "doubts": "Doubts",
    "decisions": "Settled conflicts",
    "entry": "The whole entry",
}
DAYS = {"MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
        "SA": "Saturday", "SU": "Sunday"}  # fmt: skip
NOT_SAID = "nothing"


def field_name(field: str) -> str:
    """``Telephone numbers`` for ``phones``, and for ``phones-0-number``, the id of its box in a form."""
    name = field.partition("-")[0].partition(".")[0]
    return FIELD_NAMES.get(name, name.replace("_", " ").capitalize())


def lines(field: str, value: Any) -> list[str]:
    """A plain JSON value as lines in words; none when there is no value."""
    if value is None or value in ("", [], {}):
        return []
    if isinstance(value, dict):
        return [f"{field_name(name)}: {_item(name, item)}" for name, item in value.items()]
    if isinstance(value, list):
        return [_item(field, item) for item in value]
    if field == "status":
        return [str(value).capitalize()]
    return str(value).splitlines() or []


def _item(field: str, item: Any) -> str:
    if field == "categories":
        return CATEGORIES.get(str(item), str(item))
    if not isinstance(item, dict):
        return str(item)
    write = _FORMS.get(field)
    words = write(item) if write else " | ".join(_flat(part) for part in item.values())
    return f"{words} (doubtful: {item['doubtful']})" if item.get("doubtful") else words


def _flat(part: Any) -> str:
    if isinstance(part, dict):
        return ", ".join(_flat(one) for one in part.values())
    return ", ".join(map(_flat, part)) if isinstance(part, list) else str(part)


def _with_note(first: str, note: str) -> Callable[[dict[str, Any]], str]:
    def write(item: dict[str, Any]) -> str:
        return f"{item[first]} ({item[note]})" if item.get(note) else str(item[first])

    return write


def _contact(item: dict[str, Any]) -> str:
    phones = [str(phone["number"]) for phone in item.get("phones", [])]
    return ", ".join(filter(None, [item["name"], item.get("title"), item.get("email"), *phones]))


def _location(item: dict[str, Any]) -> str:
    spot = item.get("address") or {}
    told = [item.get("name"), *(spot.get(n) for n in ("address_1", "address_2", "city", "postal_code"))]
    return ", ".join(dict.fromkeys(filter(None, told)))


def _schedule(item: dict[str, Any]) -> str:
    days = ", ".join(DAYS[day] for day in item["byday"])
    holidays = ", also on bank holidays" if item.get("bank_holidays") else ""
    note = f" ({item['description']})" if item.get("description") else ""
    return f"{days}: {item['opens_at']} to {item['closes_at']}{holidays}{note}"


def _cost(item: dict[str, Any]) -> str:
    amount = item.get("amount")
    return str(item["option"]) if amount is None else f"{item['option']}: £{amount:,.2f}"


_FORMS: dict[str, Callable[[dict[str, Any]], str]] = {
    "phones": _with_note("number", "description"),
    "urls": _with_note("url", "label"),
    "contacts": _contact,
    "locations": _location,
    "schedules": _schedule,
    "cost_options": _cost,
}
