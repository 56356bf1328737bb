"""Dates as people read them."""

from __future__ import annotations

import datetime as dt


def in_words(date: dt.date | str) -> str:
    """``1 May 2020``, from a date or its ISO form."""
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{day.day} {day.strftime('%B %Y')}"
