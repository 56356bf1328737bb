"""The chat while the clock of the machine is set or jumps: who answers now, and who waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from directory_data.opening_times import LONDON
from tests.web.conftest import ORDINARY, RISK
from web.rate_limits import WINDOW

UTC = dt.timezone.utc
FORWARD = dt.datetime(2027, 3, 28, 1, tzinfo=UTC)
BACK = dt.datetime(2026, 10, 25, 1, tzinfo=UTC)
MASH, NIGHT = "0345 050 7666", "0800 833408"


def set_to(moment: dt.datetime) -> time_machine.travel:
    return time_machine.travel(moment.timestamp(), tick=False)


def in_england(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        ("2026-12-24T16:59", MASH),
        ("2026-12-24T17:00", NIGHT),
        ("2026-12-25T10:00", NIGHT),
        ("2026-12-28T10:00", NIGHT),
        ("2026-12-29T08:30", MASH),
        ("2027-03-26T10:00", NIGHT),
        ("2027-03-29T10:00", NIGHT),
        ("2027-03-30T08:29", NIGHT),
        ("2027-03-30T08:30", MASH),
        ("2026-10-26T08:29", NIGHT),
        ("2026-10-26T08:30", MASH),
        ("2027-05-03T12:00", NIGHT),
    ],
)
def test_the_card_names_the_team_that_answers_now(
    say: Callable[..., dict[str, Any]], moment: str, first: str
) -> None:
    with set_to(in_england(moment)):
        contacts = say(RISK)["escalation"]["contacts"]
    teams = [one for one in contacts if one["phone"] in {MASH, NIGHT}]
    assert [(one["phone"], one["open_now"]) for one in teams] == [
        (first, True),
        (NIGHT if first == MASH else MASH, False),
    ]


@pytest.mark.parametrize("change", [FORWARD, BACK])
def test_a_conversation_goes_on_over_a_change_of_clocks(
    say: Callable[..., dict[str, Any]], change: dt.datetime
) -> None:
    with set_to(change - dt.timedelta(minutes=2)) as clock:
        first = say(RISK)
        clock.move_to((change + dt.timedelta(minutes=2)).timestamp())
        later = say(ORDINARY, conversation_id=first["conversation_id"])
    assert later["conversation_id"] == first["conversation_id"]


@pytest.mark.parametrize("jump", [dt.timedelta(minutes=10), dt.timedelta(hours=1), dt.timedelta(hours=-1)])
def test_a_jump_of_the_clock_neither_frees_nor_locks_out(limited: FlaskClient, jump: dt.timedelta) -> None:
    """The limits are measured by a clock that nobody sets. At noon, because their salt is of the day."""

    def status(message: str) -> int:
        return limited.post("/api/chat", json={"message": message}).status_code

    with set_to(BACK.replace(hour=12)) as clock:
        assert [status(ORDINARY) for _ in range(3)] == [200, 200, 429]
        clock.shift(jump)
        refused = limited.post("/api/chat", json={"message": ORDINARY})
        assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= WINDOW
        assert status(RISK) == 200
