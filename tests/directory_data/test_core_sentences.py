"""The core sentences in other languages: whole, with the numbers of the records, marked until checked."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import msgspec
import pytest

from directory_data import core_sentences
from directory_data.core_sentences import Wording, as_text
from directory_data.errors import RecordError
from directory_data.opening_times import LONDON

OFFICE_HOURS = dt.datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
NIGHT = dt.datetime(2026, 11, 23, 22, 0, tzinfo=LONDON)
MASH, OUT_OF_HOURS = "MASH 0345 050 7666", "Emergency Duty Team 0800 833408"
SCRIPTS = {"zh-Hans": "CJK", "ar": "ARABIC", "ur": "ARABIC", "bn": "BENGALI"}


@pytest.fixture(params=core_sentences.wordings(), ids=lambda wording: wording.tag)
def wording(request: pytest.FixtureRequest) -> Wording:
    found: Wording = request.param
    return found


def test_the_most_spoken_languages_are_there() -> None:
    tags = {wording.tag for wording in core_sentences.wordings()}
    assert {"pl", "pt", "ro", "es", "it", "hu", "zh-Hans", "ar", "ur", "bn"} <= tags


@pytest.mark.parametrize(
    ("at", "first", "second"), [(OFFICE_HOURS, MASH, OUT_OF_HOURS), (NIGHT, OUT_OF_HOURS, MASH)]
)
def test_the_numbers_are_those_that_answer_now(
    wording: Wording, at: dt.datetime, first: str, second: str
) -> None:
    danger, ring, otherwise = map(as_text, wording.lines(at))
    assert "999" in danger and first in ring and second in otherwise
    assert "{" not in danger + ring + otherwise


def test_each_is_written_in_its_own_script(wording: Wording) -> None:
    script = SCRIPTS.get(wording.tag, "LATIN")
    letters = [c for c in wording.english_only + wording.question if c.isalpha()]
    own = sum(unicodedata.name(c).startswith(script) for c in letters)
    assert own == len(letters)
    assert (wording.direction == "rtl") == (script == "ARABIC")


def test_it_counts_as_checked_with_a_name_and_a_day_only(wording: Wording) -> None:
    for reviewer, day, checked in [
        ("", None, False),
        ("A. Speaker", None, False),
        ("A. Speaker", dt.date(2026, 12, 1), True),
    ]:
        assert msgspec.structs.replace(wording, reviewer=reviewer, reviewed_on=day).is_checked is checked


def test_a_language_that_is_not_there_gets_all() -> None:
    assert [wording.tag for wording in core_sentences.in_language("pl")] == ["pl"]
    assert core_sentences.in_language("tet") == core_sentences.wordings()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("{police}.", "999."),
        ("{first}", "{firts}"),
        (": {second}", ""),
        ("reviewer:", "reviewr:"),
        ("rtl", "up"),
    ],
)
def test_a_slip_in_the_file_is_said(
    right: str, wrong: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / core_sentences.FILE.name
    file.write_text(core_sentences.FILE.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    monkeypatch.setattr(core_sentences, "FILE", file)
    core_sentences._read.cache_clear()
    with pytest.raises(RecordError, match=file.name):
        core_sentences.wordings()
    core_sentences._read.cache_clear()
