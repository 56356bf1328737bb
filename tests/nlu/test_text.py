"""What the eye reads as the same comes out the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.text import clean, expand


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("heeeelp", "help"),
        ("its freeeeezing", "its freezing"),
        ("h i t s me", "hits me"),
        ("m y d a d h i t s m e", "my dad hits me"),
        ("d.a.d", "dad"),
        ("ｍｙ ｄａｄ", "my dad"),
        ("he hits m\u200be", "he hits me"),
        ("dаd hіts mе", "dad hits me"),  # Cyrillic а, і, е
        ("my\u200bdad\u200bhits\u200bme", "my dad hits me"),
        ("my \u202edad\u202c", "my dad"),
        ("dad\U000e0041 hits", "dad hits"),
        ("d̶a̶d̶", "dad"),
        ("it’s", "it's"),
        ("no!!!!!", "no!"),
    ],
)
def test_disguises_are_removed(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed", ["our G P said so", "ring 0800 833408", "www.example.org", "Привіт, потрібна допомога"]
)
def test_ordinary_text_is_left_alone(typed: str) -> None:
    assert len(clean(typed)) == len(typed)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ma step-dad slapd me rn", "my stepdad slapped me right now"),
        ("hes not ere cos i didnt", "he is not ere because i did not"),
        ("he h1ts me", "he hits me"),
        ("isn't she", "is not she"),
        ("my 4yo", "my 4 yo"),
        ("a 4 year-old", "a 4 yo"),
        ("the child's arm", "the child arm"),
    ],
)
def test_text_speak_is_written_out(typed: str, plain: str) -> None:
    assert expand(clean(typed)) == plain


def test_lines_are_joined_and_blank_lines_kept() -> None:
    assert clean("my dad\nhits me\n\n\nhelp") == "my dad hits me\nhelp"


@pytest.mark.parametrize(
    "typed",
    [
        "a " * 25_000,
        " " * 50_000,
        "aaabbb" * 8_000,
        "-" * 50_000,
        "step-" * 10_000,
        "\n \n" * 16_000,
        "a'" * 25_000,
    ],
)
def test_no_text_takes_long(typed: str) -> None:
    began = time.perf_counter()
    expand(clean(typed))
    assert time.perf_counter() - began < 0.5


@given(st.text())
def test_no_text_breaks_it_and_words_survive(text: str) -> None:
    plain = expand(clean(text))
    assert not any(c.isascii() and c.isalnum() for c in text) or plain
