"""The conversation is judged, not the sentence."""

from __future__ import annotations

import msgspec
import pytest

from nlu.conversation import judge
from nlu.memory import RECENT_CHARACTERS, Memory
from nlu.safeguarding import Assessment, Safeguarding

ASKED = Memory(turns=1, strongest=0.3, category="severe_neglect", check_pending=True, escalated="check")
WORRIED = Memory(turns=1, strongest=0.3, category="immediate_risk")


def last(
    safeguarding: Safeguarding, turns: list[str], memory: Memory | None = None
) -> tuple[Assessment, Memory]:
    """The assessment of the last turn, and the memory after it."""
    found, after = Assessment(), memory or Memory()
    for turn in turns:
        found, after = judge(turn, after, safeguarding)
    return found, after


@pytest.mark.parametrize(
    "answer",
    [
        "yes",
        "Yes, a child may not be safe",
        "yeah i think so",
        "maybe",
        "not sure",
        "yes and he will be home from work at six so please be quick about it",
    ],
)
def test_yes_to_the_check_question_escalates(rules_only: Safeguarding, answer: str) -> None:
    found, _ = last(rules_only, [answer], ASKED)
    assert (found.level, found.category) == ("immediate", "severe_neglect")


@pytest.mark.parametrize("answer", ["no", "No, it is something else", "nothing like that"])
def test_no_to_the_check_question_does_not(rules_only: Safeguarding, answer: str) -> None:
    found, memory = last(rules_only, [answer], ASKED)
    assert found.level is None
    assert not memory.check_pending


def test_a_yes_to_something_else_does_not(rules_only: Safeguarding) -> None:
    said = "we have food yes, the heating is on, it is just that the bill is massive"
    assert last(rules_only, [said], ASKED)[0].level is None


def test_yes_without_a_check_question_means_nothing(rules_only: Safeguarding) -> None:
    assert last(rules_only, ["yes please"])[0].level is None


@pytest.mark.parametrize("turn", ["its happening again", "he's back", "she told me", "they are still there"])
def test_going_on_from_a_worry_escalates(rules_only: Safeguarding, turn: str) -> None:
    assert last(rules_only, [turn], WORRIED)[0].level == "immediate"
    assert last(rules_only, [turn])[0].level is None


def test_the_last_messages_are_read_as_one(both_detectors: Safeguarding) -> None:
    turns = [
        "the little boy next door",
        "hes only 4",
        "hes been on his own in there",
        "since friday, no grown ups",
    ]
    assert last(both_detectors, turns)[0].level == "immediate"


def test_a_new_topic_after_the_card_is_still_answered(both_detectors: Safeguarding) -> None:
    found, memory = last(both_detectors, ["my dad hits me", "when is Witney library open"])
    assert found.level is None
    assert memory.escalated == "immediate"


def test_an_ordinary_conversation_does_not_escalate(both_detectors: Safeguarding) -> None:
    turns = [
        "hello",
        "is there a baby group in Witney",
        "on a Tuesday",
        "anything nearer Carterton?",
        "thanks, bye",
    ]
    for count in range(1, len(turns) + 1):
        assert last(both_detectors, turns[:count])[0].level is None


def test_a_child_stays_a_child(rules_only: Safeguarding) -> None:
    _, memory = last(rules_only, ["im 12", "my mum went out and hasnt come back"])
    assert memory.child_speaking


def test_what_is_kept_holds_no_words(both_detectors: Safeguarding) -> None:
    _, memory = last(both_detectors, ["my neighbour Zebedee shouts a lot", "the children look sad"])
    kept = msgspec.json.encode(memory.facts()).decode()
    assert "Zebedee" not in kept


def test_words_in_memory_are_bounded(rules_only: Safeguarding) -> None:
    _, memory = last(rules_only, ["the park is lovely today " * 500] * 6)
    assert sum(map(len, memory.recent)) <= RECENT_CHARACTERS
