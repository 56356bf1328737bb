"""The clock of a running web process is set across changes of clocks and bank holidays while people write."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from directory_data.opening_times import LONDON
from directory_data.settings import ROOT
from tests.system.conftest import RunningSignpost
from tests.web.fake_rasa import FakeRasa

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

MASH, NIGHT = "0345 050 7666", "0800 833408"
RISK = "my dad hits me"
CROSSINGS = {
    "the clocks go forward": ("2027-03-28T00:59:50", NIGHT, "2027-03-28T02:00:01", NIGHT),
    "the clocks go back": ("2026-10-25T00:59:50", NIGHT, "2026-10-25T02:00:01", NIGHT),
    "Christmas comes": ("2026-12-24T16:50:00", MASH, "2026-12-24T17:00:01", NIGHT),
    "Easter is over": ("2027-03-30T08:20:00", NIGHT, "2027-03-30T08:30:01", MASH),
    "a clock is set back by a year": ("2027-01-05T12:00:00", MASH, "2026-01-06T12:00:00", MASH),
}


class Clock:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.set("2026-11-23T12:00:00")

    def set(self, moment: str) -> None:
        at = dt.datetime.fromisoformat(moment).replace(tzinfo=LONDON).timestamp()
        partial = self.file.with_suffix(".part")
        partial.write_text(str(at))
        partial.replace(self.file)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    return Clock(tmp_path_factory.mktemp("clock") / "now")


@pytest.fixture(scope="module")
def product(
    trained: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSignpost]:
    data = tmp_path_factory.mktemp("set-clock")
    for name in ("models", "index"):
        (data / name).symlink_to(trained / name)
    path = os.pathsep.join([str(Path(__file__).parent / "set_clock"), str(ROOT)])
    rasa = FakeRasa()
    environment = {
        "PYTHONPATH": path,
        "TEST_CLOCK_FILE": str(clock.file),
        "SIGNPOST_RASA_PORT": str(rasa.port),
    }
    running = RunningSignpost(data, "serve", environment=environment)
    try:
        running.wait_until(running.is_live, "the web process")
        yield running
    finally:
        running.stop()
        rasa.close()


@contextmanager
def people_writing(product: RunningSignpost) -> Iterator[list[dict[str, Any]]]:
    """Two people write all the time; yields their replies, and every one of them must have come."""
    replies: list[dict[str, Any]] = []
    errors: list[BaseException] = []
    over = threading.Event()

    def write(message: str) -> None:
        conversation = None
        while not over.is_set():
            try:
                replies.append(product.chat(message, conversation))
                conversation = replies[-1]["conversation_id"]
            except Exception as error:
                errors.append(error)

    people = [
        threading.Thread(target=write, args=(words,)) for words in (RISK, "speech therapy for my child")
    ]
    for person in people:
        person.start()
    try:
        yield replies
    finally:
        over.set()
        for person in people:
            person.join(60)
    assert errors == [] and replies


def team(product: RunningSignpost) -> str:
    """The number that the card says answers now; of the two exactly one does."""
    contacts = product.chat(RISK)["escalation"]["contacts"]
    (number,) = [one["phone"] for one in contacts if one["phone"] in {MASH, NIGHT} and one["open_now"]]
    return str(number)


@pytest.mark.parametrize("crossing", CROSSINGS)
def test_everybody_is_answered_by_the_right_team(
    product: RunningSignpost, clock: Clock, crossing: str
) -> None:
    before, first, after, second = CROSSINGS[crossing]
    clock.set(before)
    product.wait_until(lambda: team(product) == first, f"{first} at {before}", limit=60)
    with people_writing(product) as replies:
        clock.set(after)
        product.wait_until(lambda: team(product) == second, f"{second} at {after}", limit=60)
        heard = len(replies)
        product.wait_until(lambda: len(replies) > heard + 4, "replies after the crossing", limit=60)
    cards = [reply for reply in replies if reply["escalation"]]
    assert cards and all(reply["escalation"]["contacts"] for reply in cards)
    assert not product.chat("a food bank in Didcot")["degraded"]
