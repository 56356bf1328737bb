"""What one run over a source found, as it is filed and kept."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

import msgspec

ENTRY = "entry"
"""The field of a proposal about the entry as a whole: that the source no longer has it."""


class Sort(str, Enum):
    """What a proposal would do to the directory."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(msgspec.Struct):
    """One field that the source gives otherwise than the directory; values are plain JSON forms."""

    field: str
    before: Any
    after: Any
    url: str
    """The page that says so."""
    known: dt.date
    """When it said so."""
    question: str = ""
    """What an editor must find out before accepting; empty when the source is plain."""


class Candidate(msgspec.Struct):
    """A record that an entry may be, and what would change if it is."""

    record: str
    name: str
    likeness: float
    """From 0 to 1."""
    changes: list[Change]


class Found(msgspec.Struct):
    """One entry with something to propose."""

    sort: Sort
    item: str
    title: str
    record: str | None
    changes: list[Change]
    candidates: list[Candidate] = []


class Said(msgspec.Struct):
    """What a source says of one entry, normalised."""

    item: str
    url: str
    fields: dict[str, Any]
    record: str | None = None
    missing: bool = False
    """Whether the last complete run no longer found it."""


class TakenBack(msgspec.Struct):
    """An open proposal that the source no longer supports."""

    item: str
    field: str
    why: str


class Copy(msgspec.Struct):
    """The raw copy of a page that was read."""

    url: str
    sha256: str
    unchanged: bool
    """Whether the site said that it had not changed, or sent the same bytes."""


class Findings(msgspec.Struct):
    """Everything of one run."""

    proposals: list[Found] = []
    said: list[Said] = []
    missing: list[str] = []
    """Entries that the source had the last time."""
    taken_back: list[TakenBack] = []
    copies: list[Copy] = []
    notes: list[str] = []
    """What an editor should know, in plain words: pages that disagree, fields that were not found."""
    counts: dict[str, int] = {}
