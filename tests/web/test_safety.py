"""The safety check cannot be switched off by a failure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest

from directory_data.settings import Settings
from nlu.encoder import Encoder
from nlu.memory import Memory
from nlu.models import Models
from nlu.reading import Glance, Reading
from nlu.safeguarding import Safeguarding
from tests.web.conftest import RISK
from web import safety as safety_module
from web.safety import Safety

CALM = "speech therapy for my child"


@pytest.fixture
def safety(prepared: Settings) -> Safety:
    return Safety(prepared)


def test_risk_is_immediate(safety: Safety) -> None:
    assert safety.judge(RISK, Memory())[0].level == "immediate"


def test_failing_check_asks(safety: Safety, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(safety_module, "judge_reading", fail)
    assessment, _, _ = safety.judge("anything", Memory())
    escalation = safety.escalation(assessment, None)
    assert escalation is not None and escalation.level == "check"


def test_rules_go_on_when_all_together_fail(safety: Safety, monkeypatch: pytest.MonkeyPatch) -> None:
    judge_reading = safety_module.judge_reading

    def fail_with_classifier(reading: Reading, memory: Memory, detectors: Safeguarding) -> object:
        if detectors is safety._all:
            raise RuntimeError("made up")
        return judge_reading(reading, memory, detectors)

    monkeypatch.setattr(safety_module, "judge_reading", fail_with_classifier)
    assert safety.judge(RISK, Memory())[0].level == "immediate"


def test_silence_of_dead_detectors_asks(safety: Safety, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr("nlu.reading.hits", fail)
    monkeypatch.setattr(Encoder, "read", fail)
    assert safety.judge("hello", Memory())[0].level == "check"


def test_ordinary_message_is_not_stopped(safety: Safety) -> None:
    assert safety.judge(CALM, Memory())[0].level is None


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """The reading of "hang" says that it has begun, and ends when it is told to."""
    judge_reading, hangs, goes_on = safety_module.judge_reading, Event(), Event()

    def judged(reading: Reading, memory: Memory, detectors: Safeguarding) -> object:
        if reading.plain == "hang":
            hangs.set()
            goes_on.wait(10)
        return judge_reading(reading, memory, detectors)

    monkeypatch.setattr(safety_module, "judge_reading", judged)
    yield hangs, goes_on
    goes_on.set()


def test_messages_are_read_one_after_the_other(
    safety: Safety, hanging: tuple[Event, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety._turns, "longest_turn", 10)
    hangs, goes_on = hanging
    with ThreadPoolExecutor(2) as people:
        people.submit(safety.judge, "hang", Memory())
        assert hangs.wait(10)
        second = people.submit(safety.judge, RISK, Memory())
        assert not wait([second], timeout=0.3).done
        goes_on.set()
        assert second.result(10).assessment.level == "immediate"


def test_of_those_that_wait_the_most_worrying_is_read_first(
    safety: Safety, hanging: tuple[Event, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safety._turns, "longest_turn", 10)
    hangs, goes_on = hanging
    read: list[str] = []
    reading_after = Reading.after

    def noted(glance: Glance, models: Models) -> Reading:
        read.append(glance.text)
        return reading_after(glance, models)

    monkeypatch.setattr(Reading, "after", noted)
    asked = Memory(check_pending=True)
    with ThreadPoolExecutor(4) as people:
        people.submit(safety.judge, "hang", Memory())
        assert hangs.wait(10)
        for number, (message, memory) in enumerate(
            [(CALM, Memory()), ("a bit more", asked), (RISK, Memory())], start=1
        ):
            people.submit(safety.judge, message, memory)
            deadline = time.monotonic() + 10
            while safety._turns.waiting < number:
                assert time.monotonic() < deadline
        goes_on.set()
    assert read == ["hang", "a bit more", RISK, CALM]


def test_a_reading_that_hangs_holds_nobody_up(safety: Safety, hanging: tuple[Event, Event]) -> None:
    hangs, goes_on = hanging
    with ThreadPoolExecutor(1) as other:
        stuck = other.submit(safety.judge, "hang", Memory())
        assert hangs.wait(10)
        assert safety.judge(RISK, Memory()).assessment.level == "immediate" and not stuck.done()
        goes_on.set()
