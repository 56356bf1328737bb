"""Who is writing, judged by the wording."""

from __future__ import annotations

import pytest

from directory_data.vocabulary import Audience
from nlu.audience import audience_of, child_speaking


@pytest.mark.parametrize(
    "text",
    [
        "I'm a teacher and need the EHA form",
        "health visitor here, any baby groups?",
        "a pupil of ours needs counselling",
        "Who is the link worker for our setting",
        "nursery manager",
        "youth worker",
        "I coach under 12s football",
        "asking on behalf of a family I support",
    ],
)
def test_practitioners_are_known(text: str) -> None:
    assert audience_of(text) is Audience.PRACTITIONER


@pytest.mark.parametrize(
    "text",
    [
        "my son is 3 and not talking",
        "I'm a mum of two",
        "our grandson needs a club",
        "im 13 and feel low",
        "I'm a nurse but this is about my own children",
        "just a parent",
        "single dad here",
    ],
)
def test_parents_and_young_people_are_known(text: str) -> None:
    assert audience_of(text) is Audience.PARENT


@pytest.mark.parametrize("text", ["food bank in Didcot", "when are you open", "autism support", "hello", ""])
def test_what_is_unclear_stays_unknown(text: str) -> None:
    assert audience_of(text) is None


@pytest.mark.parametrize("text", ["I'm 13", "im in year 8", "my mum hits me", "i dont want to go home"])
def test_a_child_is_heard(text: str) -> None:
    assert child_speaking(text)


@pytest.mark.parametrize("text", ["my son is 13", "a boy in my class says my mum hits me", "he is in year 8"])
def test_talk_about_a_child_is_not_a_child_speaking(text: str) -> None:
    assert not child_speaking(text)
