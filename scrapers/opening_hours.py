"""Weekly opening hours out of the words that pages use: ``8.30am – 5pm (Mon – Thurs)``."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from directory_data.vocabulary import Day

_DAYS = [day.value for day in Day]
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_TO = r"\s*(?:-|–|—|to|until|till)\s*"
_CLOCK = r"(\d{1,2})(?:[.:](\d\d))?\s*(am|pm|a\.m\.|p\.m\.|noon|midnight)?"
_SPAN = re.compile(_CLOCK + _TO + _CLOCK, re.IGNORECASE)
_TOKEN = re.compile(
    rf"\b(?P<first>{_DAY})\b(?:{_TO}(?P<last>{_DAY})\b)?|\b(?P<every>weekdays|every day|daily)\b"
    rf"|\b(?P<times>{_CLOCK}{_TO}{_CLOCK})",
    re.IGNORECASE,
)
_WORDED = re.compile(r"\b(?:12\s*)?(noon|midnight)\b", re.IGNORECASE)
_NOT_EACH_WEEK = re.compile(
    r"\b(1st|2nd|3rd|4th|5th|first|second|third|fourth|last|alternate|every other|fortnight\w*|month\w*"
    r"|term|(?<!bank )holidays?|summer|winter|except)\b",
    re.IGNORECASE,
)


def schedules_in(text: str) -> list[dict[str, Any]] | None:
    """Plain forms of ``Schedule``, or None when the words are not weekly hours or leave a doubt.

    ``10-12`` leaves a doubt (morning or night), and so do hours that hold in some weeks only.
    """
    if _NOT_EACH_WEEK.search(text):
        return None
    text = _WORDED.sub(r"12 \1", text)
    runs = [list(run) for _, run in groupby(_TOKEN.finditer(text), key=lambda token: token["times"] is None)]
    if not runs or len(runs) % 2:
        return None
    schedules = []
    for days, spans in zip(runs[::2], runs[1::2], strict=True):
        if days[0]["times"]:
            days, spans = spans, days  # noqa: PLW2901 - the times may come first
        byday = [day for day in _DAYS if any(day in _days(token) for token in days)]
        for span in spans:
            times = _times(span["times"])
            if times is None:
                return None
            schedules.append({"byday": byday, "opens_at": times[0], "closes_at": times[1]})
    return schedules


def hours_in(text: str) -> dict[str, Any]:
    """The fields about opening: a weekly schedule, or the words as they are when they are not one."""
    schedules = schedules_in(text)
    return {"schedules": schedules or [], "schedule_note": "" if schedules else text}


def _days(token: re.Match[str]) -> list[str]:
    if token["every"]:
        return _DAYS[:5] if token["every"].lower() == "weekdays" else _DAYS
    first = _DAYS.index(token["first"][:2].upper())
    last = _DAYS.index((token["last"] or token["first"])[:2].upper())
    return _DAYS[first : last + 1] if last >= first else _DAYS[first:] + _DAYS[: last + 1]


def _times(span: str) -> tuple[str, str] | None:
    match = _SPAN.fullmatch(span)
    if match is None:
        return None
    hour, minute, half, end_hour, end_minute, end_half = match.groups()
    closes = _clock(end_hour, end_minute, end_half, at_end=True)
    if closes is None:
        return None
    if half or not end_half:
        opens = _clock(hour, minute, half)
    else:  # 2 - 4pm is the afternoon, 8.30 - 5pm starts in the morning
        tried = [_clock(hour, minute, each) for each in ("pm", "am")]
        opens = next((time for time in tried if time and time < closes), None)
    return (opens, closes) if opens else None


def _clock(hour: str, minute: str | None, half: str | None, *, at_end: bool = False) -> str | None:
    number, minutes = int(hour), int(minute or 0)
    half = (half or "").replace(".", "").lower()
    either_half = not half and number <= 12 and not (minute and len(hour) == 2)
    if either_half or minutes > 59 or number > (12 if half else 23):
        return None
    if half in {"am", "pm"}:
        number = number % 12 + (12 if half == "pm" else 0)
    elif half == "midnight":
        number = 24 if at_end else 0
    return f"{number:02}:{minutes:02}"
