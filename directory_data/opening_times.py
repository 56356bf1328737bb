"""Whether something is open, when it opens next, and its hours in words.

Times are local (Europe/London); the bank holidays are England's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from directory_data.models import Schedule
from directory_data.vocabulary import Day

LONDON = ZoneInfo("Europe/London")
DAYS = list(Day)
DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Span = tuple[dt.datetime, dt.datetime]


@lru_cache(maxsize=1)
def bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")


def now() -> dt.datetime:
    """The present moment in London."""
    return dt.datetime.now(LONDON)


def is_open(schedules: Sequence[Schedule], at: dt.datetime) -> bool:
    """Whether any schedule covers the moment ``at`` (an aware datetime)."""
    moment = at.astimezone(LONDON)
    days = (moment.date() - dt.timedelta(days=1), moment.date())
    return any(start <= moment < end for day in days for start, end in _spans(schedules, day))


def next_opening(schedules: Sequence[Schedule], at: dt.datetime) -> dt.datetime | None:
    """The next start of opening hours after ``at``, within two weeks; ``None`` when there is none."""
    moment = at.astimezone(LONDON)
    for ahead in range(15):
        day = moment.date() + dt.timedelta(days=ahead)
        later = [start for start, _ in _spans(schedules, day) if start > moment]
        if later:
            return min(later)
    return None


def in_words(schedules: Sequence[Schedule]) -> str:
    """``Monday to Thursday 8.30am to 5pm, Friday 8.30am to 4pm``; empty without schedules."""
    return ", ".join(f"{_days_in_words(s.byday)} {_hours_in_words(s)}" for s in schedules)


def moment_in_words(moment: dt.datetime, at: dt.datetime) -> str:
    """``today at 8.30am``, ``tomorrow at 8.30am`` or ``Monday at 8.30am``."""
    ahead = (moment.astimezone(LONDON).date() - at.astimezone(LONDON).date()).days
    day = {0: "today", 1: "tomorrow"}.get(ahead, DAY_NAMES[moment.weekday()])
    return f"{day} at {_clock(moment.strftime('%H:%M'))}"


def _spans(schedules: Sequence[Schedule], day: dt.date) -> list[Span]:
    holiday = day in bank_holidays()
    return [
        _span(schedule, day)
        for schedule in schedules
        if DAYS[day.weekday()] in schedule.byday and (schedule.bank_holidays or not holiday)
    ]


def _span(schedule: Schedule, day: dt.date) -> Span:
    start, end = _at(day, schedule.opens_at), _at(day, schedule.closes_at)
    return (start, end) if end > start else (start, _at(day + dt.timedelta(days=1), schedule.closes_at))


def _at(day: dt.date, clock: str) -> dt.datetime:
    hours, minutes = (int(part) for part in clock.split(":"))
    if hours == 24:
        day, hours = day + dt.timedelta(days=1), 0
    return dt.datetime(day.year, day.month, day.day, hours, minutes, tzinfo=LONDON)


def _days_in_words(days: Sequence[Day]) -> str:
    numbers = sorted(DAYS.index(day) for day in days)
    if len(numbers) == 7:
        return "Every day"
    unbroken = numbers == list(range(numbers[0], numbers[-1] + 1))
    if unbroken and len(numbers) > 2:
        return f"{DAY_NAMES[numbers[0]]} to {DAY_NAMES[numbers[-1]]}"
    return " and ".join(DAY_NAMES[number] for number in numbers)


def _hours_in_words(schedule: Schedule) -> str:
    if (schedule.opens_at, schedule.closes_at) == ("00:00", "24:00"):
        return "24 hours"
    return f"{_clock(schedule.opens_at)} to {_clock(schedule.closes_at)}"


def _clock(value: str) -> str:
    hours, minutes = (int(part) for part in value.split(":"))
    if (hours % 24, minutes) in {(0, 0), (12, 0)}:
        return "midday" if hours == 12 else "midnight"
    tail = f".{minutes:02d}" if minutes else ""
    return f"{hours % 12 or 12}{tail}{'am' if hours % 24 < 12 else 'pm'}"
