"""The card says the right words to whoever is speaking, with the numbers that answer now."""

from __future__ import annotations

import datetime as dt
import re

import msgspec
import pytest

from directory_data import seed_files
from directory_data.opening_times import LONDON
from directory_data.vocabulary import Audience
from nlu.escalation import Escalation, escalation_for
from nlu.labels import CATEGORIES
from nlu.safeguarding import Assessment

OFFICE_HOURS = dt.datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
NIGHT = dt.datetime(2026, 11, 23, 22, 0, tzinfo=LONDON)
BANK_HOLIDAY = dt.datetime(2026, 12, 25, 10, 0, tzinfo=LONDON)
MASH, OUT_OF_HOURS = "0345 050 7666", "0800 833408"
FRIGHTENED = Assessment(level="immediate", category="frightened_to_go_home")
WORDING = seed_files.load_yaml(seed_files.DATA / "safeguarding.yml")
FRIGHTENING = re.compile(
    r"\b(abuser|perpetrator|prosecut\w+|arrest\w*|taken away|court|guilty|victim)\b", re.I
)


def card(
    found: Assessment = FRIGHTENED, audience: Audience | None = None, at: dt.datetime = OFFICE_HOURS
) -> Escalation:
    escalation = escalation_for(found, audience, at)
    assert escalation is not None
    return escalation


def phones(escalation: Escalation) -> list[str]:
    return [contact.phone for contact in escalation.contacts]


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("child", [True, False])
@pytest.mark.parametrize("audience", [None, *Audience])
@pytest.mark.parametrize("at", [OFFICE_HOURS, NIGHT, BANK_HOLIDAY])
def test_every_card_is_whole(category: str, child: bool, audience: Audience | None, at: dt.datetime) -> None:
    found = card(Assessment(level="immediate", category=category, child_speaking=child), audience, at)
    assert phones(found)[0] == "999" and set(phones(found)) == {"999", MASH, OUT_OF_HOURS}
    assert "999" in found.lines[0] and found.lines[-1] == WORDING["category"][category]
    assert found.steps and "{" not in found.text


@pytest.mark.parametrize(
    ("at", "first"), [(OFFICE_HOURS, MASH), (NIGHT, OUT_OF_HOURS), (BANK_HOLIDAY, OUT_OF_HOURS)]
)
def test_the_team_that_answers_now_is_the_one_to_ring(at: dt.datetime, first: str) -> None:
    assert first in card(at=at).lines[1]
    assert phones(card(at=at))[1] == first
    check = card(Assessment(level="check"), at=at)
    assert first in check.lines[0] and phones(check)[1] == first


@pytest.mark.parametrize("audience", [None, *Audience])
def test_a_child_is_spoken_to_as_a_child(audience: Audience | None) -> None:
    found = card(msgspec.structs.replace(FRIGHTENED, child_speaking=True), audience)
    assert found.heading == WORDING["immediate"]["child"]["heading"]
    assert any("not your fault" in step for step in found.steps)
    assert not FRIGHTENING.search(found.text)


def test_a_practitioner_is_sent_to_mash_without_delay() -> None:
    found = card(audience=Audience.PRACTITIONER)
    assert "MASH" in found.heading
    assert any("Do not wait" in step for step in found.steps)


def test_a_slower_route_is_refused_in_words() -> None:
    found = card(msgspec.structs.replace(FRIGHTENED, misrouted=True), Audience.PRACTITIONER)
    assert WORDING["also"]["misrouted"] in found.lines
    assert WORDING["also"]["misrouted"] not in card().lines


def test_the_designated_officer_and_kingfisher_join_when_they_apply() -> None:
    found = card(msgspec.structs.replace(FRIGHTENED, allegation=True, exploitation=True))
    assert [contact.key for contact in found.contacts[3:]] == ["designated-officer", "kingfisher-team"]
    assert all(contact.phone for contact in found.contacts)


def test_the_question_can_be_answered_with_one_press() -> None:
    found = card(Assessment(level="check"))
    assert [choice["message"] for choice in found.choices] == [
        WORDING["check"]["yes"],
        WORDING["check"]["no"],
    ]


def test_no_concern_no_card() -> None:
    assert escalation_for(Assessment(), None) is None


def test_the_wording_holds_no_number_but_999() -> None:
    """Numbers come from the records, so that a changed one changes everywhere."""
    words = (seed_files.DATA / "safeguarding.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\d{3,}[\d ]*", words.partition("immediate:")[2])) == {"999"}
