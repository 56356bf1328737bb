"""People, a source and findings for tests of the editors' side."""

from __future__ import annotations

import datetime as dt
from typing import Any

from directory_data.findings import Change, Findings, Found, Said, Sort
from directory_data.models import Source
from directory_data.people import Person, Role
from directory_data.source_runs import Runs
from directory_data.store import Store

READER = Person("reader", Role.READER)
EDITOR = Person("editor", Role.EDITOR)
PUBLISHER = Person("publisher", Role.PUBLISHER)
SECOND = Person("second", Role.PUBLISHER)
PAGE = "https://example.org/groups"
TODAY = dt.date(2026, 11, 22)
SOURCE = Source(
    key="example-site",
    title="Example Town's list of groups",
    publisher="Example Town",
    url=PAGE,
    dated=TODAY,
    dated_how="The day of the run.",
)


def change(field: str, before: Any, after: Any, question: str = "") -> Change:
    return Change(field, before, after, PAGE, TODAY, question)


def changed(*changes: Change, record: str = "example-group", item: str = "group") -> Found:
    return Found(Sort.CHANGED, item, "Example Group", record, list(changes))


def added(*changes: Change, title: str = "New Group", item: str = "new") -> Found:
    return Found(Sort.ADDED, item, title, None, [change("name", None, title), *changes])


def said(item: str = "group", record: str | None = "example-group", **fields: Any) -> Said:
    return Said(item, PAGE, fields, record)


def file(store: Store, *found: Found, **findings: Any) -> int:
    """File a complete run and return its number."""
    runs = Runs(store)
    run = runs.start(SOURCE)
    if "said" not in findings:
        findings["said"] = [
            Said(one.item, PAGE, {c.field: c.after for c in one.changes}, one.record) for one in found
        ]
    runs.complete(run, Findings(proposals=list(found), **findings))
    return run
