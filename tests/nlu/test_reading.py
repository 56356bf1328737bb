"""A message is read once for all detectors; saying a thing often makes it no worse."""

from __future__ import annotations

import pytest

from directory_data.settings import Settings
from nlu.models import Models
from nlu.reading import Reading, without_repeats


@pytest.fixture(scope="module")
def encoder_alone() -> Models:
    return Models.of(None, Settings())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("long " * 1000, "long long "),
        ("No, no, no, no. Please.", "No No. Please."),
        ("It opens at ten. It opens at  TEN. And at nine.", "It opens at ten. And at nine."),
        ("he hit me and he hit her", "he hit me and he hit her"),
        ("", ""),
    ],
)
def test_what_is_said_again_and_again_is_read_once(text: str, kept: str) -> None:
    assert without_repeats(text) == kept


@pytest.mark.parametrize("text", ["long " * 1000, "The washing machine is broken. " * 100])
def test_repeating_makes_no_concern(encoder_alone: Models, text: str) -> None:
    assert Reading.of(text, encoder_alone).scores.best < 0.05


def test_a_concern_stays_one_however_often_it_is_said(encoder_alone: Models) -> None:
    assert Reading.of("my dad hits me. " * 50, encoder_alone).scores.best > 0.9
