"""Searches that found nothing, counted so that editors learn what is missing, without personal data.

Only words that the published directory or the list of places has are kept, in the order of the alphabet,
so that no sentence can be read; all else is a bare count. Days, not times; no row for long.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from directory_data import opening_times
from directory_data.analysis import content_words
from directory_data.search import Results, Searcher
from directory_data.tables import no_result

MOST_WORDS = 4
"""A search of more words says more about a person than about a need; it is a bare count."""
MOST_ROWS_A_DAY = 200
KEPT_DAYS = 180
FEWEST = 5
"""Words that fewer searches had are not shown to anybody, nor is a smaller number."""
PAUSE = 10.0  # seconds that counts may wait, so that a search never waits for the store

Key = tuple[dt.date, str, str]
"""Day, words and filters."""


@dataclass(frozen=True)
class Missing:
    """What a number of searches looked for and did not find; without words what may not be shown."""

    words: str
    filters: str
    count: int | None
    """``None`` for fewer than ``FEWEST``."""

    @property
    def times(self) -> str:
        return f"fewer than {FEWEST}" if self.count is None else str(self.count)


class NoResults:
    """Counts in memory and writes now and then; safe to share between threads."""

    def __init__(self, engine: Engine, pause: float = PAUSE) -> None:
        self._engine = engine
        self._pause = pause
        self._lock = threading.Lock()
        self._counts: Counter[Key] = Counter()
        self._timer: threading.Timer | None = None

    def note(self, words: str, filters: Iterable[str] = (), day: dt.date | None = None) -> None:
        """Count one search; ``words`` come from ``known_words``."""
        with self._lock:
            key = (day or opening_times.now().date(), words, " ".join(sorted(filters)))
            full = len(self._counts) >= MOST_ROWS_A_DAY and key not in self._counts
            self._counts[(key[0], "", "") if full else key] += 1
            if self._timer is None:
                self._timer = threading.Timer(self._pause, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Put the counts into the store; when that fails they wait for the next time."""
        with self._lock:
            counts, self._counts, self._timer = self._counts, Counter(), None
        if not counts:
            return
        try:
            with self._engine.begin() as connection:
                for (day, words, filters), count in counts.items():
                    _add(connection, day, words, filters, count)
                forget(connection, opening_times.now().date())
        except SQLAlchemyError:
            with self._lock:
                self._counts.update(counts)


def known_words(searcher: Searcher, results: Results) -> str:
    """The words of a search that may be kept; empty for a search of many words."""
    said = set(content_words(results.query.text))
    place = results.place
    names = set(content_words(place.places[0].name)) if place and place.exact else set()
    kept = sorted(word for word in said if word in names or searcher.speller.knows(word))
    return " ".join(kept) if len(said) <= MOST_WORDS else ""


def listed(engine: Engine, since: dt.date) -> list[Missing]:
    """What was not found since a day, the most frequent first; rare words are summed up without words."""
    total = sa.func.sum(no_result.c.count)
    asked = sa.select(no_result.c.words, no_result.c.filters, total.label("total"))
    asked = asked.where(no_result.c.day >= since).group_by(no_result.c.words, no_result.c.filters)
    with engine.connect() as connection:
        rows = connection.execute(asked).all()
    shown = [Missing(r.words, r.filters, r.total) for r in rows if r.words and r.total >= FEWEST]
    rest = sum(r.total for r in rows if not (r.words and r.total >= FEWEST))
    shown.sort(key=lambda missing: (-(missing.count or 0), missing.words, missing.filters))
    return shown + ([Missing("", "", rest if rest >= FEWEST else None)] if rest else [])


def forget(connection: Connection, today: dt.date) -> int:
    """Remove the days that are too long ago; returns the number of rows."""
    oldest = today - dt.timedelta(days=KEPT_DAYS)
    return int(connection.execute(no_result.delete().where(no_result.c.day < oldest)).rowcount)


def _add(connection: Connection, day: dt.date, words: str, filters: str, count: int) -> None:
    values = {"day": day, "words": words[:120], "filters": filters[:120]}
    same = sa.and_(*(no_result.c[name] == value for name, value in values.items()))
    changed = connection.execute(
        no_result.update().where(same).values(count=no_result.c.count + count)
    ).rowcount
    if changed:
        return
    rows = sa.select(sa.func.count()).select_from(no_result).where(no_result.c.day == day)
    if words and connection.execute(rows).scalar_one() >= MOST_ROWS_A_DAY:
        _add(connection, day, "", "", count)
    else:
        connection.execute(no_result.insert().values(**values, count=count))
