"""Dates as people read them."""

from __future__ import annotations

import datetime as dt

from directory_data import moments


def in_words(date: dt.date | str) -> str:
    """``1 May 2020``, from a date or its ISO form."""
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{day.day} {day.strftime('%B %Y')}"


def moment_in_words(at: dt.datetime) -> str:
    """``1 May 2020 at 3:05pm``, by the clock in England."""
    local = at.astimezone(moments.LONDON)
    return (
        f"{in_words(local.date())} at {local:%I:%M%p}".replace(" at 0", " at ")
        .replace("AM", "am")
        .replace("PM", "pm")
    )
