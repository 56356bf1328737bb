"""Every phrase in a rule's docstring is caught by that rule."""

from __future__ import annotations

import pytest

from nlu.errors import RuleError
from nlu.labels import CATEGORIES
from nlu.rules.matching import hits
from nlu.rules.patterns import compile_pattern
from nlu.rules.registry import Kind, rules
from nlu.text import clean, expand

PHRASES = [(rule.name, phrase) for rule in rules().values() for phrase in rule.phrases]


@pytest.mark.parametrize(("name", "phrase"), PHRASES)
def test_the_rule_catches_its_phrase(name: str, phrase: str) -> None:
    assert name in {hit.rule.name for hit in hits(expand(clean(phrase)))}


def test_every_rule_shows_what_it_catches() -> None:
    assert [rule.name for rule in rules().values() if not rule.phrases] == []


def test_every_category_has_rules() -> None:
    found = {rule.category for rule in rules().values() if rule.kind is Kind.ALARM}
    assert {category.value for category in found if category} == set(CATEGORIES)


def test_an_unknown_word_class_is_refused() -> None:
    with pytest.raises(RuleError, match="PLUMBER"):
        compile_pattern("the PLUMBER came")


def test_a_gap_does_not_cross_the_end_of_a_sentence() -> None:
    assert not [
        hit for hit in hits("the gun club. under the bed sits the cat") if hit.rule.kind is Kind.ALARM
    ]


def test_a_match_is_found_across_the_pieces_of_a_text_without_full_stops() -> None:
    words = ["football"] * 98
    text = " ".join([*words, "his dad punched him last night"])
    assert "hits_child" in {hit.rule.name for hit in hits(text)}
