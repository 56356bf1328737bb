import datetime as dt

import pytest

from directory_data.models import Schedule
from directory_data.opening_times import LONDON, in_words, is_open, moment_in_words, next_opening
from directory_data.vocabulary import Day

WEEKDAYS = [Day.MONDAY, Day.TUESDAY, Day.WEDNESDAY, Day.THURSDAY]
OFFICE = [
    Schedule(byday=WEEKDAYS, opens_at="08:30", closes_at="17:00"),
    Schedule(byday=[Day.FRIDAY], opens_at="08:30", closes_at="16:00"),
]
NIGHT = [Schedule(byday=[Day.SATURDAY], opens_at="22:00", closes_at="02:00")]


def at(day, clock="12:00"):
    return dt.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at("2026-11-23", "08:29"), False),  # Monday
        (at("2026-11-23", "08:30"), True),
        (at("2026-11-26", "16:59"), True),  # Thursday
        (at("2026-11-26", "17:00"), False),
        (at("2026-11-27", "16:00"), False),  # Friday closes at four
        (at("2026-11-28"), False),  # Saturday
        (at("2026-12-25"), False),  # Christmas Day, a Friday
        (at("2026-12-28"), False),  # Boxing Day is kept on the Monday
        (at("2027-05-03"), False),  # early May bank holiday
    ],
)
def test_office_hours_and_bank_holidays(moment, expected):
    assert is_open(OFFICE, moment) is expected


def test_hours_past_midnight_reach_into_the_next_day():
    assert is_open(NIGHT, at("2026-11-29", "01:30"))
    assert not is_open(NIGHT, at("2026-11-29", "02:00"))


def test_another_time_zone_is_understood():
    utc = dt.datetime(2026, 7, 6, 7, 45, tzinfo=dt.timezone.utc)  # 8.45 in London's summer
    assert is_open(OFFICE, utc)


def test_the_clocks_going_back_do_not_shift_the_hours():
    assert not is_open(OFFICE, at("2026-10-26", "08:29"))
    assert is_open(OFFICE, at("2026-10-26", "08:30"))


def test_hours_that_hold_on_bank_holidays():
    always = [Schedule(byday=list(Day), opens_at="00:00", closes_at="24:00", bank_holidays=True)]
    assert is_open(always, at("2026-12-25"))


@pytest.mark.parametrize(
    ("moment", "opens", "words"),
    [
        (at("2026-11-23", "07:00"), at("2026-11-23", "08:30"), "today at 8.30am"),
        (at("2026-11-26", "18:00"), at("2026-11-27", "08:30"), "tomorrow at 8.30am"),
        (at("2026-12-24", "18:00"), at("2026-12-29", "08:30"), "Tuesday at 8.30am"),
    ],
)
def test_next_opening_in_words(moment, opens, words):
    assert next_opening(OFFICE, moment) == opens
    assert moment_in_words(opens, moment) == words


def test_no_hours_no_opening():
    assert next_opening([], at("2026-11-23")) is None


def test_hours_in_words():
    assert in_words(OFFICE) == "Monday to Thursday 8.30am to 5pm, Friday 8.30am to 4pm"
    assert in_words(NIGHT) == "Saturday 10pm to 2am"
    assert in_words([Schedule(byday=list(Day), opens_at="00:00", closes_at="24:00")]) == "Every day 24 hours"
    two = [Schedule(byday=[Day.THURSDAY, Day.MONDAY], opens_at="12:00", closes_at="13:15")]
    assert in_words(two) == "Monday and Thursday midday to 1.15pm"
