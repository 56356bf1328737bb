"""What a source says against what it said before and what the directory says: the proposals of one run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory_data.findings import ENTRY, Candidate, Change, Findings, Found, Said, Sort, TakenBack
from directory_data.models import Record, plain_value
from directory_data.proposals import Known
from scrapers.matching import Match, Matcher
from scrapers.sameness import joined, same

EMPTY: tuple[Any, ...] = (None, "", [], {})
ALWAYS = frozenset({"name", "summary", "kind", "categories", "status"})
"""Fields that a record needs: a source that stops giving one does not ask to clear it."""
NO_LONGER = "The page no longer shows this. Find out whether it is gone or only shown elsewhere."
AGREES = "The source says what the directory says."
BACK = "The source lists it again."
GONE_FIELD = "The page no longer shows it."
GONE = "The source no longer lists it."


@dataclass(frozen=True)
class Entry:
    """One entry as all pages of a run give it, normalised."""

    key: str
    url: str
    fields: dict[str, Any]
    unread: frozenset[str] = frozenset()
    """Fields that were not found where they were, or that two pages give differently."""


@dataclass
class Comparison:
    """Compares the entries of one run of one source."""

    known: Known
    records: Mapping[str, Record]
    """Every record that people see or an editor is working on, by key, as it was left last."""
    today: dt.date
    kind: str
    """Kind of new entries whose page does not say."""
    findings: Findings = field(default_factory=Findings)
    _taken: set[str] = field(default_factory=set)
    """Records that entries of this run are."""
    _asked: set[str] = field(default_factory=set)
    """Records that entries of this run may be."""

    def of(self, entries: Iterable[Entry]) -> Findings:
        """The findings: proposals, and what to remember."""
        entries = list(entries)
        here = {entry.key for entry in entries}
        said = self.known.said
        linked = {one.record for key, one in said.items() if one.record and key in here}
        matcher = Matcher(record for key, record in self.records.items() if key not in linked)
        matches = {entry.key: self._matched(entry, matcher) for entry in entries}
        for entry in entries:
            match = self._asked_about(matches[entry.key])
            self._compare(entry, said.get(entry.key) or self._former(match.record), match)
        self._find_missing(here)
        self._count(len(entries))
        return self.findings

    def _matched(self, entry: Entry, matcher: Matcher) -> Match:
        """A record that another entry of this run is already must be asked about."""
        before = self.known.said.get(entry.key)
        match = Match(before.record) if before and before.record else matcher.match(entry.fields)
        if match.record and match.record in self._taken:
            return Match(None, ((match.record, 1.0),))
        if match.record:
            self._taken.add(match.record)
        return match

    def _asked_about(self, match: Match) -> Match:
        """The match without records that are surely another entry's."""
        maybe = tuple((key, score) for key, score in match.maybe if key not in self._taken or score == 1.0)
        self._asked.update(key for key, _ in maybe)
        return Match(match.record, maybe)

    def _former(self, record: str | None) -> Said | None:
        """What the source said of a record under another key, when it has renamed the entry."""
        found = (one for one in self.known.said.values() if record and one.record == record)
        return next(found, None)

    def _compare(self, entry: Entry, said: Said | None, match: Match) -> None:
        if match.record is None:
            self._compare_new(entry, said, match)
        elif match.record in self.records:
            self._compare_known(entry, said, self.records[match.record])
        else:
            self._compare_withdrawn(entry, said, match.record)

    def _compare_new(self, entry: Entry, said: Said | None, match: Match) -> None:
        """An entry that is no record yet: proposed once, and again when it says something else meanwhile."""
        self._remember(entry, dict(entry.fields), None)
        if entry.key in self.known.refused:
            return
        waiting = any(key == entry.key for key, _ in self.known.open)
        if waiting and said and not said.missing and _say_the_same(entry.fields, said.fields):
            return
        maybe = [
            Candidate(key, self.records[key].name, score, self._changes(entry, None, self.records[key]))
            for key, score in match.maybe
        ]
        self._propose_entry(entry, None, maybe)

    def _propose_entry(self, entry: Entry, record: str | None, maybe: list[Candidate]) -> None:
        fields = {"kind": self.kind, **entry.fields}
        changes = [
            self._change(entry, name, None, value) for name, value in fields.items() if value not in EMPTY
        ]
        title = str(entry.fields.get("name", entry.key))
        self.findings.proposals.append(Found(Sort.ADDED, entry.key, title, record, changes, maybe))

    def _compare_known(self, entry: Entry, said: Said | None, record: Record) -> None:
        locked = {name for name in entry.fields if (record.key, name) in self.known.locks}
        before = said.fields if said else {}
        held = {n: before[n] for n in locked | entry.unread if n in before}
        quiet = {n: v for n, v in before.items() if n in ALWAYS and n not in entry.fields}
        heard = {n: v for n, v in entry.fields.items() if n not in locked | entry.unread}
        self._remember(entry, {**quiet, **heard, **held}, record.key)
        self._take_back_known(entry, heard, record)
        changes = self._changes(entry, said, record)
        if changes:
            self.findings.proposals.append(Found(Sort.CHANGED, entry.key, record.name, record.key, changes))

    def _take_back_known(self, entry: Entry, heard: Mapping[str, Any], record: Record) -> None:
        """Close what is open about an entry and no longer asked for by the source."""
        for (key, name), waiting in self.known.open.items():
            if key != entry.key:
                continue
            if name == ENTRY:
                self._take_back(key, name, BACK)
            elif name in heard and same(name, heard[name], plain_value(record, name)):
                self._take_back(key, name, AGREES)
            elif name not in entry.fields and name not in entry.unread and waiting is not None:
                self._take_back(key, name, GONE_FIELD)

    def _compare_withdrawn(self, entry: Entry, said: Said | None, record: str) -> None:
        """A record that is not shown: only asked about when the source had dropped it and lists it again."""
        self._remember(entry, dict(entry.fields), record)
        if said and said.missing:
            self._propose_entry(entry, record, [])

    def _changes(self, entry: Entry, said: Said | None, record: Record) -> list[Change]:
        """The fields in which the source says something new that the record does not say."""
        changes = []
        for name, value in entry.fields.items():
            now = plain_value(record, name)
            if name in entry.unread or (record.key, name) in self.known.locks or same(name, value, now):
                continue
            if said and name in said.fields and same(name, value, said.fields[name]):
                continue
            waiting = self.known.open.get((entry.key, name), ENTRY)
            if waiting != ENTRY and same(name, value, waiting):
                continue
            changes.append(self._change(entry, name, now, joined(name, value, now)))
        for name, value in (said.fields if said else {}).items():
            if name in entry.fields or name in entry.unread | ALWAYS or value in EMPTY:
                continue
            now = plain_value(record, name)
            if same(name, value, now) and (record.key, name) not in self.known.locks:
                changes.append(self._change(entry, name, now, None, NO_LONGER))
        return changes

    def _find_missing(self, seen: set[str]) -> None:
        for key, said in self.known.said.items():
            if key in seen or said.missing or said.record in self._asked:
                continue  # one that may have got another name is gone only once somebody says that it has not
            self.findings.missing.append(key)
            for item, name in self.known.open:
                if item == key:
                    self._take_back(key, name, GONE)
            record = self.records.get(said.record or "")
            if record and record.key not in self._taken:
                change = Change(ENTRY, record.name, None, said.url, self.today)
                self.findings.proposals.append(Found(Sort.REMOVED, key, record.name, record.key, [change]))

    def _remember(self, entry: Entry, fields: dict[str, Any], record: str | None) -> None:
        self.findings.said.append(Said(entry.key, entry.url, fields, record))

    def _take_back(self, item: str, name: str, why: str) -> None:
        self.findings.taken_back.append(TakenBack(item, name, why))

    def _change(self, entry: Entry, name: str, before: Any, after: Any, question: str = "") -> Change:
        return Change(name, before, after, entry.url, self.today, question)

    def _count(self, entries: int) -> None:
        sorts = [found.sort for found in self.findings.proposals]
        self.findings.counts = {
            "entries": entries,
            "added": sorts.count(Sort.ADDED),
            "changed": sorts.count(Sort.CHANGED),
            "removed": sorts.count(Sort.REMOVED),
            "fields": sum(len(found.changes) for found in self.findings.proposals),
        }


def _say_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(same(name, value, other[name]) for name, value in one.items())
