"""Moments: kept in UTC, days counted as people in England count them."""

from __future__ import annotations

import datetime as dt
from typing import overload
from zoneinfo import ZoneInfo

UTC = dt.timezone.utc
LONDON = ZoneInfo("Europe/London")
SKEW = dt.timedelta(minutes=1)
"""How far the clocks of two machines may be apart: what is dated further ahead was dated by a wrong clock."""


def now() -> dt.datetime:
    """This moment in UTC."""
    return dt.datetime.now(UTC)


def day(at: dt.datetime) -> dt.date:
    """The date in England at a moment."""
    return at.astimezone(LONDON).date()


@overload
def utc(at: dt.datetime) -> dt.datetime: ...
@overload
def utc(at: None) -> None: ...
def utc(at: dt.datetime | None) -> dt.datetime | None:
    """A moment as the store gives it: SQLite forgets the zone, which is always UTC."""
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
