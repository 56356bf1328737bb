"""Training messages are read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu import training_data
from nlu.errors import TrainingDataError
from nlu.training_data import Conversation, Example, turns


def write(folder: Path, intent: str, lines: str) -> None:
    body = "\n".join(f"    - {line}" for line in lines.splitlines())
    (folder / "topic.yml").write_text(f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{body}\n')


def test_messages_are_read_with_intent_and_topic(tmp_path: Path) -> None:
    write(tmp_path, "find_food", "food bank\nlarder - near me")
    assert training_data.examples(tmp_path) == [
        Example("food bank", "find_food", "topic"),
        Example("larder - near me", "find_food", "topic"),
    ]


def test_an_unknown_intent_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "find_unicorn", "a unicorn")
    with pytest.raises(TrainingDataError, match="find_unicorn"):
        training_data.examples(tmp_path)


def test_a_malformed_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "topic.yml").write_text("nlu: [")
    with pytest.raises(TrainingDataError, match=r"topic\.yml"):
        training_data.examples(tmp_path)


def test_a_fragment_is_taught_with_what_came_before_and_later_turns_are_not() -> None:
    conversation = Conversation(["hello", "he hit me", "in Thame"], 2, "sexual_or_physical_abuse")
    assert turns([conversation]) == [("hello", None), ("hello. he hit me", "sexual_or_physical_abuse")]


def test_a_whole_sentence_is_taught_alone_as_well() -> None:
    sentence = "he hit me last night with the belt again when he came in"
    conversation = Conversation(["hello", sentence], 2, "sexual_or_physical_abuse")
    assert (sentence, "sexual_or_physical_abuse") in turns([conversation])


def test_the_digest_changes_with_the_messages(tmp_path: Path) -> None:
    write(tmp_path, "find_food", "food bank")
    before = training_data.digest(tmp_path)
    write(tmp_path, "find_food", "food larder")
    assert training_data.digest(tmp_path) != before


def test_the_real_files_are_valid_and_many() -> None:
    found = training_data.examples()
    assert sum(example.safeguarding for example in found) >= 1500
    assert len(found) >= 5000
    assert training_data.conversations()
