"""Models are found, made again when needed, and refused when they cannot be trusted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from directory_data.settings import Settings
from nlu import models, training_data
from nlu.models import Trained
from nlu.understand import Understander


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, data=tmp_path)


def escalates(settings: Settings) -> bool:
    return Understander(settings).understand("my dad hits me").assessment.level == "immediate"


def test_saved_models_are_loaded(settings: Settings) -> None:
    found = models.load(settings)
    assert found.trained is not None
    assert found.problem == ""


def test_missing_models_are_said_and_rules_still_escalate(elsewhere: Settings) -> None:
    assert "not trained" in models.load(elsewhere).problem
    assert escalates(elsewhere)


@pytest.mark.parametrize("content", [b"", b"not a model", bytes(range(256))], ids=["empty", "words", "bytes"])
def test_damaged_models_are_said_and_rules_still_escalate(elsewhere: Settings, content: bytes) -> None:
    path = models.path_of(elsewhere)
    path.parent.mkdir(mode=0o700)
    path.write_bytes(content)
    assert models.load(elsewhere).problem
    assert escalates(elsewhere)


def test_a_file_that_holds_something_else_is_refused(elsewhere: Settings) -> None:
    models.save({"a": 1}, models.path_of(elsewhere))  # type: ignore[arg-type]
    assert "something else" in models.load(elsewhere).problem


def test_a_file_with_a_few_changed_bytes_is_not_opened(elsewhere: Settings, trained: Trained) -> None:
    path = models.path_of(elsewhere)
    models.save(trained, path)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"rubbish")
    assert "damaged" in models.load(elsewhere).problem


def test_a_file_that_others_could_write_is_not_opened(elsewhere: Settings, trained: Trained) -> None:
    models.save(trained, models.path_of(elsewhere))
    models.path_of(elsewhere).chmod(0o666)
    assert "somebody else" in models.load(elsewhere).problem


def test_saving_removes_older_models(elsewhere: Settings, trained: Trained) -> None:
    old = elsewhere.models_folder / "nlu-0123456789abcdef.joblib"
    models.save(trained, old)
    models.save(trained, models.path_of(elsewhere))
    stems = {path.stem for path in elsewhere.models_folder.iterdir()}
    assert stems == {models.path_of(elsewhere).stem}


def test_training_is_deterministic() -> None:
    some = {"find_food", "abandoned", "severe_neglect"}
    few = [example for example in training_data.examples() if example.intent in some][::4]
    turns = training_data.turns(training_data.conversations()[::9])
    speakers = training_data.audiences()[::30]
    once, again = (models.train(few, turns, speakers) for _ in range(2))
    assert np.array_equal(once.classifier.weights, again.classifier.weights)
    assert np.array_equal(once.intents.weights, again.intents.weights)
    assert np.array_equal(once.audience.weights, again.audience.weights)
