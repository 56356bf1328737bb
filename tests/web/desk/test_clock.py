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
