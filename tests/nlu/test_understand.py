"""One entrance for everything that a message says."""

from __future__ import annotations

import pytest

from directory_data.vocabulary import Audience
from nlu.understand import Understander


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("my neighbours kids have been on there own since friday", "abandoned"),
        ("whats the number for lcss in banbury", "contact_lcss"),
        ("we cant afford food this week, live in didcot", "find_food"),
        ("Nursery manager in Bicester, who is our link worker?", "find_link_worker"),
        (
            "Can I do a No Names about a boy who told us his dad punched him last night?",
            "sexual_or_physical_abuse",
        ),
        ("how soon must an EHA be reviewed", "ask_eha"),
        ("my 2 year old isnt talking yet", "find_service"),
        ("a member of our staff has been accused of hurting a child", "report_allegation"),
    ],
)
def test_intents(understander: Understander, text: str, intent: str) -> None:
    assert understander.understand(text).intent == intent


def test_everything_is_found_in_one_pass(understander: Understander) -> None:
    found = understander.understand("Nursery manager in Bicester, who is our link worker?")
    assert found.band == "sure"
    assert found.audience is Audience.PRACTITIONER
    assert found.entities.place is not None
    assert found.entities.place.places[0].name == "Bicester"
    assert "link worker" in found.need
    assert found.assessment.level is None


def test_the_audience_is_remembered(understander: Understander) -> None:
    first = understander.understand("I'm a health visitor")
    assert understander.understand("autism", first.memory).audience is Audience.PRACTITIONER


def test_an_immediate_concern_is_always_sure(understander: Understander) -> None:
    found = understander.understand("my dad hits me")
    assert found.band == "sure"
    assert found.assessment.child_speaking


def test_a_safeguarding_intent_without_a_concern_is_not_given(understander: Understander) -> None:
    found = understander.understand("opening hours of the library")
    assert found.assessment.level is None
    assert found.intent not in {"abandoned", "immediate_risk"}


def test_nonsense_is_not_sure(understander: Understander) -> None:
    assert understander.understand("qzx vbnm wrtp").band != "sure"


def test_both_detectors_are_ready(understander: Understander) -> None:
    assert understander.ready() == {"rules": True, "classifier": True, "encoder": True}
    assert understander.problem == ""


def test_a_failure_to_find_names_does_not_lose_the_concern(
    understander: Understander, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr("directory_data.places.find", broken)
    assert understander.understand("my dad hits me").assessment.level == "immediate"
    assert "my dad" not in caplog.text
