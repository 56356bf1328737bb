"""Messages in other languages are recognised, and English in all its forms is left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from directory_data.core_sentences import UNKNOWN, wordings
from nlu import reading
from nlu.conversation import judge
from nlu.lexicon_files import text_speak
from nlu.memory import Memory
from nlu.other_languages import other_language
from nlu.safeguarding import Safeguarding

NLU = Path(reading.__file__).parent
MOST_FALSE = 0.002
"""Share of the held-out English messages."""
FEWEST_FOUND = 0.95
"""Share of the development messages in other languages."""


def lines(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, file.read_text(encoding="utf-8").splitlines())


def held_out() -> list[str]:
    rows = [row for file in (NLU / "held_out").glob("*.jsonl") for row in lines(file)]
    return [text for row in rows for text in row.get("turns", [row.get("text")])]


def test_english_is_not_taken_for_another_language() -> None:
    messages = held_out()
    false = [text for text in messages if other_language(text)]
    assert len(messages) > 3000 and len(false) < MOST_FALSE * len(messages)


def test_other_languages_are_recognised() -> None:
    rows = list(lines(NLU / "development" / "other_languages.jsonl"))
    found = [row for row in rows if other_language(row["text"])]
    assert len(rows) >= 60 and len(found) >= FEWEST_FOUND * len(rows)


def test_the_language_is_the_right_one_where_we_have_its_sentences() -> None:
    tags = {wording.tag for wording in wordings()}
    rows = [r for r in lines(NLU / "development" / "other_languages.jsonl") if r["language"] in tags]
    assert {row["language"] for row in rows} == tags
    right = [row for row in rows if other_language(row["text"]) == row["language"]]
    assert len(right) >= FEWEST_FOUND * len(rows)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("救命", "zh-Hans"),
        ("助けてください", "ja"),
        ("دخترم می‌ترسد به خانه برگردد", UNKNOWN),
        ("Hello, please help. moja corka boi sie wracac do domu", "pl"),
        ("MÓJ MĄŻ BIJE DZIECKO", "pl"),
        ("my daughter ابنتي خائفة من العودة إلى المنزل", "ar"),
        ("gabadhaydu waxay ka baqdaa inay guriga ku noqoto", UNKNOWN),
    ],
)
def test_scripts_mixtures_and_languages_that_nobody_listed(text: str, tag: str) -> None:
    assert other_language(text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tak",
        "Łukasz Wójcik",
        "José María de la Cruz",
        "Oluwaseun Adebayo Chukwuemeka Okonkwo Nwosu Eze",
        "Blackbird Leys, Cowley, Headington, Wolvercote, Kidlington",
        "ngl idk wtf tbh lol",
        "wot u doin m8 cba wiv dis",
        "me mam n da fightin agen n am scared",
        "dinnae ken whit tae dae wi the bairn",
        "my son's friend Zoë had crème brûlée and a panic attack",
        "speech therapy banbury preschool bilingual",
        "😀😀😀 ???",
        "ехample",
        "he said nie and nic to me, is that Polish?",
    ],
)
def test_names_places_single_words_and_all_sorts_of_english(text: str) -> None:
    assert other_language(text) is None


def test_text_speak_is_english() -> None:
    assert other_language(" ".join(key for key in text_speak() if " " not in key)) is None


def test_a_message_that_is_not_english_is_at_least_asked_about() -> None:
    found, after = judge("Onde posso encontrar uma creche perto de Oxford?", Memory(), Safeguarding())
    assert (found.level, found.other_language, found.category) == ("check", "pt", "immediate_risk")
    assert after.check_pending


def test_an_alarm_in_it_stays_an_alarm() -> None:
    found, _ = judge("moja corka boi sie domu. my dad hits me", Memory(), Safeguarding())
    assert (found.level, found.other_language) == ("immediate", "pl")


def test_the_language_is_remembered_for_the_card_after_a_yes() -> None:
    _, after = judge("Moja córka boi się wracać do domu", Memory(), Safeguarding())
    found, _ = judge("Yes, a child may not be safe", after, Safeguarding())
    assert (found.level, found.other_language) == ("immediate", "pl")


def test_a_fault_in_it_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(reading, "other_language", broken)
    assert judge("my dad hits me", Memory(), Safeguarding())[0].level == "immediate"
