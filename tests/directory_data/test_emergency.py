import datetime as dt

import pytest

from directory_data import emergency
from directory_data.opening_times import LONDON

OFFICE_HOURS = dt.datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
NIGHT = dt.datetime(2026, 11, 23, 22, 0, tzinfo=LONDON)
BANK_HOLIDAY = dt.datetime(2026, 12, 25, 10, 0, tzinfo=LONDON)
BOTH_CLOSE = [OFFICE_HOURS, NIGHT, BANK_HOLIDAY]


@pytest.mark.parametrize("moment", BOTH_CLOSE)
def test_exactly_one_social_work_team_answers_at_any_time(moment):
    mash, night = emergency.contacts([emergency.MASH, emergency.OUT_OF_HOURS], moment)
    assert mash.open_now is not night.open_now


def test_the_team_that_answers_now_comes_first_after_the_police():
    assert emergency.answering_first(OFFICE_HOURS) == ("police-emergency", "mash", "emergency-duty-team")
    assert emergency.answering_first(NIGHT) == ("police-emergency", "emergency-duty-team", "mash")


def test_numbers_are_those_of_the_sources():
    police, mash, night = emergency.contacts(emergency.CORE, OFFICE_HOURS)
    assert (police.phone, police.tel, police.open_now) == ("999", "tel:999", True)
    assert (mash.phone, mash.tel) == ("0345 050 7666", "tel:+443450507666")
    assert mash.hours == "Monday to Thursday 8.30am to 5pm, Friday 8.30am to 4pm"
    assert (night.phone, night.tel) == ("0800 833408", "tel:+44800833408")
