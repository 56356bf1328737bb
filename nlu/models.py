"""Trains, keeps and finds the language models: one file, named after what it was made from.

A model file is executable code, so it lives in a folder of our own and one that others could have written is
refused. The encoder comes with files of its own. ``load`` never raises: the reason why one of them is missing
is kept beside the other, and the rules go on without both.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import joblib
import numpy as np
import sklearn
from scipy.sparse import csr_matrix, vstack

from directory_data.settings import Settings
from nlu import encoder, training_data
from nlu.audience_model import AudienceModel
from nlu.augmentation import careless_copies
from nlu.classifier import Classifier
from nlu.cross_fitting import Floats
from nlu.encoder import Encoder, Loaded
from nlu.errors import ModelUnavailable
from nlu.features import Features
from nlu.intents import IntentModel
from nlu.text import clean, expand
from nlu.training_data import Example

HERE = Path(__file__).parent
MADE_BY = (
    "text.py",
    "features.py",
    "augmentation.py",
    "audience_model.py",
    "classifier.py",
    "cross_fitting.py",
    "intents.py",
    "lexicon_files.py",
    "models.py",
)
Turn = tuple[str, str | None]  # its text, and the kind of concern it raises
Speaker = tuple[str, str]  # a text, and its audience or "unclear"
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class Trained:
    """Everything learned from the training messages."""

    features: Features
    classifier: Classifier
    intents: IntentModel
    audience: AudienceModel

    def scores(self, rows: csr_matrix) -> Floats:
        """For each row the chance, from 0 to 1, that it is an immediate concern."""
        return self.classifier.scores(rows, self.intents.concern(rows))


@dataclass(frozen=True)
class Models:
    """What reads a message besides the rules; each may be missing, and the others go on."""

    trained: Trained | None = None
    encoder: Encoder | None = None
    problem: str = ""
    """Why there are no trained models."""
    encoder_problem: str = ""
    """Why there is no encoder."""

    @classmethod
    def of(cls, trained: Trained | None, settings: Settings, problem: str = "") -> Models:
        """These models and the encoder that the settings name."""
        found = _encoder(settings.encoder_folder)
        return cls(trained, found.encoder, problem, found.problem)


RULES_ALONE = Models(problem="left out", encoder_problem="left out")


def load(settings: Settings) -> Models:
    """The models made from the present training messages, and the encoder; never raises."""
    try:
        return Models.of(_read(path_of(settings)), settings)
    except Exception as error:  # whatever the damage, the rules must go on
        return Models.of(None, settings, f"{type(error).__name__}: {error}")


@lru_cache(maxsize=2)
def _encoder(folder: Path | None) -> Loaded:
    return encoder.load(Settings(encoder_folder=folder))


def ensure(settings: Settings) -> Models:
    """Load the models, training them first when messages or code have changed."""
    models = load(settings)
    if models.trained is None:
        save(train_on_all(), path_of(settings))
        models = load(settings)
    return models


def train(examples: Sequence[Example], turns: Sequence[Turn], speakers: Sequence[Speaker]) -> Trained:
    """Learn from messages, turns of conversations and messages of known audience.

    Turns have no intent: they teach the safeguarding classifier only. The same input gives the same models.
    """
    features = Features()
    groups = [
        [example.text for example in examples],
        [text for text, _ in turns],
        [text for text, _ in speakers],
    ]
    (rows, copies), (turn_rows, turn_copies), (spoken, spoken_copies) = _fitted(features, groups)
    intents, concern = IntentModel.fit(rows, copies, [example.intent for example in examples])
    kinds = [example.intent if example.safeguarding else None for example in examples]
    classifier = Classifier.fit(
        vstack([rows, turn_rows], format="csr"),
        vstack([copies, turn_copies], format="csr"),
        [*kinds, *(kind for _, kind in turns)],
        np.concatenate([concern, intents.concern(turn_rows)]),
    )
    audience = AudienceModel.fit(spoken, spoken_copies, [audience for _, audience in speakers])
    return Trained(features, classifier, intents, audience)


def train_on_all() -> Trained:
    """Learn from everything under ``data/``."""
    turns = training_data.turns(training_data.conversations())
    return train(training_data.examples(), turns, training_data.audiences())


def _fitted(features: Features, groups: Sequence[Sequence[str]]) -> Iterator[tuple[csr_matrix, csr_matrix]]:
    """Learn the vocabulary of all groups; for each the rows of its messages and of their careless copies."""
    written = [[expand(clean(text)) for text in [*group, *careless_copies(group)]] for group in groups]
    every = features.fit([text for texts in written for text in texts])
    start = 0
    for group in groups:
        middle, end = start + len(group), start + 2 * len(group)
        yield every[start:middle], every[middle:end]
        start = end


def save(trained: Trained, path: Path) -> None:
    """Write the file beside its place, move it there whole, add its checksum, and remove older models."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    joblib.dump(trained, part)
    checksum = _checksum(part)
    part.replace(path)
    _checksum_file(path).write_text(checksum, encoding="ascii")
    for old in path.parent.glob("nlu-*"):
        if old not in (path, _checksum_file(path)):
            old.unlink(missing_ok=True)


def path_of(settings: Settings) -> Path:
    """Where the models of the present messages, code and library versions belong."""
    return settings.models_folder / f"nlu-{_digest()}.joblib"


def _read(path: Path) -> Trained:
    if not path.is_file():
        raise ModelUnavailable("not trained yet: run `python -m nlu train`")
    _refuse_if_others_can_write(path)
    known = _checksum_file(path)
    if not known.is_file() or known.read_text(encoding="ascii") != _checksum(path):
        raise ModelUnavailable("the file is damaged: its checksum differs")
    trained = joblib.load(path)
    if not isinstance(trained, Trained):
        raise ModelUnavailable("the file holds something else")
    return trained


def _checksum_file(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        content = hashlib.sha256()
        while block := file.read(1 << 20):
            content.update(block)
    return content.hexdigest()


def _refuse_if_others_can_write(path: Path) -> None:
    for place in (path, path.parent):
        found = place.stat()
        if found.st_uid != os.getuid() or found.st_mode & WRITABLE_BY_OTHERS:
            raise ModelUnavailable(f"{place.name} could have been written by somebody else")


def _digest() -> str:
    content = hashlib.sha256(f"{training_data.digest()} {sklearn.__version__}".encode())
    for path in [*(HERE / name for name in MADE_BY), *sorted((HERE / "lexicon").iterdir())]:
        content.update(path.read_bytes())
    return content.hexdigest()[:16]
