"""What people type is not kept in memory: neither by spaCy, nor by the rules, nor by a cache of ours."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from nlu import language
from nlu.forgetful import OfModel, between_spaces
from nlu.rules import matching
from nlu.understand import Understander
from tests.kept_words import kept_words, made_up

MESSAGES, WORDS = 1000, 10


def read_made_up_words(read: Callable[[str], object], messages: int = MESSAGES) -> None:
    chance = random.Random(7)  # noqa: S311
    for _ in range(messages):
        named = [made_up(chance) for _ in range(WORDS - 1)]
        read(f"my son {named[0].title()}'s {' '.join(named[1:])} cant sleep, {chance.randint(10**8, 10**9)}")


def wait_until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not so():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def model(tmp_path: Path) -> str:
    """An installed model as ``SIGNPOST_SPACY_MODEL`` names one."""
    spacy.blank("en").to_disk(tmp_path / "model")
    return str(tmp_path / "model")


def test_ten_thousand_new_words_leave_no_trace(understander: Understander) -> None:
    read_made_up_words(understander.understand, 1)  # the rules' words of the sentence itself are looked up
    vocabularies = [understander._language.vocab, matching._engine().vocab]  # type: ignore[attr-defined]
    before = [(len(one.strings), len(one)) for one in vocabularies]
    read_made_up_words(understander.understand)
    assert [(len(one.strings), len(one)) for one in vocabularies] == before
    assert kept_words() == set()


@pytest.mark.parametrize("text", ["", " ", "  a\n\nb \t c ", "it's 3.5, ok?", "a\u2003b", "\x1cy\x85z\n"])
def test_a_doc_has_the_text_as_it_was_typed(text: str) -> None:
    assert between_spaces(text).text == text
    assert language.load()(text).text == text


def test_a_models_vocabulary_is_bounded(model: str) -> None:
    reader = OfModel(lambda: spacy.load(model), most_new=500)
    most = 0

    def read(text: str) -> None:
        nonlocal most
        reader(text)
        most = max(most, reader.new_words)

    read_made_up_words(read)
    assert 400 < most < 600


def test_a_models_vocabulary_forgets_in_time_though_nobody_writes(model: str) -> None:
    reader = OfModel(lambda: spacy.load(model), kept=0.05)
    read_made_up_words(reader, 3)
    wait_until(lambda: reader.new_words == 0)
    read_made_up_words(reader, 3)  # and again
    wait_until(lambda: reader.new_words == 0)


def test_a_model_forgets_also_after_a_fork_which_no_thread_survives(model: str) -> None:
    reader = OfModel(lambda: spacy.load(model), kept=0.2)
    read_made_up_words(reader, 1)
    assert reader._due is not None
    reader._due.cancel()
    reader._due.join()
    read_made_up_words(reader, 1)
    wait_until(lambda: reader.new_words == 0)


def test_a_model_that_is_gone_goes_on_reading(model: str) -> None:
    copies = iter([spacy.load(model)])
    reader = OfModel(lambda: next(copies), most_new=5)
    read_made_up_words(reader, 3)
    assert reader("in Witney").text == "in Witney"


def test_a_models_components_are_followed_by_ours(model: str) -> None:
    doc = language.load(model)("my 3 year old in Witney")
    assert (doc._.place.places[0].name, doc._.age) == ("Witney", 3.0)
