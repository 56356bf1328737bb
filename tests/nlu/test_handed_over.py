"""An understanding goes through JSON to another process and comes out as it was."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from directory_data.settings import Settings
from nlu.handed_over import facts_of, understanding_of
from nlu.memory import Memory
from nlu.models import RULES_ALONE
from nlu.understand import Understander


@pytest.mark.parametrize(
    "text", ["food bank near OX4", "speech therapy for my 3 year old in Wootton", "my dad hits me", "hello"]
)
def test_it_comes_out_as_it_was(understander: Understander, text: str) -> None:
    understood = understander.understand(text)
    came = understanding_of(msgspec.json.decode(msgspec.json.encode(facts_of(understood))))
    assert came == replace(understood, memory=Memory())


def test_the_conversation_stays_behind(understander: Understander) -> None:
    before = understander.understand("my son will not sleep").memory
    facts = facts_of(understander.understand("in Didcot", before))
    assert facts and "sleep" not in msgspec.json.encode(facts).decode()


def test_rules_alone_hand_nothing_over() -> None:
    assert facts_of(Understander(Settings(), found=RULES_ALONE).understand("food bank")) is None


@pytest.mark.parametrize("facts", [None, 3, [], {}, {"intent": "find_food"}])
def test_anything_else_is_not_an_understanding(facts: object) -> None:
    assert understanding_of(facts) is None
