"""Web addresses that were tested, and since when those that fail do so; for the editors' desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import msgspec
import sqlalchemy as sa

from directory_data.editing_tables import link_check
from directory_data.models import Record
from directory_data.moments import now, utc
from directory_data.store import Store


class LinkResult(msgspec.Struct):
    """What testing one address found."""

    url: str
    records: list[str]
    """Keys of the records that name it."""
    problem: str
    """In plain words; empty when it answers."""
    checked: dt.datetime
    failing_since: dt.datetime | None


def addresses(records: Iterable[Record]) -> dict[str, list[str]]:
    """Every web address that nobody doubts, with the keys of the records that name it."""
    found: dict[str, list[str]] = {}
    for record in records:
        for one in record.urls:
            if not one.doubtful:
                found.setdefault(one.url, []).append(record.key)
    return found


def check(store: Store, url: str, records: list[str], problem_of: Callable[[str], str]) -> LinkResult:
    """Test one address and remember the outcome; what was remembered of others stays."""
    problem, at = problem_of(url), now()
    with store.writing() as connection:
        before = connection.execute(sa.select(link_check).where(link_check.c.url == url)).first()
        since = (utc(before.failing_since) if before else None) or at if problem else None
        values = {"checked": at, "problem": problem, "failing_since": since, "records": records}
        if before:
            connection.execute(link_check.update().where(link_check.c.url == url).values(**values))
        else:
            connection.execute(link_check.insert().values(url=url, **values))
    return LinkResult(url, records, problem, at, since)


def forget_others(store: Store, urls: Iterable[str]) -> None:
    """Drop what is remembered of addresses that no record names any more."""
    kept = set(urls)
    with store.writing() as connection:
        for row in connection.execute(sa.select(link_check.c.url)).all():
            if row.url not in kept:
                connection.execute(link_check.delete().where(link_check.c.url == row.url))


def dead(store: Store) -> list[LinkResult]:
    """The addresses that failed when they were last tested, the longest failing first."""
    failing = sa.select(link_check).where(link_check.c.problem != "").order_by(link_check.c.failing_since)
    with store.engine.connect() as connection:
        rows = connection.execute(failing).all()
    return [LinkResult(r.url, r.records, r.problem, utc(r.checked), utc(r.failing_since)) for r in rows]
