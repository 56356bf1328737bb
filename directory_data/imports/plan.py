"""What an import would do: each entry of a list compared with the link workers that are published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import msgspec
from rapidfuzz import fuzz, process

from directory_data import organisation_names
from directory_data.errors import ImportRefused
from directory_data.imports.entries import Entry
from directory_data.imports.record import Origin, record_of
from directory_data.link_workers import organisation_of
from directory_data.models import Record

ALIKE = 84
"""From this likeness on, 0 to 100, two names may be one organisation; below it they are two."""
MOST_CANDIDATES = 3
NOT_FACTS = ("known", "provenance", "source")
"""Fields that say where the facts come from and when."""


class What(str, Enum):
    """What an import does to a record."""

    ADDED = "added"
    CHANGED = "changed"
    CONFIRMED = "confirmed"  # the same facts in a newer list
    REMOVED = "removed"


@dataclass(frozen=True)
class Listed:
    """A link worker that is published now."""

    body: Record
    revision: int
    """Number of its newest revision."""
    editor: str = ""
    """Who has edited it since its last import; empty when nobody has."""


@dataclass(frozen=True)
class Change:
    """One record that an import writes; ``body`` is ``None`` when it is removed."""

    what: What
    record_id: str
    organisation: str
    where: str
    body: Record | None
    before: int | None
    """The revision this was compared with; ``None`` when there was no record."""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unsure:
    """An entry or record that somebody has to decide about; an import leaves it as it is."""

    where: str
    organisation: str
    why: str
    candidates: tuple[Record, ...] = ()


@dataclass
class Plan:
    changes: list[Change] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    unchanged: int = 0

    def of(self, what: What) -> list[Change]:
        return [change for change in self.changes if change.what is what]


@dataclass(frozen=True)
class Decisions:
    """What an editor has said about unsure rows, by row in lower case."""

    same: Mapping[str, str] = field(default_factory=dict)
    """Row to the key of the record that it is about."""
    new: frozenset[str] = frozenset()
    """Rows about organisations that have no record yet."""


def make(
    entries: Sequence[Entry],
    published: Iterable[Listed],
    origin: Origin,
    decisions: Decisions | None = None,
    *,
    complete: bool = False,
) -> Plan:
    """Compare; with ``complete`` the list is the whole one, and who is not in it is removed.

    Raises ``ImportRefused`` for a decision that names no row or record.
    """
    decided = decisions or Decisions()
    by_key = {one.body.key: one for one in published}
    _check_decisions(decided, entries, by_key)
    matched = {entry.where: _same(entry, by_key.values(), decided) for entry in entries}
    taken = {one.body.key for one in matched.values() if one}
    free = [one for one in by_key.values() if one.body.key not in taken]
    plan, asked = Plan(), set[str]()
    for entry in entries:
        one = matched[entry.where]
        candidates = [] if one or entry.where.lower() in decided.new else _alike(entry, free)
        if candidates:
            why = "may be the same as a record under another name"
            plan.unsure.append(
                Unsure(entry.where, entry.organisation, why, tuple(c.body for c in candidates))
            )
            asked.update(candidate.body.key for candidate in candidates)
        else:
            _compare(plan, entry, one, origin, decided, by_key)
    if complete:
        _remove(plan, [one for one in free if one.body.key not in asked])
    return plan


def _check_decisions(decided: Decisions, entries: Sequence[Entry], known: Mapping[str, Listed]) -> None:
    rows = {entry.where.lower() for entry in entries}
    for row in [*decided.same, *decided.new]:
        if row not in rows:
            raise ImportRefused(f"{row!r} is no row that can be imported: write it as the report does.")
    for key in decided.same.values():
        if key not in known:
            raise ImportRefused(f"{key!r} is no link worker that is published.")


def _same(entry: Entry, published: Iterable[Listed], decided: Decisions) -> Listed | None:
    """The record of an entry: as decided, else the only one of its name that may be in its place."""
    row = entry.where.lower()
    found = [one for one in published if _is_same(entry, one.body, decided.same.get(row))]
    return found[0] if len(found) == 1 and row not in decided.new else None


def _is_same(entry: Entry, body: Record, key: str | None) -> bool:
    if key is not None:
        return body.key == key
    names = {organisation_names.key(name) for name in body.alternate_names}
    return organisation_names.key(entry.organisation) in names and _may_share_place(entry, body)


def _may_share_place(entry: Entry, body: Record) -> bool:
    if not entry.place or not body.places:
        return entry.area in body.areas
    return entry.place in body.places


def _alike(entry: Entry, free: Sequence[Listed]) -> list[Listed]:
    """Records that no row is about and whose name is so like this one that it may be the same."""
    name = organisation_names.key(entry.organisation)
    names = [organisation_names.key(organisation_of(one.body)) for one in free]
    found = process.extract(
        name, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=MOST_CANDIDATES * 4
    )
    near = [free[index] for _, likeness, index in found if _is_candidate(entry, free[index].body, likeness)]
    return near[:MOST_CANDIDATES]


def _is_candidate(entry: Entry, body: Record, likeness: float) -> bool:
    return likeness >= 99 or _may_share_place(entry, body)


def _compare(
    plan: Plan,
    entry: Entry,
    one: Listed | None,
    origin: Origin,
    decided: Decisions,
    by_key: Mapping[str, Listed],
) -> None:
    if one is None:
        key = _new_key(entry, {*by_key, *(change.body.key for change in plan.changes if change.body)})
        body = record_of(entry, origin, None, key)
        plan.changes.append(Change(What.ADDED, body.id, entry.organisation, entry.where, body, None))
        return
    body = record_of(entry, origin, one.body, one.body.key)
    details = _differences(one.body, body)
    if one.editor and details and entry.where.lower() not in decided.same:
        why = f"was edited by {one.editor} after its last import ({'; '.join(details)})"
        plan.unsure.append(Unsure(entry.where, entry.organisation, why, (one.body,)))
    elif details:
        plan.changes.append(_change(What.CHANGED, entry, one, body, details))
    elif one.body.known is None or one.body.known < origin.dated:
        plan.changes.append(_change(What.CONFIRMED, entry, one, body, ()))
    else:
        plan.unchanged += 1


def _change(what: What, entry: Entry, one: Listed, body: Record, details: tuple[str, ...]) -> Change:
    return Change(what, body.id, entry.organisation, entry.where, body, one.revision, details)


def _differences(old: Record, new: Record) -> tuple[str, ...]:
    """The facts that differ, in words; summary and name only repeat the others."""
    before, after = msgspec.to_builtins(old), msgspec.to_builtins(new)
    fields = [name for name in {**before, **after} if name not in NOT_FACTS]
    told = [name for name in fields if before.get(name) != after.get(name)]
    shown = [name for name in told if name not in {"name", "summary"}] or told
    return tuple(f"{name}: {_words(before.get(name))} → {_words(after.get(name))}" for name in shown)


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value) or "none"
    if isinstance(value, dict):
        return " ".join(_words(item) for item in value.values())
    return str(value or "none")


def _remove(plan: Plan, missing: Iterable[Listed]) -> None:
    for one in missing:
        name = organisation_of(one.body)
        if one.editor:
            why = f"is not in the list, but was edited by {one.editor} after its last import"
            plan.unsure.append(Unsure("Not in the file", name, why, (one.body,)))
        else:
            plan.changes.append(Change(What.REMOVED, one.body.id, name, "", None, one.revision))


def _new_key(entry: Entry, taken: set[str]) -> str:
    """``link-worker-`` with the words of name and place; numbered when two would have the same."""
    place = entry.place or entry.postcode or entry.area.value
    slug = re.sub(r"[^a-z0-9]+", "-", f"link worker {entry.organisation} {place}".lower().replace("'", ""))
    slug = slug.strip("-")[:100].strip("-")
    number = 2
    key = slug
    while key in taken:
        key, number = f"{slug}-{number}", number + 1
    return key
