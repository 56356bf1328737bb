"""The machine's clock is set to the days that are hard: both changes of clocks, Christmas, New Year, Easter.

Each holds wherever the machine believes it stands: its own time zone is UTC, London or another.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import msgspec
import pytest
import time_machine

from directory_data import emergency, moments, opening_times, seed_files, validation
from directory_data.imports.commands import _date
from directory_data.models import Checking
from directory_data.no_results import NoResults, listed
from directory_data.opening_times import LONDON
from directory_data.store import Store
from tests.factories import make_record

UTC = dt.timezone.utc
STEP = dt.timedelta(minutes=10)


@pytest.fixture(params=["UTC", "Europe/London", "Pacific/Auckland"], autouse=True)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def set_to(moment: dt.datetime) -> time_machine.travel:
    """The clock stands still at a moment; given as a number it leaves the machine's time zone alone."""
    return time_machine.travel(moment.timestamp(), tick=False)


def changes(first: str, last: str) -> list[str]:
    """When MASH starts and stops to answer, in UTC, from one day to the end of another.

    On the way: at every moment one of the two teams answers, and it is named first.
    """
    now = dt.datetime.fromisoformat(first).replace(tzinfo=LONDON).astimezone(UTC)
    end = dt.datetime.fromisoformat(last).replace(tzinfo=LONDON).astimezone(UTC) + dt.timedelta(days=1)
    found, before = [], None
    with set_to(now) as clock:
        while now < end:
            clock.move_to(now.timestamp())
            at = opening_times.now()
            police, mash, night = emergency.contacts(emergency.CORE, at)
            assert police.open_now and mash.open_now is not night.open_now
            assert emergency.answering_first(at)[1] == (
                emergency.MASH if mash.open_now else emergency.OUT_OF_HOURS
            )
            if before is not None and mash.open_now is not before:
                found.append(f"{now:%d %b %H:%M} {'MASH' if mash.open_now else 'EDT'}")
            before, now = mash.open_now, now + STEP
    return found


def test_christmas_and_new_year_belong_to_the_emergency_duty_team() -> None:
    """In 2026 Boxing Day is a Saturday and kept on Monday the 28th; New Year's Day is a Friday."""
    assert changes("2026-12-24", "2027-01-04") == [
        "24 Dec 08:30 MASH",
        "24 Dec 17:00 EDT",
        "29 Dec 08:30 MASH",
        "29 Dec 17:00 EDT",
        "30 Dec 08:30 MASH",
        "30 Dec 17:00 EDT",
        "31 Dec 08:30 MASH",
        "31 Dec 17:00 EDT",
        "04 Jan 08:30 MASH",
        "04 Jan 17:00 EDT",
    ]


def test_easter_with_the_clocks_going_forward_in_it() -> None:
    """In 2027 the clocks go forward on Easter Sunday, between two bank holidays."""
    assert changes("2027-03-25", "2027-03-30") == [
        "25 Mar 08:30 MASH",
        "25 Mar 17:00 EDT",
        "30 Mar 07:30 MASH",
        "30 Mar 16:00 EDT",
    ]


def test_the_clocks_going_back() -> None:
    assert changes("2026-10-23", "2026-10-26") == [
        "23 Oct 07:30 MASH",
        "23 Oct 15:00 EDT",
        "26 Oct 08:30 MASH",
        "26 Oct 17:00 EDT",
    ]


@pytest.mark.parametrize("day", ["2027-05-03", "2027-05-31", "2027-08-30"])
def test_bank_holidays_in_summer(day: str) -> None:
    assert changes(day, day) == []


@pytest.mark.parametrize(
    ("now", "opens", "words"),
    [
        ("2027-03-25T17:00", "2027-03-30T08:30", "Tuesday at 8.30am"),
        ("2027-03-28T00:59", "2027-03-30T08:30", "Tuesday at 8.30am"),
        ("2026-10-23T16:00", "2026-10-26T08:30", "Monday at 8.30am"),
        ("2026-10-25T23:30", "2026-10-26T08:30", "tomorrow at 8.30am"),
        ("2026-12-31T23:59", "2027-01-04T08:30", "Monday at 8.30am"),
    ],
)
def test_when_mash_opens_next(now: str, opens: str, words: str) -> None:
    mash = next(record for record in seed_files.records() if record.key == emergency.MASH)
    with set_to(dt.datetime.fromisoformat(now).replace(tzinfo=LONDON)):
        at = opening_times.now()
        following = opening_times.next_opening(mash.schedules, at)
        assert following == dt.datetime.fromisoformat(opens).replace(tzinfo=LONDON)
        assert opening_times.moment_in_words(following, at) == words


def test_the_hour_that_comes_twice_is_closed_twice() -> None:
    """1.30 in the night of 25 October 2026, in summer time and again an hour later in winter time."""
    for utc in (dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC), dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        with set_to(utc):
            at = opening_times.now()
            assert (at.hour, at.minute) == (1, 30)
            assert emergency.answering_first(at)[1] == emergency.OUT_OF_HOURS


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (dt.datetime(2026, 6, 30, 23, 30, tzinfo=UTC), dt.date(2026, 7, 1)),
        (dt.datetime(2026, 12, 31, 23, 30, tzinfo=UTC), dt.date(2026, 12, 31)),
        (dt.datetime(2026, 3, 28, 23, 30, tzinfo=UTC), dt.date(2026, 3, 28)),
        (dt.datetime(2026, 3, 29, 23, 30, tzinfo=UTC), dt.date(2026, 3, 30)),
        (dt.datetime(2026, 10, 24, 23, 30, tzinfo=UTC), dt.date(2026, 10, 25)),
        (dt.datetime(2026, 10, 25, 23, 30, tzinfo=UTC), dt.date(2026, 10, 25)),
    ],
)
def test_today_is_the_day_in_england(
    utc: dt.datetime, day: dt.date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A record that is confirmed today can be saved, a list of today imported; tomorrow's are refused."""
    with set_to(utc):
        assert moments.day(moments.now()) == opening_times.now().date() == day
        for known, is_refused in ((day, False), (day + dt.timedelta(days=1), True)):
            confirmed = msgspec.structs.replace(
                make_record(), known=known, assured_date=known, checking=Checking.CHECKED
            )
            faults = validation.record_problems(confirmed, seed_files.sources(), seed_files.organizations())
            assert any("not a date between" in problem for _, problem in faults) is is_refused
        file = tmp_path_factory.mktemp("list") / "list.csv"
        file.write_text("School\n")
        assert _date(file, dt.datetime(day.year, day.month, day.day)) == day


def test_searches_are_counted_for_the_day_in_england(store: Store) -> None:
    counts = NoResults(store.engine, pause=3600)
    with set_to(dt.datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        counts.note("lanterns")
        counts.write()
        assert len(listed(store.engine, dt.date(2026, 7, 1))) == 1
