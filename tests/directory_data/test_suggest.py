"""Suggestions for made-up records, and what must never appear among those of the real ones."""

from __future__ import annotations

import string
from time import perf_counter

import pytest

from directory_data.analysis import stem, words
from directory_data.suggest import MOST, NOT_SHOWN_STEMS
from directory_data.synonyms import Synonym
from tests.factories import make_record

RECORDS = [
    make_record(
        "speech",
        name="Speech therapy",
        alternate_names=["SALT"],
        keywords=["late talker", "skint", "juggling"],
    ),
    make_record("swim", name="Swimming club", organization="oxfordshire-county-council"),
    make_record("refuge", name="Example Helpline", keywords=["quiet word"], categories=["domestic-abuse"]),
    make_record("page", kind="guidance", name="Sorting forms", keywords=["form filling"]),
    make_record("gone", name="Spelling club", status="defunct"),
]
SYNONYMS = [
    Synonym(say=["skint juggling", "he hits me", "spech delay"], means=["speech"]),
    Synonym(say=["late therapy"], means=["violence"]),
]


@pytest.fixture
def texts(searcher_of):
    suggester = searcher_of(RECORDS, SYNONYMS).suggester
    return lambda typed: [suggestion.text for suggestion in suggester.suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("sp", "Speech therapy"),
        ("SWI", "Swimming club"),
        ("ther", "Speech therapy"),
        ("sal", "SALT"),
        ("speech th", "Speech therapy"),
        ("therapy spee", "Speech therapy"),
        ("late", "late talker"),
        ("skint ju", "skint juggling"),
        ("oxfordshire county", "Oxfordshire County Council"),
        ("witn", "Witney"),
        ("OX1", "OX1"),
        ("swimming wit", "swimming Witney"),
        ("Parenting and b", "Parenting and behaviour"),
    ],
)
def test_names_letters_needs_organisations_and_places(texts, typed, text):
    assert text in texts(typed)


@pytest.mark.parametrize(("typed", "text"), [("spech", "Speech therapy"), ("swiming cl", "Swimming club")])
def test_a_slip_is_forgiven(texts, typed, text):
    assert texts(typed)[0] == text


def test_letters_come_with_what_they_stand_for(searcher_of):
    (suggestion, *_) = searcher_of(RECORDS).suggester.suggest("salt")
    assert (suggestion.text, suggestion.kind, suggestion.detail) == ("SALT", "name", "Speech therapy")


def test_places_stand_beside_many_services_and_towns_before_villages(searcher_of):
    searcher = searcher_of(
        [make_record(f"abc-{number}", name=f"Abacus club {number}") for number in range(20)]
    )
    kinds = [suggestion.kind for suggestion in searcher.suggester.suggest("ab")]
    assert len(kinds) == MOST and "place" in kinds
    assert searcher.suggester.suggest("aba")[0].kind == "name"
    assert next(s.text for s in searcher.suggester.suggest("wi") if s.kind == "place") == "Witney"


@pytest.mark.parametrize("typed", ["", "s", " s ", "🙂", "zzzzqqq", "*a", "a" * 400])
def test_too_little_or_unknown_is_nothing(texts, typed):
    assert texts(typed) == []


@pytest.mark.parametrize(
    "typed", ["he hi", "hits", "quiet wo", "spell", "late ther", "spech del", "form fill"]
)
def test_not_suggested(texts, typed):
    """Words of harm, needs of such services, closed services, misspelt sayings, needs of guidance."""
    shown = {"he hits me", "quiet word", "Spelling club", "late therapy", "spech delay", "form filling"}
    assert shown.isdisjoint(texts(typed))


def test_no_need_shows_words_of_harm_before_they_are_typed(directory):
    suggester = directory.searcher.suggester
    for first in string.ascii_lowercase:
        for second in string.ascii_lowercase:
            for suggestion in suggester.suggest(first + second):
                if suggestion.kind == "need" and suggestion.text[0].islower():
                    assert NOT_SHOWN_STEMS.isdisjoint(map(stem, words(suggestion.text))), suggestion


def test_quick_enough_to_type_by(directory):
    suggester = directory.searcher.suggester
    times = []
    for typed in ("sp", "speach th", "food bank wit", "childmnder", "ch", "zzzzzz") * 20:
        began = perf_counter()
        suggester.suggest(typed)
        times.append(perf_counter() - began)
    assert sorted(times)[int(len(times) * 0.95)] < 0.02
