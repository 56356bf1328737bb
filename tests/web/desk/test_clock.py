"""An editor's session while clocks change: an idle hour is sixty minutes, whatever clocks on walls say."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from tests.web.desk.conftest import Desk

UTC = dt.timezone.utc
CHANGES = [dt.datetime(2027, 3, 28, 1, tzinfo=UTC), dt.datetime(2026, 10, 25, 1, tzinfo=UTC)]


@pytest.mark.parametrize("change", CHANGES)
def test_idle_minutes_are_counted_over_a_change_of_clocks(desk: Desk, change: dt.datetime) -> None:
    with time_machine.travel((change - dt.timedelta(minutes=30)).timestamp(), tick=False) as clock:
        desk.as_("editor")
        for minutes, status in ((59, 200), (59, 200), (61, 303)):
            clock.shift(minutes * 60)
            assert desk.client.get("/desk/").status_code == status


@pytest.mark.parametrize("back", [61, 365 * 24 * 3600])
def test_a_session_from_a_time_that_has_not_come_ends(desk: Desk, back: int) -> None:
    """It would not be idle before that time: the signature of its cookie is refused until then."""
    with time_machine.travel(CHANGES[0].timestamp(), tick=False) as clock:
        desk.as_("editor")
        clock.shift(-back)
        assert desk.client.get("/desk/").status_code == 303
