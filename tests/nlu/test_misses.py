"""A missed concern is explained, kept for every later evaluation, and never with somebody's details."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory_data.settings import Settings
from nlu.errors import ReportRefused
from nlu.evaluation import misses
from nlu.evaluation.sets import Positive, Sets
from nlu.labels import Category

QUIET = "the lady at number nine asks if there is a toddler group"


def test_a_miss_is_priced_and_shown_beside_its_neighbours(settings: Settings) -> None:
    found = misses.explain(QUIET, settings)
    assert found.assessment.level is None
    assert {price.opinion for price in found.prices} == {"classifier", "encoder", "both"}
    assert all(price.score < price.limit and price.ordinary > 0 for price in found.prices)
    assert any("toddler" in text for _, _, text in found.nearest)
    assert "no card and no question" in "\n".join(misses.told(found))


def test_what_is_caught_today_says_so(settings: Settings) -> None:
    found = misses.explain("my dad hits me", settings)
    assert found.prices == []
    assert "answered with the card today" in next(misses.told(found))


def test_a_kept_miss_is_a_positive(tmp_path: Path) -> None:
    text = "nobody is ever up when she gets in from school"
    misses.keep(f" {text} ", Category.SEVERE_NEGLECT, Sets(tmp_path))
    assert Sets(tmp_path).positives() == [Positive(text, "severe_neglect", misses.REPORTED)]
    with pytest.raises(ReportRefused, match="already"):
        misses.keep(text, Category.SEVERE_NEGLECT, Sets(tmp_path))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ring me on 01632 960 123 about next door", "telephone"),
        ("write to someone@example.org", "e-mail"),
        ("the house in OX4 1AB", "postcode"),
    ],
)
def test_details_of_a_person_are_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(ReportRefused, match=what):
        misses.keep(text, Category.ABANDONED, Sets(tmp_path))
    assert list(tmp_path.iterdir()) == []
