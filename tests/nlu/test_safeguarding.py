"""Either detector escalates, neither can veto, and nothing removes the card."""

from __future__ import annotations

import time

import pytest

from directory_data.settings import Settings
from nlu import safeguarding
from nlu.models import Models, Trained
from nlu.reading import Scores
from nlu.safeguarding import Safeguarding

MUST_NEVER_BE_MISSED = [
    ("my dad hits me", "sexual_or_physical_abuse"),
    ("his dad punched him last night", "sexual_or_physical_abuse"),
    ("my uncle touches me", "sexual_or_physical_abuse"),
    ("someone on snapchat keeps asking me for nudes", "sexual_or_physical_abuse"),
    ("they are taking her to Gambia to be cut", "sexual_or_physical_abuse"),
    ("the kids have had nothing to eat since yesterday", "severe_neglect"),
    ("i cant wake my mum up", "severe_neglect"),
    ("dads got a knife", "immediate_risk"),
    ("i want to kill myself", "immediate_risk"),
    ("he says he will kill me and the kids", "immediate_risk"),
    ("they are making me marry my cousin", "immediate_risk"),
    ("she is terrified of going home", "frightened_to_go_home"),
    ("my neighbours kids have been on there own since friday", "abandoned"),
    ("my mum has locked me out", "abandoned"),
    ("nobody has come to collect him from nursery", "abandoned"),
]
DISGUISES = [
    "m\u200by d\u200bad h\u200bits m\u200be",
    "MY DAD HITS ME!!!!!!",
    "my dаd hіts mе",
    "m y d a d h i t s m e",
    "😭😭 my dad hits me 😭",
    "my\tdad\n hits   me",
    "my dad hitsss meeeee",
    "ma dad h1ts me",
    "Ring me on 07700 900123, my dad hits me, Sam",
]


@pytest.mark.parametrize(("text", "category"), MUST_NEVER_BE_MISSED)
def test_rules_alone_escalate(rules_only: Safeguarding, text: str, category: str) -> None:
    found = rules_only.assess(text)
    assert (found.level, found.category) == ("immediate", category)


@pytest.mark.parametrize(("text", "category"), MUST_NEVER_BE_MISSED)
def test_both_detectors_escalate(both_detectors: Safeguarding, text: str, category: str) -> None:
    assert both_detectors.assess(text).level == "immediate"


@pytest.mark.parametrize("text", DISGUISES)
def test_disguised_text_is_read(rules_only: Safeguarding, text: str) -> None:
    assert rules_only.assess(text).level == "immediate"


def test_the_classifier_goes_on_when_the_rules_fail(
    both_detectors: Safeguarding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("rules are broken")

    monkeypatch.setattr("nlu.reading.hits", broken)
    assert both_detectors.assess("my dad hits me and my brother every night").level == "immediate"


def test_the_rules_go_on_when_the_classifier_fails(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("classifier is broken")

    monkeypatch.setattr(Trained, "scores", broken)
    assert Safeguarding(Models(trained)).assess("my dad hits me").level == "immediate"


@pytest.mark.parametrize(
    ("text", "softener"),
    [
        ("my dad hits me, lol joking", "figure_of_speech"),
        ("is there a leaflet for kids whose dad hits them, his dad punched him", "rules_papers_or_jobs"),
        ("his dad punched him, it was years ago and he is in prison", "settled_long_ago"),
        ("in eastenders his dad punched him", "film_game_or_news"),
        ("when i was 8 my dad beat me. my dad hits me", "own_childhood"),
    ],
)
def test_softeners_never_remove_the_card(rules_only: Safeguarding, text: str, softener: str) -> None:
    found = rules_only.assess(text)
    assert found.level == "check"
    assert softener in found.softened_by


def test_a_softener_far_from_the_alarm_does_not_count(rules_only: Safeguarding) -> None:
    text = "Have you got a leaflet? I live in Thame. We moved in May. It is nice here. His dad punched him."
    assert rules_only.assess(text).level == "immediate"


def test_paper_words_do_not_soften_a_high_score(both_detectors: Safeguarding) -> None:
    text = (
        "before the training today a girl told me her stepdad gets into her bed and touches her every night"
    )
    assert both_detectors.assess(text).level == "immediate"


def test_a_slower_route_for_an_immediate_concern_is_misrouted(both_detectors: Safeguarding) -> None:
    found = both_detectors.assess(
        "Can I do a No Names about a boy who told us his dad punched him last night?"
    )
    assert (found.level, found.misrouted) == ("immediate", True)


def test_an_allegation_is_for_lado_too(both_detectors: Safeguarding) -> None:
    found = both_detectors.assess("a member of our staff has been accused of hurting a child")
    assert (found.level, found.allegation) == ("immediate", True)


def test_exploitation_is_for_the_kingfisher_team_too(rules_only: Safeguarding) -> None:
    assert rules_only.assess("my boyfriends 22 im 14 and he takes me to hotels with men").exploitation


def test_a_child_is_known_by_their_words(rules_only: Safeguarding) -> None:
    assert rules_only.assess("im 13 and my mum has locked me out").child_speaking


def test_a_weapon_brings_the_police_first(rules_only: Safeguarding) -> None:
    assert rules_only.assess("dad is waving a knife at mum").police


@pytest.mark.parametrize(
    "text",
    [
        "whats the number for lcss in banbury",
        "how soon must an EHA be reviewed",
        "my 2 year old isnt talking yet",
        "Nursery manager in Bicester, who is our link worker?",
        "baby group in Witney please",
        "",
        "😀😀😀",
        "\u200b\u200b",
    ],
)
def test_ordinary_messages_are_left_alone(both_detectors: Safeguarding, text: str) -> None:
    assert both_detectors.assess(text).level is None


@pytest.mark.parametrize("place", [0, 25_000, 49_000])
def test_fifty_thousand_characters_are_read_within_a_second(both_detectors: Safeguarding, place: int) -> None:
    filler = "We like the library and the park near our house in Witney. " * 900
    text = f"{filler[:place]} His dad punched him last night. {filler[place:49_900]}"
    began = time.perf_counter()
    assert both_detectors.assess(text).level == "immediate"
    assert time.perf_counter() - began < 1


def test_fifty_thousand_characters_without_a_full_stop_are_read_within_a_second(
    rules_only: Safeguarding,
) -> None:
    text = "we like the park and my son plays football with his dad and mum " * 780 + "his dad punched him"
    began = time.perf_counter()
    assert rules_only.assess(text).level == "immediate"
    assert time.perf_counter() - began < 1


def test_readiness_names_each_detector(rules_only: Safeguarding, both_detectors: Safeguarding) -> None:
    assert safeguarding.detectors_ready(rules_only) == {
        "rules": True,
        "classifier": False,
        "encoder": False,
    }
    assert safeguarding.detectors_ready(both_detectors) == {
        "rules": True,
        "classifier": True,
        "encoder": False,
    }


CONCERN, NONE = 0.99, 0.001


@pytest.mark.parametrize(
    ("scores", "level"),
    [
        (Scores(CONCERN, NONE), "immediate"),  # neither can quieten the other
        (Scores(NONE, CONCERN), "immediate"),
        (Scores(CONCERN), "immediate"),
        (Scores(None, CONCERN), "immediate"),
        (Scores(0.2, NONE), None),
        (Scores(0.2), "check"),  # without the encoder the classifier has to notice more
        (Scores(0.2, 0.2), "check"),
        (Scores(NONE, NONE), None),
        (Scores(), None),
    ],
)
def test_the_loudest_opinion_counts(scores: Scores, level: str | None) -> None:
    assert safeguarding._level_of_score(scores, []) == level


def test_the_encoder_escalates_without_rules_and_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlu.reading.hits", lambda _: [])
    found = Safeguarding(Models.of(None, Settings())).assess("my stepdad punches me when mum is at work")
    assert (found.level, found.rules) == ("immediate", ())
