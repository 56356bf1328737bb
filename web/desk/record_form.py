"""Between a record and the fields of its form, both ways; what a form cannot mean is said in plain words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from werkzeug.datastructures import MultiDict

from directory_data.models import Provenance, Record, plain_value, record_from
from directory_data.vocabulary import Checking
from web.desk import values
from web.desk.boxes import BOXES, Box

Problems = list[tuple[str, str]]
"""(id of the box, what to do)."""
MOST_ROWS = 60
EMPTY: dict[str, Any] = {"text": "", "long": "", "choice": "", "lines": [], "choices": [], "rows": [],
                         "number": None, "date": None, "tick": False}  # fmt: skip
NOT_FACTS = frozenset(
    {"source", "known", "status", "doubts", "related", "keywords", "categories", "audiences"}
)
"""Fields that say nothing of the service that could be looked up, so they need no origin of their own."""


def fields_of(record: Record) -> MultiDict[str, str]:
    """The form as it is when nothing has been typed yet."""
    fields = MultiDict[str, str]()
    for box in BOXES:
        value = plain_value(record, box.name)
        if box.sort == "rows":
            rows = _doubt_rows(value) if box.name == "doubts" else value
            fields[f"{box.name}-rows"] = str(len(rows) + 1)
            for number, row in enumerate(rows):
                for part in box.boxes:
                    _put(fields, part, f"{box.name}-{number}-{part.name}", _part_of(box, row, part))
        else:
            _put(fields, box, box.name, value)
    return fields


def read(fields: MultiDict[str, str], base: Record) -> tuple[Record, Problems]:
    """The record that a form describes, on top of ``base``; what cannot be read stays as it was."""
    plain, problems = msgspec.to_builtins(base), Problems()
    was: dict[str, Any] = msgspec.to_builtins(base)
    for box in BOXES:
        if box.sort == "rows":
            value: Any = _rows(fields, box, was.get(box.name, []), problems)
        else:
            value = _value(fields, box, box.name, problems)
        plain[box.name] = _as_it_was(value, was.get(box.name))
        if value is None or (value == "" and box.sort != "text" and box.name != "summary"):
            plain.pop(box.name)
    for name in ("email", "organization"):
        plain[name] = plain.get(name) or None
    try:
        body = record_from(plain)
    except msgspec.ValidationError:
        return base, problems or [("name", "Something in the form cannot be used: look at every box again.")]
    body.checking = _checking(base, body)
    return body, problems


def with_origin(before: Record, after: Record, who: str, today: dt.date, reason: str) -> Record:
    """The record with a note of who knew the changed facts, and when."""
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    boxes = {box.name for box in BOXES} - NOT_FACTS
    changed = [name for name in boxes if old.get(name) != new.get(name)]
    provenance = dict(after.provenance)
    for name in changed:
        provenance[name] = Provenance(source=after.source, known=today, by=who, reason=reason)
    return msgspec.structs.replace(after, provenance=provenance)


def merged(base: Record, mine: Record, newest: Record) -> tuple[Record, list[str], list[str]]:
    """Somebody's changes to ``base`` on top of what others made of it meanwhile.

    Also the fields taken over from the others, and those that both changed, in which ``mine`` stays.
    """
    taken, both = [], []
    result = msgspec.structs.replace(mine)
    for name in Record.__struct_fields__:
        old, own, theirs = (getattr(one, name) for one in (base, mine, newest))
        if theirs in (old, own):
            continue
        if own == old:
            setattr(result, name, theirs)
            taken.append(name)
        else:
            both.append(name)
    return result, taken, both


def in_words(problems: Problems) -> Problems:
    """The problems of a record as whole sentences, each with the box it belongs to."""
    told = []
    for field, problem in problems:
        name = values.field_name(field)
        joined = f"{name} {problem}" if problem[:1].islower() else f"{name}: {problem}"
        told.append((field.partition(".")[0], joined))
    return told


def _put(fields: MultiDict[str, str], box: Box, name: str, value: Any) -> None:
    if box.sort == "choices":
        fields.setlist(name, list(value or []))
    elif box.sort == "lines":
        fields[name] = "\n".join(value or [])
    elif box.sort == "tick":
        if value:
            fields[name] = "yes"
    elif value is not None:
        fields[name] = f"{value:g}" if isinstance(value, float) else str(value)


def _part_of(box: Box, row: dict[str, Any], part: Box) -> Any:
    if box.name == "contacts" and part.name == "phones":
        return [phone["number"] for phone in row.get("phones", [])]
    if box.name == "locations" and part.name in {"address_1", "address_2", "city", "postal_code"}:
        return (row.get("address") or {}).get(part.name)
    return row.get(part.name, EMPTY[part.sort])


def _doubt_rows(doubts: dict[str, str] | list[Any]) -> list[dict[str, Any]]:
    return [{"field": field, "reason": why} for field, why in dict(doubts).items()]


def _value(fields: MultiDict[str, str], box: Box, name: str, problems: Problems) -> Any:
    if box.sort == "choices":
        return [word for word in fields.getlist(name) if word in box.choices]
    text = fields.get(name, "").replace("\r\n", "\n").strip()
    if box.sort == "lines":
        return list(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))
    if box.sort == "tick":
        return bool(text)
    if box.sort == "choice" and not text and not box.optional:
        problems.append((name, f"{box.words}: choose one of the list."))
    read_text = _READERS.get(box.sort)
    return read_text(box, name, text, problems) if read_text and text else text or EMPTY[box.sort]


def _choice(box: Box, name: str, text: str, problems: Problems) -> str | None:
    if text in box.choices:
        return text
    problems.append((name, f"{box.words}: choose one of the list."))
    return None


def _number(box: Box, name: str, text: str, problems: Problems) -> float | None:
    try:
        number = float(text.lstrip("£").replace(",", ""))
    except ValueError:
        number = float("nan")
    if not abs(number) < 1_000_000:
        problems.append((name, f"{box.words} must be a number, such as 3."))
        return None
    return number


def _date(box: Box, name: str, text: str, problems: Problems) -> str | None:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        problems.append((name, f"{box.words} must be a date, such as 2026-05-01."))
        return None


_READERS = {"choice": _choice, "number": _number, "date": _date}


def _as_it_was(new: Any, old: Any) -> Any:
    """White space at the ends, which a form loses, is no change."""
    if isinstance(new, str) and isinstance(old, str):
        return old if new == old.strip() else new
    if isinstance(new, dict) and isinstance(old, dict):
        return {name: _as_it_was(value, old.get(name)) for name, value in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        return [_as_it_was(value, old[at] if at < len(old) else None) for at, value in enumerate(new)]
    return new


def _rows(fields: MultiDict[str, str], box: Box, was: Any, problems: Problems) -> Any:
    """The rows that have something in them."""
    number = min(fields.get(f"{box.name}-rows", 0, type=int), MOST_ROWS)
    found = []
    for at in range(number):
        row = {
            part.name: _value(fields, part, f"{box.name}-{at}-{part.name}", problems) for part in box.boxes
        }
        if any(value not in (None, "", [], False) for value in row.values()):
            found.append(row)
    if box.name == "doubts":
        return {row["field"]: row["reason"] or "Not said why." for row in found if row["field"]}
    if box.name == "contacts":
        return [_contact(row, was) for row in found]
    if box.name == "locations":
        return [_location(row, was) for row in found]
    return [{name: value for name, value in row.items() if value is not None} for row in found]


def _contact(row: dict[str, Any], was: list[dict[str, Any]]) -> dict[str, Any]:
    """What is known of a number beside its digits stays with it."""
    known = {phone["number"]: phone for one in was for phone in one.get("phones", [])}
    phones = [known.get(number, {"number": number}) for number in row["phones"]]
    return {**row, "email": row["email"] or None, "phones": phones}


def _location(row: dict[str, Any], was: list[dict[str, Any]]) -> dict[str, Any]:
    """The point on the map goes with the address that it was measured for."""
    names = ("address_1", "address_2", "city", "postal_code")
    address: dict[str, Any] | None = {name: row[name] for name in names}
    if address and not any(address.values()):
        address = None
    place: dict[str, Any] = {"name": row["name"], "doubtful": row["doubtful"], "address": address}
    for old in was:
        before = old.get("address") or {}
        if (address or {}) == {name: before.get(name, "") for name in names} or (not address and not before):
            kept = {**before, **(address or {})} or None
            return {**old, **place, "address": kept}
    return place


def _checking(base: Record, body: Record) -> Checking:
    """Doubtful while anything is marked so; when the last doubt goes, as it was before there was one."""
    if _has_doubt(body):
        return Checking.DOUBTFUL
    if _has_doubt(base) and base.checking is Checking.DOUBTFUL:
        return Checking.CHECKED if body.assured_date else Checking.UNCHECKED
    return base.checking


def _has_doubt(body: Record) -> bool:
    parts = (body.phones, body.urls, body.contacts, body.locations, body.cost_options)
    return bool(body.doubts) or any(item.doubtful for items in parts for item in items)
